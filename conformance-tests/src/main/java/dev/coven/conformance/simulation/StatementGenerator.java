package dev.coven.conformance.simulation;

import dev.coven.engine.schema.Affinity;
import dev.coven.engine.schema.ForeignKey;
import dev.coven.engine.schema.SyncedColumn;
import dev.coven.engine.schema.SyncedTable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Makes up what an application writes: any statement that SQLite knows, on few keys, with few values. */
final class StatementGenerator {
    private static final int MAX_REFERENCE_STEPS = 5;
    private static final int FIRST_INSERTS = 2;
    /** Few, so that devices meet; where the key has several columns, few of each. */
    private static final int KEYS = 4;

    private static final int KEYS_OF_EACH_COLUMN = 2;
    /** So many of a hundred rows name no file where they could. */
    private static final int NO_FILE = 12;

    private final Dice dice;
    private final List<SyncedTable> tables;
    private final Map<String, Set<String>> laterColumns;
    private final Set<Feature> features;
    private final List<String> fileValues;

    /**
     * A generator for one schema.
     *
     * @param tables as they are in the end
     * @param laterColumns the columns by table that are added on the way, which not every device has
     * @param fileValues what columns that name files hold; none when no column does
     */
    StatementGenerator(
            Dice dice,
            List<SyncedTable> tables,
            Map<String, Set<String>> laterColumns,
            Set<Feature> features,
            List<String> fileValues) {
        this.dice = dice;
        this.tables = tables;
        this.laterColumns = laterColumns;
        this.features = features;
        this.fileValues = fileValues;
    }

    /** The statements of one transaction. */
    List<String> transaction() {
        if (dice.percent(70)) {
            return List.of(statement(dice.one(tables)));
        }
        if (dice.percent(35)) {
            return swap(dice.one(tables));
        }
        List<String> statements = new ArrayList<>();
        int count = dice.between(2, 4);
        for (int i = 0; i < count; i++) {
            statements.add(statement(dice.one(tables)));
        }
        return statements;
    }

    /** A transaction that fills tables. */
    List<String> inserts() {
        List<String> statements = new ArrayList<>();
        for (int i = 0; i < FIRST_INSERTS; i++) {
            tables.forEach(table -> statements.add(insert(table, "INSERT OR IGNORE")));
        }
        return statements;
    }

    private String statement(SyncedTable table) {
        return switch (dice.below(20)) {
            case 0, 1, 2, 3, 4, 5, 15 ->
                insert(table, dice.one(List.of("INSERT", "INSERT OR REPLACE", "INSERT OR IGNORE")));
            case 6, 7 -> insert(table, "INSERT") + upsert(table);
            case 8, 9, 10, 11, 12 ->
                "UPDATE" + or() + " " + table.quotedName() + " SET " + assignments(table) + where(table);
            case 13 -> moveKey(table);
            case 14 -> "UPDATE OR REPLACE " + table.quotedName() + " SET " + assignments(table) + where(table);
            case 16 -> "UPDATE" + or() + " " + table.quotedName() + " SET " + assignments(table) + whereAny(table);
            case 17 -> "DELETE FROM " + table.quotedName() + whereAny(table);
            default -> "DELETE FROM " + table.quotedName() + where(table);
        };
    }

    private String or() {
        return dice.percent(15) ? " OR IGNORE" : "";
    }

    private String insert(SyncedTable table, String verb) {
        Map<String, String> values = new LinkedHashMap<>();
        for (SyncedColumn column : table.columns()) {
            boolean later = isLater(table, column);
            if (column.isKey() || dice.percent(later ? 25 : 90)) {
                values.put(column.quotedName(), value(table, column));
            }
        }
        return verb + " INTO " + table.quotedName() + "(" + String.join(", ", values.keySet()) + ") VALUES ("
                + String.join(", ", values.values()) + ")";
    }

    private boolean isLater(SyncedTable table, SyncedColumn column) {
        return laterColumns.getOrDefault(table.name(), Set.of()).contains(column.name());
    }

    private String upsert(SyncedTable table) {
        String target = " ON CONFLICT("
                + table.keyColumns().stream().map(SyncedColumn::quotedName).collect(Collectors.joining(", ")) + ")";
        Optional<SyncedColumn> column = dataColumn(table);
        if (column.isEmpty() || dice.percent(20)) {
            return target + " DO NOTHING";
        }
        String name = column.get().quotedName();
        return target + " DO UPDATE SET " + name + " = "
                + (dice.percent(60) ? "excluded." + name : value(table, column.get()));
    }

    private String assignments(SyncedTable table) {
        List<String> assignments = new ArrayList<>();
        int count = dice.percent(70) ? 1 : 2;
        for (int i = 0; i < count; i++) {
            dataColumn(table).ifPresent(column -> assignments.add(column.quotedName() + " = " + value(table, column)));
        }
        if (assignments.isEmpty()) {
            SyncedColumn column = table.keyColumns().get(0);
            assignments.add(column.quotedName() + " = " + value(table, column));
        }
        return String.join(", ", assignments);
    }

