package dev.coven.conformance.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Makes up foreign keys: to a primary key or a UNIQUE column, composite ones, to the table itself, in circles. */
final class ReferenceGenerator {
    private static final List<String> OTHER_TYPES = List.of("", "TEXT", "INT", "REAL", "NUMERIC");

    private final Dice dice;
    private final Set<Feature> features;

    ReferenceGenerator(Dice dice, Set<Feature> features) {
        this.dice = dice;
        this.features = features;
    }

    void addReference(TableSketch child, TableSketch parent) {
        List<ColumnSketch> target = target(parent);
        boolean identifying = child != parent
                && child.key.size() == target.size()
                && child.references.isEmpty()
                && suits(child.key, target)
                && dice.percent(20);
        List<ColumnSketch> columns = identifying ? child.key : newColumns(child, target);
        child.constraints.add("FOREIGN KEY(" + TableSketch.names(columns) + ") REFERENCES " + parent.quoted() + "("
                + TableSketch.names(target) + ")" + actions(identifying)
                + (dice.percent(30) ? " DEFERRABLE INITIALLY DEFERRED" : ""));
    }

    private List<ColumnSketch> target(TableSketch parent) {
        if (!features.contains(Feature.UNIQUE_KEYS) || dice.percent(75)) {
            return parent.key;
        }
        if (parent.unique.isEmpty()) {
            ColumnSketch column = dice.one(parent.data);
            parent.unique.add(column);
            parent.constraints.add("UNIQUE(" + column.quoted() + ")");
        }
        return List.of(dice.one(parent.unique));
    }

    private static boolean suits(List<ColumnSketch> columns, List<ColumnSketch> target) {
        for (int i = 0; i < columns.size(); i++) {
            if (!columns.get(i).type().equals(target.get(i).type())) {
                return false;
            }
        }
        return true;
    }

    private List<ColumnSketch> newColumns(TableSketch child, List<ColumnSketch> target) {
        List<ColumnSketch> columns = new ArrayList<>();
        boolean required = dice.percent(12);
        for (ColumnSketch column : target) {
            String same = column.type().equals("INTEGER") ? "INT" : column.type();
            String type = child.declarable(dice.percent(15) ? dice.one(OTHER_TYPES) : same);
            columns.add(new ColumnSketch(
                    "ref " + (child.references.size() + columns.size()), type, required ? " NOT NULL" : ""));
        }
        child.references.addAll(columns);
        return columns;
    }

    private String actions(boolean identifying) {
        List<String> actions = new ArrayList<>(List.of("", "NO ACTION", "RESTRICT", "CASCADE", "CASCADE"));
        if (features.contains(Feature.SET_NULL) && !identifying) {
            actions.addAll(List.of("SET NULL", "SET NULL", "SET NULL", "SET DEFAULT"));
        }
        String onDelete = dice.one(actions);
        String onUpdate = dice.one(actions);
        return (onDelete.isEmpty() ? "" : " ON DELETE " + onDelete)
                + (onUpdate.isEmpty() ? "" : " ON UPDATE " + onUpdate);
    }
}
