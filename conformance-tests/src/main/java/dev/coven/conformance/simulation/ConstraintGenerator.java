package dev.coven.conformance.simulation;

import dev.coven.engine.schema.SqlNames;
import java.util.List;
import java.util.Set;

/** Makes up CHECKs and unique keys of every kind. */
final class ConstraintGenerator {
    private final Dice dice;
    private final Set<Feature> features;
    private int indexes;

    ConstraintGenerator(Dice dice, Set<Feature> features) {
        this.dice = dice;
        this.features = features;
    }

    void addTo(TableSketch table) {
        if (features.contains(Feature.CHECKS) && dice.percent(40)) {
            table.constraints.add("CHECK (" + check(table) + ")");
        }
        if (features.contains(Feature.UNIQUE_KEYS)) {
            int count = dice.one(List.of(0, 0, 1, 1, 2, 3));
            for (int i = 0; i < count; i++) {
                addUnique(table);
            }
        }
    }

    private String check(TableSketch table) {
        List<ColumnSketch> columns = dice.shuffled(table.stored());
        String one = columns.get(0).quoted();
        String other = columns.get(1).quoted();
        return switch (dice.below(4)) {
            case 0 -> "%s IS NULL OR %s IS NULL OR %s <> %s".formatted(one, other, one, other);
            case 1 -> "typeof(%s) <> 'blob' OR %s IS NOT NULL".formatted(one, other);
            case 2 -> "NOT (%s IS 2 AND %s IS 3) AND NOT (%s IS 'a' AND %s IS 'b')".formatted(one, other, one, other);
            default -> "%s <> 3 OR %s = 1".formatted(one, other);
        };
    }

    private void addUnique(TableSketch table) {
        List<ColumnSketch> columns = dice.shuffled(table.stored());
        String one = columns.get(0).quoted();
        String other = columns.get(1).quoted();
        String index = "CREATE UNIQUE INDEX " + SqlNames.quote(table.name + " u" + indexes++) + " ON " + table.quoted();
        switch (dice.below(8)) {
            case 0, 1 -> table.constraints.add("UNIQUE(" + one + ")");
            case 2 -> table.constraints.add("UNIQUE(" + one + ", " + other + ")");
            case 3 -> table.indexes.add(index + "(" + one + " COLLATE NOCASE)");
            case 4 -> table.indexes.add(index + "(" + one + ") WHERE " + other + " IS NOT NULL");
            case 5 -> table.indexes.add(index + "(" + one + ") WHERE " + other + " > 1");
            case 6 -> table.indexes.add(index + "(lower(" + one + "))");
            default ->
                table.indexes.add(
                        table.generated.isEmpty()
                                ? index + "(coalesce(" + one + ", 0), " + other + ")"
                                : index + "(\"made up\")");
        }
    }
}
