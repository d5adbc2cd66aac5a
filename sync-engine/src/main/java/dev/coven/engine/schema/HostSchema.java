package dev.coven.engine.schema;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** The host's own objects: their DDL for a joining device, and their version. */
public final class HostSchema {
    /** The most statements that are accepted. */
    public static final int MAX_STATEMENTS = 10_000;

    private record SchemaObject(int rank, String ddl) {}

    private HostSchema() {}

    /**
     * The DDL of the host's tables, indexes, views and triggers, so that each statement finds what it needs: by kind in this
     * order, and in order of creation within a kind. SQLite's and the engine's objects and the storage of virtual tables are
     * left out.
     */
    public static List<String> ddl(Connection connection) throws SQLException {
        Set<String> shadows = shadowTables(connection);
        List<SchemaObject> objects = new ArrayList<>();
        String sql = "SELECT type, name, tbl_name, sql FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY rowid";
        try (PreparedStatement statement = connection.prepareStatement(sql);
                ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                if (isHosts(rows.getString(2)) && isHosts(rows.getString(3)) && !shadows.contains(rows.getString(3))) {
                    objects.add(new SchemaObject(rank(rows.getString(1)), rows.getString(4)));
                }
            }
        }
        objects.sort(Comparator.comparingInt(SchemaObject::rank));
        return objects.stream().map(SchemaObject::ddl).toList();
    }

    /**
     * Runs DDL that another device sent. Every statement is checked before the first one runs; the caller owns the
     * transaction.
     *
     * @throws SchemaException when one is not exactly one CREATE of a table, index, view, trigger or virtual table, or names
     *     anything of the engine's
     */
    public static void create(Connection connection, List<String> ddl) throws SQLException, SchemaException {
        if (ddl.size() > MAX_STATEMENTS) {
            throw new SchemaException(
                    "The schema has " + ddl.size() + " statements, more than " + MAX_STATEMENTS + ".");
        }
        for (String sql : ddl) {
            DdlRules.check(sql);
        }
        try (Statement statement = connection.createStatement()) {
            for (String sql : ddl) {
                statement.execute(sql);
            }
        }
    }

    /** The host's schema version: {@code PRAGMA user_version}. */
    public static int version(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("PRAGMA user_version");
                ResultSet rows = statement.executeQuery()) {
            return rows.next() ? rows.getInt(1) : 0;
        }
    }

    /** Sets the host's schema version. */
    public static void setVersion(Connection connection, int version) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("PRAGMA user_version = " + version);
        }
    }

    private static boolean isHosts(String name) {
        return !SqlNames.isEngineName(name) && !SqlNames.isSqliteName(name);
    }

    private static Set<String> shadowTables(Connection connection) throws SQLException {
        Set<String> names = new HashSet<>();
        String sql = "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'shadow'";
        try (PreparedStatement statement = connection.prepareStatement(sql);
                ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                names.add(rows.getString(1));
            }
        }
        return names;
    }

    private static int rank(String type) {
        return List.of("table", "index", "view", "trigger").indexOf(type.toLowerCase(Locale.ROOT));
    }
}