    private Optional<SyncedColumn> dataColumn(SyncedTable table) {
        List<SyncedColumn> columns = table.columns().stream()
                .filter(column -> !column.isKey())
                .filter(column -> !isLater(table, column) || dice.percent(40))
                .toList();
        return columns.isEmpty() ? Optional.empty() : Optional.of(dice.one(columns));
    }

    private String moveKey(SyncedTable table) {
        SyncedColumn column = dice.one(table.keyColumns());
        return "UPDATE" + dice.one(List.of("", "", " OR REPLACE")) + " " + table.quotedName() + " SET "
                + column.quotedName() + " = " + value(table, column) + where(table);
    }

    /** Two rows trade a value, by way of a third value where the column can hold one. */
    private List<String> swap(SyncedTable table) {
        Optional<SyncedColumn> chosen = dataColumn(table);
        if (chosen.isEmpty()) {
            return List.of(statement(table));
        }
        String column = chosen.get().quotedName();
        String first = value(table, chosen.get());
        String second = value(table, chosen.get());
        String between = chosen.get().notNull() ? value(table, chosen.get()) : "NULL";
        String update = "UPDATE " + table.quotedName() + " SET " + column + " = ";
        return List.of(
                update + between + " WHERE " + column + " IS " + first,
                update + first + " WHERE " + column + " IS " + second,
                update + second + where(table));
    }

    private String where(SyncedTable table) {
        return " WHERE "
                + table.keyColumns().stream()
                        .filter(column -> table.keyColumns().size() == 1 || dice.percent(80))
                        .map(column -> column.quotedName() + " = " + value(table, column))
                        .reduce((left, right) -> left + " AND " + right)
                        .orElse("1");
    }

    private String whereAny(SyncedTable table) {
        SyncedColumn column = dice.one(table.columns());
        return " WHERE " + column.quotedName() + (isLater(table, column) ? " = " : dice.one(List.of(" = ", " IS ")))
                + value(table, column);
    }

    /** A value that a column may hold: of a key, the same few as everywhere that refers to it. */
    private String value(SyncedTable table, SyncedColumn column) {
        SyncedTable owner = table;
        SyncedColumn origin = column;
        boolean refers = false;
        for (int step = 0; step < MAX_REFERENCE_STEPS; step++) {
            Optional<Place> parent = parentOf(owner, origin);
            if (parent.isEmpty()) {
                break;
            }
            owner = parent.get().table();
            origin = parent.get().column();
            refers = true;
        }
        if (refers && !column.isKey() && !column.notNull() && dice.percent(25)) {
            return "NULL";
        }
        if (!fileValues.isEmpty() && origin.name().equals(SimulatedFiles.COLUMN)) {
            return !column.isKey() && !column.notNull() && dice.percent(NO_FILE) ? "NULL" : dice.one(fileValues);
        }
        Affinity affinity = origin.affinity();
        if (!column.isKey() && !refers) {
            if (!table.strict()) {
                return ValuePool.any(dice, affinity);
            }
            return dice.percent(15) && !column.notNull() ? "NULL" : dice.one(ValuePool.strict(affinity));
        }
        int count = owner.keyColumns().size() == 1 ? KEYS : KEYS_OF_EACH_COLUMN;
        if (table.strict() || owner.strict()) {
            return oneOf(ValuePool.strict(affinity), count);
        }
        boolean loose = features.contains(Feature.UNIQUE_KEYS);
        if (loose && dice.percent(30)) {
            return oneOf(ValuePool.looseKeys(affinity), count);
        }
        return oneOf(loose ? ValuePool.keys(affinity) : ValuePool.distinctKeys(affinity), count);
    }

    private String oneOf(List<String> values, int first) {
        return dice.one(values.subList(0, Math.min(first, values.size())));
    }

    private record Place(SyncedTable table, SyncedColumn column) {}

    private Optional<Place> parentOf(SyncedTable table, SyncedColumn column) {
        for (ForeignKey foreignKey : table.foreignKeys()) {
            int at = indexOf(foreignKey.columns(), column.name());
            if (at < 0) {
                continue;
            }
            for (SyncedTable parent : tables) {
                if (parent.name().equalsIgnoreCase(foreignKey.parentTable())) {
                    int index = indexOf(
                            parent.columnNames(), foreignKey.parentColumns().get(at));
                    return index < 0
                            ? Optional.empty()
                            : Optional.of(new Place(parent, parent.columns().get(index)));
                }
            }
        }
        return Optional.empty();
    }

    private static int indexOf(List<String> names, String name) {
        for (int i = 0; i < names.size(); i++) {
            if (names.get(i).equalsIgnoreCase(name)) {
                return i;
            }
        }
        return -1;
    }
}
