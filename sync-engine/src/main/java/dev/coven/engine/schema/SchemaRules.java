package dev.coven.engine.schema;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What a table must be so that it can be synced. */
public final class SchemaRules {
    /** The most columns a synced table can have: old and new row together must fit into one SQLite result. */
    public static final int MAX_COLUMNS = 900;

    /** The most columns a primary key can have: a query that reads a hundred rows by key must fit into SQLite's limits. */
    public static final int MAX_KEY_COLUMNS = 64;

    private final Connection connection;
    private final Set<SchemaChoice> choices;
    private final List<String> refusals = new ArrayList<>();

    private SchemaRules(Connection connection, Set<SchemaChoice> choices) {
        this.connection = connection;
        this.choices = choices;
    }

    /**
     * Why these tables cannot be synced: one sentence or two per reason, each naming the table and the remedy. Empty when
     * they can.
     *
     * @param names the tables, or none for every eligible one
     */
    public static List<String> refusals(Connection connection, List<String> names, Set<SchemaChoice> choices)
            throws SQLException {
        SchemaRules rules = new SchemaRules(connection, choices);
        rules.checkEncoding();
        rules.checkDdl();
        List<String> known = rules.known(names);
        if (names.isEmpty() || !known.isEmpty()) {
            rules.checkTables(known);
        }
        return List.copyOf(rules.refusals);
    }

    private void checkTables(List<String> known) throws SQLException {
        List<SyncedTable> tables;
        try {
            tables = SchemaInspector.inspect(connection, known);
        } catch (SchemaException vanished) {
            refusals.add(vanished.getMessage());
            return;
        }
        if (tables.isEmpty()) {
            refusals.add("The database has no table that can be synced; create one first.");
        }
        Set<String> synced = new TreeSet<>(SqlNames.ORDER);
        tables.forEach(table -> synced.add(table.name()));
        checkIntegerKeys(tables);
        for (SyncedTable table : tables) {
            checkShape(table);
            if (table.columns().stream().anyMatch(SyncedColumn::isKey)) {
                checkNullKeys(table);
            }
            if (!choices.contains(SchemaChoice.IGNORE_FOREIGN_KEYS)) {
                checkParents(table, tables, synced);
                checkDangling(table);
            }
        }
    }

