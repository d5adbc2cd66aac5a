package dev.coven.engine.schema;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Reads tables from a database's schema. */
public final class SchemaInspector {
    private SchemaInspector() {}

    /**
     * The named tables, or every eligible one when no name is given, in the order in which they were created and numbered
     * from 1 in that order. Eligible are ordinary tables that are neither SQLite's nor the engine's nor the storage of a
     * virtual table.
     *
     * @throws SchemaException when a name is no eligible table
     */
    public static List<SyncedTable> inspect(Connection connection, List<String> names)
            throws SQLException, SchemaException {
        Map<String, Set<SyncedTable.Trait>> eligible = eligible(connection);
        Set<String> wanted = new TreeSet<>(SqlNames.ORDER);
        for (String name : names) {
            if (!eligible.containsKey(name)) {
                throw new SchemaException("There is no table \"" + name + "\" that can be synced;"
                        + " name an ordinary table of this database.");
            }
            wanted.add(name);
        }
        List<SyncedTable> tables = new ArrayList<>();
        for (String name : inCreationOrder(connection)) {
            Set<SyncedTable.Trait> traits = eligible.get(name);
            if (traits != null && (names.isEmpty() || wanted.contains(name))) {
                tables.add(read(connection, tables.size() + 1, name, traits));
            }
        }
        return List.copyOf(tables);
    }

