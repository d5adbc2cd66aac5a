package dev.coven.conformance.simulation;

import dev.coven.conformance.simulation.SimulationPlan.FileUse;
import dev.coven.engine.InitOptions.ForeignKeys;
import dev.coven.engine.schema.SqlNames;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Makes up ugly schemas: whatever SQLite lets an application declare, and the engine takes. */
final class SchemaGenerator {
    private static final List<String> TABLE_NAMES =
            List.of("notes", "odd \"table\"", "order", "a b", "Ünï", "it's", "select", "T2");
    private static final List<String> COLUMN_NAMES =
            List.of("the key", "k\"2", "body", "from", "a'b", "Größe", "n", "x y", "value", "z", "group", "w");
    private static final List<String> TYPES = List.of("TEXT", "INTEGER", "REAL", "BLOB", "NUMERIC", "", "VARCHAR(9)");
    private static final int MAX_GROWTH = 2;

    private final Dice dice;
    private final Set<Feature> features;
    private final List<String> policyIds;
    private final FileUse files;
    private final List<TableSketch> tables = new ArrayList<>();

    private SchemaGenerator(Dice dice, Set<Feature> features, List<String> policyIds, FileUse files) {
        this.dice = dice;
        this.features = features;
        this.policyIds = policyIds;
        this.files = files;
    }

    /** A schema of some of these features, whose tables have some of these conflict policies, and may name files. */
    static SimulatedSchema schema(Dice dice, Set<Feature> features, List<String> policyIds, FileUse files) {
        return new SchemaGenerator(dice, features, policyIds, files).schema();
    }

    private SimulatedSchema schema() {
        List<String> names = dice.some(TABLE_NAMES, dice.between(1, 4));
        names.forEach(name -> tables.add(table(name)));
        if (features.contains(Feature.FOREIGN_KEYS)) {
            int references = dice.between(0, tables.size() + 1);
            for (int i = 0; i < references; i++) {
                new ReferenceGenerator(dice, features).addReference(dice.one(tables), dice.one(tables));
            }
        }
        ConstraintGenerator constraints = new ConstraintGenerator(dice, features);
        tables.forEach(constraints::addTo);
        List<String> ddl = new ArrayList<>();
        tables.forEach(table -> {
            ddl.add(table.sql());
            ddl.addAll(table.indexes);
        });
        List<String> synced = tables.stream().map(table -> table.name).toList();
        if (features.contains(Feature.HOST_TRIGGERS) && dice.percent(40)) {
            ddl.add("CREATE TABLE seen(n INTEGER PRIMARY KEY, what)");
            ddl.addAll(triggers());
        }
        ForeignKeys choice = dice.percent(15) ? ForeignKeys.IGNORE : ForeignKeys.RESPECT;
        Map<String, String> policies = policies();
        return new SimulatedSchema(ddl, growth(policies), synced, policies, choice);
    }

    private TableSketch table(String name) {
        TableSketch table = new TableSketch(name, dice.percent(25), dice.percent(35));
        List<String> columns = new ArrayList<>(dice.shuffled(COLUMN_NAMES));
        int keys = dice.percent(65) ? 1 : 2;
        for (int i = 0; i < keys; i++) {
            table.key.add(keyColumn(table, columns.remove(0), keys == 1));
        }
        int data = dice.between(1, 3);
        for (int i = 0; i < data; i++) {
            table.data.add(dataColumn(table, columns.remove(0)));
        }
        if (files == FileUse.NAMED_BY_ROWS) {
            table.data.add(new ColumnSketch(SimulatedFiles.COLUMN, table.declarable("TEXT"), ""));
        }
        if (features.contains(Feature.GENERATED_COLUMNS) && dice.percent(25)) {
            String of = table.data.get(0).quoted();
            table.generated.add("\"made up\" " + table.declarable("TEXT") + " GENERATED ALWAYS AS (coalesce(" + of
                    + ", 'none') || '!') " + dice.one(List.of("VIRTUAL", "STORED")));
        }
        return table;
    }

    private ColumnSketch keyColumn(TableSketch table, String name, boolean alone) {
        List<String> types = features.contains(Feature.UNIQUE_KEYS)
                ? List.of("TEXT", "TEXT", "BLOB", "INT", "", "VARCHAR(9)")
                : List.of("TEXT", "BLOB", "INT");
        String type = alone && dice.percent(12) ? "INTEGER" : dice.one(types);
        // Only TEXT keys get a collation: without loose keys around, one that hides no difference of the pool's values.
        boolean collates = type.equals("TEXT") && features.contains(Feature.UNIQUE_KEYS) && dice.percent(40);
        String collation = collates ? " COLLATE " + dice.one(List.of("NOCASE", "RTRIM")) : "";
        return new ColumnSketch(name, table.declarable(type), collation + " NOT NULL");
    }

    private ColumnSketch dataColumn(TableSketch table, String name) {
        String type = table.declarable(dice.one(TYPES));
        String collation = dice.percent(15) ? " COLLATE NOCASE" : "";
        return new ColumnSketch(
                name, type, collation + (dice.percent(20) ? " NOT NULL DEFAULT " + defaultOf(type) : ""));
    }

    private static String defaultOf(String type) {
        return switch (type) {
            case "TEXT", "VARCHAR(9)" -> "'d'";
            case "BLOB" -> "x'dd'";
            default -> "7";
        };
    }

    private List<String> triggers() {
        TableSketch source = dice.one(tables);
        TableSketch target = dice.one(tables);
        String seen = "CREATE TRIGGER note_it AFTER " + dice.one(List.of("INSERT", "UPDATE", "DELETE")) + " ON "
                + source.quoted() + " BEGIN INSERT INTO seen(what) VALUES ('x'); END";
        String touch = "CREATE TRIGGER touch_it AFTER " + dice.one(List.of("INSERT", "DELETE")) + " ON "
                + source.quoted() + " BEGIN UPDATE OR IGNORE " + target.quoted() + " SET "
                + target.data.get(0).quoted() + " = "
                + defaultOf(target.data.get(0).type()) + "; END";
        return dice.one(List.of(List.of(seen), List.of(touch), List.of(seen, touch)));
    }

    private List<String> growth(Map<String, String> policies) {
        List<String> growth = new ArrayList<>();
        // Of a deleted row, some policies keep values: all of the row, or those that went by no time. Two devices that
        // saw the
        // deletion on different sides of the growth do not keep the same, so only tables grow that keep no more than
        // was edited.
        List<TableSketch> growing = tables.stream()
                .filter(table -> policies.getOrDefault(table.name, "lww").equals("lww"))
                .toList();
        if (features.contains(Feature.SCHEMA_GROWTH) && dice.percent(50) && !growing.isEmpty()) {
            int count = dice.between(1, MAX_GROWTH);
            for (int i = 0; i < count; i++) {
                TableSketch table = dice.one(growing);
                String type = table.declarable(dice.one(TYPES));
                String suffix =
                        dice.one(List.of("", " DEFAULT " + defaultOf(type), " NOT NULL DEFAULT " + defaultOf(type)));
                growth.add("ALTER TABLE " + table.quoted() + " ADD COLUMN " + SqlNames.quote("new " + i)
                        + (type.isEmpty() ? "" : " " + type) + suffix);
            }
        }
        return growth;
    }

    private Map<String, String> policies() {
        Map<String, String> policies = new LinkedHashMap<>();
        if (features.contains(Feature.POLICIES)) {
            tables.forEach(table -> policies.put(table.name, dice.one(policyIds)));
        }
        return policies;
    }
}
