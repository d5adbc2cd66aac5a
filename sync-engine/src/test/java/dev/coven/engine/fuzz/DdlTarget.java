package dev.coven.engine.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coven.engine.schema.HostSchema;
import dev.coven.engine.schema.SchemaException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * The statements of a schema that an owner who means harm has signed. What is let through makes nothing of the engine's, and means
 * nothing of it: SQLite itself says so, as it changes whatever names a table that is renamed.
 */
final class DdlTarget implements FuzzTarget {
    private static final String ENGINES = "coven_x";

    @Override
    public String name() {
        return "ddl";
    }

    @Override
    public List<byte[]> seeds() {
        return List.of(
                        "CREATE TABLE u(id TEXT PRIMARY KEY, v DEFAULT (1 + 2), CHECK (v > 'a'))",
                        "CREATE UNIQUE INDEX i ON t(x DESC, lower(y)) WHERE x > 0x1f",
                        "CREATE VIEW w AS SELECT x, [y] AS \"z\" FROM t -- coven_x\n",
                        "CREATE TRIGGER g AFTER INSERT ON t BEGIN SELECT 'a''b'; DELETE FROM t WHERE x = x'00'; END",
                        "CREATE TRIGGER g AFTER DELETE ON t BEGIN SELECT CASE x WHEN 1e-3 THEN 2 END FROM `t`; END",
                        "CREATE TRIGGER g AFTER INSERT ON t BEGIN DELETE FROM coven_x; END",
                        "CREATE VIRTUAL TABLE f USING fts5(x, content='t', content_rowid=x)")
                .stream()
                .map(sql -> sql.getBytes(StandardCharsets.UTF_8))
                .toList();
    }

    @Override
    public void feed(byte[] input) throws SQLException {
        String sql = new String(input, StandardCharsets.UTF_8);
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite::memory:");
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE t(x, y)");
            statement.execute("CREATE TABLE " + ENGINES + "(x, y)");
            if (create(connection, sql)) {
                Map<String, String> made = objects(statement);
                assertThat(made.keySet()).noneMatch(DdlTarget::isEngines);
                if (renames(statement)) {
                    assertThat(objects(statement)).isEqualTo(made);
                }
            }
        }
    }

    private static boolean isEngines(String name) {
        return name.toLowerCase(Locale.ROOT).startsWith("coven");
    }

    private static boolean create(Connection connection, String sql) throws SQLException {
        try {
            HostSchema.create(connection, List.of(sql));
            return true;
        } catch (SchemaException e) {
            assertThat(e.getMessage()).isNotBlank();
            return false;
        } catch (SQLException e) {
            // SQLite's own refusal, of whatever is no SQL.
            return false;
        }
    }

    /** Every object but the engine's own, with the statement that SQLite keeps of it. */
    private static Map<String, String> objects(Statement statement) throws SQLException {
        Map<String, String> objects = new TreeMap<>();
        try (ResultSet rows = statement.executeQuery(
                "SELECT name, ifnull(sql, '') FROM sqlite_schema" + " WHERE name NOT IN ('coven_x', 'coven_y')")) {
            while (rows.next()) {
                objects.put(rows.getString(1), rows.getString(2));
            }
        }
        return objects;
    }

    /** Whether SQLite could rename the engine's table; it cannot while anything else in the schema makes no sense. */
    private static boolean renames(Statement statement) {
        try {
            statement.execute("ALTER TABLE " + ENGINES + " RENAME TO coven_y");
            return true;
        } catch (SQLException e) {
            return false;
        }
    }
}