    /** The names of the tables that could be synced, with the traits that the schema's list of tables tells. */
    static Map<String, Set<SyncedTable.Trait>> eligible(Connection connection) throws SQLException {
        Map<String, Set<SyncedTable.Trait>> eligible = new TreeMap<>(SqlNames.ORDER);
        String sql = "SELECT name, wr, strict FROM pragma_table_list WHERE schema = 'main' AND type = 'table'";
        try (PreparedStatement statement = connection.prepareStatement(sql);
                ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                String name = rows.getString(1);
                if (SqlNames.isEngineName(name) || SqlNames.isSqliteName(name)) {
                    continue;
                }
                Set<SyncedTable.Trait> traits = EnumSet.noneOf(SyncedTable.Trait.class);
                if (rows.getInt(2) != 0) {
                    traits.add(SyncedTable.Trait.WITHOUT_ROWID);
                }
                if (rows.getInt(3) != 0) {
                    traits.add(SyncedTable.Trait.STRICT);
                }
                eligible.put(name, traits);
            }
        }
        return eligible;
    }

    private static List<String> inCreationOrder(Connection connection) throws SQLException {
        List<String> names = new ArrayList<>();
        String sql = "SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY rowid";
        try (PreparedStatement statement = connection.prepareStatement(sql);
                ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                names.add(rows.getString(1));
            }
        }
        return names;
    }

    private static SyncedTable read(Connection connection, int number, String name, Set<SyncedTable.Trait> listed)
            throws SQLException {
        IndexReader indexes = IndexReader.read(connection, name);
        Set<SyncedTable.Trait> traits = EnumSet.noneOf(SyncedTable.Trait.class);
        traits.addAll(listed);
        List<SyncedColumn> columns = new ArrayList<>();
        List<String> generated = new ArrayList<>();
        List<SqlToken> declaration = declaration(connection, name);
        List<String> collations = ColumnCollations.of(declaration);
        boolean strict = traits.contains(SyncedTable.Trait.STRICT);
        String sql =
                "SELECT name, type, \"notnull\", dflt_value, pk, hidden, cid FROM pragma_table_xinfo(?, 'main') ORDER BY cid";
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, name);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    String column = rows.getString(1);
                    if (rows.getInt(6) != 0) {
                        generated.add(column);
                        continue;
                    }
                    columns.add(new SyncedColumn(
                            column,
                            Affinity.of(text(rows, 2), strict),
                            rows.getInt(5),
                            rows.getInt(5) == 0 ? "BINARY" : indexes.keyCollation(column),
                            collations.get(rows.getInt(7)),
                            rows.getInt(3) != 0,
                            DefaultSql.of(rows.getString(4))));
                }
            }
        }
        boolean keyed = columns.stream().anyMatch(SyncedColumn::isKey);
        if (keyed && !indexes.hasKeyIndex() && !traits.contains(SyncedTable.Trait.WITHOUT_ROWID)) {
            traits.add(SyncedTable.Trait.INTEGER_KEY);
            // It can stand in a CREATE TABLE for nothing else, unless it is quoted.
            if (declaration.stream().anyMatch(token -> token.isWord("AUTOINCREMENT"))) {
                traits.add(SyncedTable.Trait.AUTOINCREMENT);
            }
        }
        if (hasConflictClause(declaration)) {
            traits.add(SyncedTable.Trait.CONFLICT_CLAUSE);
        }
        return new SyncedTable(
                number, name, columns, generated, indexes.unique(), foreignKeys(connection, name), traits, List.of());
    }

    private static String text(ResultSet rows, int column) throws SQLException {
        @Nullable String text = rows.getString(column);
        return text == null ? "" : text;
    }

    private static List<SqlToken> declaration(Connection connection, String table) throws SQLException {
        String sql = "SELECT sql FROM sqlite_schema WHERE type = 'table' AND name = ?";
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, table);
            try (ResultSet rows = statement.executeQuery()) {
                return rows.next() ? SqlTokens.of(text(rows, 1)) : List.of();
            }
        }
    }

    private static boolean hasConflictClause(List<SqlToken> declaration) {
        for (int at = 1; at < declaration.size(); at++) {
            if (declaration.get(at - 1).isWord("ON") && declaration.get(at).isWord("CONFLICT")) {
                return true;
            }
        }
        return false;
    }

    private static List<ForeignKey> foreignKeys(Connection connection, String table) throws SQLException {
        Map<Integer, Reference> references = new LinkedHashMap<>();
        String sql = "SELECT id, \"table\", \"from\", \"to\", on_delete, on_update"
                + " FROM pragma_foreign_key_list(?, 'main') ORDER BY id DESC, seq";
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, table);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    Reference reference = references.computeIfAbsent(rows.getInt(1), id -> new Reference());
                    reference.parent = rows.getString(2);
                    reference.columns.add(rows.getString(3));
                    @Nullable String to = rows.getString(4);
                    if (to != null) {
                        reference.parentColumns.add(to);
                    }
                    reference.onDelete = ForeignKeyAction.of(rows.getString(5));
                    reference.onUpdate = ForeignKeyAction.of(rows.getString(6));
                }
            }
        }
        List<ForeignKey> foreignKeys = new ArrayList<>();
        for (Reference reference : references.values()) {
            foreignKeys.add(reference.resolve(connection));
        }
        return foreignKeys;
    }

    /** A foreign key as the pragma tells it, before its parent's names are known. */
    private static final class Reference {
        private String parent = "";
        private final List<String> columns = new ArrayList<>();
        private final List<String> parentColumns = new ArrayList<>();
        private ForeignKeyAction onDelete = ForeignKeyAction.NO_ACTION;
        private ForeignKeyAction onUpdate = ForeignKeyAction.NO_ACTION;

        /** Takes names as the parent declares them, whatever case the reference writes them in. */
        ForeignKey resolve(Connection connection) throws SQLException {
            Map<String, String> declared = new TreeMap<>(SqlNames.ORDER);
            Map<Integer, String> key = new TreeMap<>();
            String name = parent;
            String sql = "SELECT s.name, c.name, c.pk FROM sqlite_schema s, pragma_table_xinfo(s.name, 'main') c"
                    + " WHERE s.type = 'table' AND s.name = ? COLLATE NOCASE";
            try (PreparedStatement statement = connection.prepareStatement(sql)) {
                statement.setString(1, parent);
                try (ResultSet rows = statement.executeQuery()) {
                    while (rows.next()) {
                        name = rows.getString(1);
                        declared.put(rows.getString(2), rows.getString(2));
                        if (rows.getInt(3) > 0) {
                            key.put(rows.getInt(3), rows.getString(2));
                        }
                    }
                }
            }
            List<String> parents = new ArrayList<>();
            for (String column : parentColumns.isEmpty() ? List.copyOf(key.values()) : parentColumns) {
                parents.add(declared.getOrDefault(column, column));
            }
            return new ForeignKey(columns, name, declared.isEmpty() ? List.of() : parents, onDelete, onUpdate);
        }
    }
}