    private void checkEncoding() throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("SELECT encoding FROM pragma_encoding");
                ResultSet rows = statement.executeQuery()) {
            if (rows.next() && !rows.getString(1).equals("UTF-8")) {
                refusals.add("The database stores text as " + rows.getString(1)
                        + "; only UTF-8 can be synced: dump it and load it into a new UTF-8 database.");
            }
        }
    }

    /** The schema travels to whoever joins, and is checked there. */
    private void checkDdl() throws SQLException {
        for (String sql : HostSchema.ddl(connection)) {
            try {
                DdlRules.check(sql);
            } catch (SchemaException unfit) {
                refusals.add(unfit.getMessage() + " (no device could join with it: change that first)");
            }
        }
    }

    private List<String> known(List<String> names) throws SQLException {
        Map<String, Set<SyncedTable.Trait>> eligible = SchemaInspector.eligible(connection);
        List<String> known = new ArrayList<>();
        for (String name : names) {
            if (eligible.containsKey(name)) {
                known.add(name);
            } else {
                refusals.add("There is no table \"" + name + "\" that can be synced; name one of "
                        + eligible.keySet().stream().map(SqlNames::quote).collect(Collectors.joining(", ")) + ".");
            }
        }
        return known;
    }

    private void checkIntegerKeys(List<SyncedTable> tables) {
        List<String> names = tables.stream()
                .filter(SyncedTable::hasIntegerKey)
                .map(SyncedTable::quotedName)
                .toList();
        if (!names.isEmpty() && !choices.contains(SchemaChoice.INTEGER_KEYS)) {
            refusals.add((names.size() == 1 ? "Table " : "Tables ") + String.join(", ", names)
                    + (names.size() == 1 ? " has" : " have") + " an INTEGER PRIMARY KEY, which SQLite numbers itself:"
                    + " two devices can give the same number to different rows, and the rows would merge into one. Use"
                    + " random text keys, or allow integer keys (--allow-integer-keys) if the application picks numbers"
                    + " that cannot meet.");
        }
    }

    private void checkShape(SyncedTable table) {
        String name = table.quotedName();
        if (table.columns().stream().noneMatch(SyncedColumn::isKey)) {
            refusals.add("Table " + name + " has no primary key, so its rows cannot be told apart on other devices;"
                    + " give it one, or name the tables to sync without it.");
        }
        if (table.columns().size() > MAX_COLUMNS) {
            refusals.add("Table " + name + " has " + table.columns().size() + " columns; at most " + MAX_COLUMNS
                    + " can be synced: split it, or leave it out.");
        }
        if (table.keyColumns().size() > MAX_KEY_COLUMNS) {
            refusals.add("Table " + name + " has " + table.keyColumns().size() + " columns in its primary key; at most "
                    + MAX_KEY_COLUMNS + " can be synced: give it a shorter key, or leave it out.");
        }
        if (table.name().equalsIgnoreCase("new") || table.name().equalsIgnoreCase("old")) {
            refusals.add("Table " + name + " is named like a row inside a trigger, so no trigger can tell them apart;"
                    + " rename it, or leave it out.");
        }
    }

    private void checkNullKeys(SyncedTable table) throws SQLException {
        String anyNull = table.keyColumns().stream()
                .map(column -> column.quotedName() + " IS NULL")
                .collect(Collectors.joining(" OR "));
        if (exists("SELECT 1 FROM " + table.quotedName() + " WHERE " + anyNull + " LIMIT 1")) {
            refusals.add("Table " + table.quotedName() + " has rows with NULL in the primary key, which no other device"
                    + " could find again; give these rows a key.");
        }
    }

    private void checkParents(SyncedTable table, List<SyncedTable> tables, Set<String> synced) {
        for (ForeignKey foreignKey : table.foreignKeys()) {
            if (!synced.contains(foreignKey.parentTable())) {
                refusals.add("Table " + table.quotedName() + " refers to table "
                        + SqlNames.quote(foreignKey.parentTable())
                        + ", which is not synced, so its parents would be missing on other devices; sync both, or"
                        + " neither, or ignore foreign keys (--foreign-keys ignore).");
            }
            checkStored(table, foreignKey.columns());
            for (SyncedTable parent : tables) {
                if (SqlNames.same(parent.name(), foreignKey.parentTable())) {
                    checkStored(parent, foreignKey.parentColumns());
                }
            }
        }
    }

    /**
     * Requires what a schema that grew must keep to.
     *
     * @throws SchemaException when a foreign key refers to what is not synced
     */
    public static void requireParents(List<SyncedTable> tables) throws SchemaException {
        for (SyncedTable table : tables) {
            for (ForeignKey foreignKey : table.foreignKeys()) {
                SyncedTable parent = tables.stream()
                        .filter(other -> SqlNames.same(other.name(), foreignKey.parentTable()))
                        .findFirst()
                        .orElseThrow(() -> new SchemaException("Table " + table.quotedName() + " now refers to table "
                                + SqlNames.quote(foreignKey.parentTable())
                                + ", which is not synced, so its parents would be missing on other devices; take the"
                                + " foreign key out again, or start a new library that syncs both."));
                requireStored(table, foreignKey.columns());
                requireStored(parent, foreignKey.parentColumns());
            }
        }
    }

    private static void requireStored(SyncedTable table, List<String> columns) throws SchemaException {
        for (String column : columns) {
            if (!isStored(table, column)) {
                throw new SchemaException("A foreign key now uses column " + SqlNames.quote(column) + " of table "
                        + table.quotedName() + ", which is generated, so a merge could not tell what refers to what;"
                        + " take the foreign key out again.");
            }
        }
    }

    private static boolean isStored(SyncedTable table, String column) {
        return table.columns().stream().anyMatch(known -> SqlNames.same(known.name(), column));
    }

    private void checkStored(SyncedTable table, List<String> columns) {
        for (String column : columns) {
            if (!isStored(table, column)) {
                refusals.add("A foreign key uses column " + SqlNames.quote(column) + " of table " + table.quotedName()
                        + ", which is generated, so a merge could not tell what refers to what; use stored columns, or"
                        + " ignore foreign keys (--foreign-keys ignore).");
            }
        }
    }

    private void checkDangling(SyncedTable table) throws SQLException {
        if (!table.foreignKeys().isEmpty()
                && exists("SELECT 1 FROM pragma_foreign_key_check(" + SqlNames.literal(table.name()) + ") LIMIT 1")) {
            refusals.add("Table " + table.quotedName() + " has rows whose foreign key finds no parent;"
                    + " repair them (PRAGMA foreign_key_check lists them), or ignore foreign keys (--foreign-keys ignore) if"
                    + " the application does not enforce them.");
        }
    }

    private boolean exists(String sql) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql);
                ResultSet rows = statement.executeQuery()) {
            return rows.next();
        }
    }
}
