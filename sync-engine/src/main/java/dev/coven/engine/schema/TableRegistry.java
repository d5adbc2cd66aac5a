package dev.coven.engine.schema;

import com.google.gson.Gson;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/**
 * The table {@code coven_table}: which tables are synced, and what their schema was when capture was last built.
 *
 * <p>Names are not held unique: two tables that trade names are registered again one after the other.
 */
public final class TableRegistry {
    private TableRegistry() {}

    /** Creates the registry's table unless it is there. */
    public static void create(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("""
                    CREATE TABLE IF NOT EXISTS coven_table(
                      n INTEGER PRIMARY KEY,
                      name TEXT NOT NULL COLLATE NOCASE,
                      policy TEXT NOT NULL,
                      integer_keys INTEGER NOT NULL,
                      columns TEXT NOT NULL,
                      former_names TEXT NOT NULL,
                      fingerprint TEXT NOT NULL)""");
        }
    }

    /** Remembers a table and its schema as they are now, in place of what stands under its number. */
    public static void register(Connection connection, SyncedTable table, String policy) throws SQLException {
        String sql = "INSERT OR REPLACE INTO coven_table(n, name, policy, integer_keys, columns, former_names,"
                + " fingerprint) VALUES(?, ?, ?, ?, ?, ?, ?)";
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setInt(1, table.number());
            statement.setString(2, table.name());
            statement.setString(3, policy);
            statement.setInt(4, table.hasIntegerKey() ? 1 : 0);
            statement.setString(5, pack(table));
            statement.setString(6, new Gson().toJson(table.formerNames()));
            statement.setString(7, SchemaFingerprint.of(connection, table.name()));
            statement.executeUpdate();
        }
    }

    /** Forgets a table. */
    public static void remove(Connection connection, int number) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("DELETE FROM coven_table WHERE n = ?")) {
            statement.setInt(1, number);
            statement.executeUpdate();
        }
    }

    /** What is registered, by number. */
    public static List<RegisteredTable> entries(Connection connection) throws SQLException, SchemaException {
        List<RegisteredTable> entries = new ArrayList<>();
        String sql = "SELECT n, name, policy, columns, fingerprint, former_names FROM coven_table ORDER BY n";
        try (PreparedStatement statement = connection.prepareStatement(sql);
                ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                String name = rows.getString(2);
                entries.add(new RegisteredTable(
                        rows.getInt(1),
                        name,
                        rows.getString(3),
                        unpack(name, rows.getString(4)),
                        rows.getString(5),
                        unpackNames(name, rows.getString(6))));
            }
        }
        return List.copyOf(entries);
    }

    /** Whether a table's schema is still the registered one. */
    public static boolean isCurrent(Connection connection, RegisteredTable entry) throws SQLException {
        return SchemaFingerprint.of(connection, entry.name()).equals(entry.fingerprint());
    }

    /**
     * The registered tables as their schema stands now, by number.
     *
     * @throws SchemaException when a table is missing or its schema is no longer the registered one: capture must be
     *     rebuilt first
     */
    public static List<SyncedTable> load(Connection connection) throws SQLException, SchemaException {
        List<SyncedTable> tables = new ArrayList<>();
        for (RegisteredTable entry : entries(connection)) {
            if (!isCurrent(connection, entry)) {
                throw new SchemaException("The schema of table " + SqlNames.quote(entry.name())
                        + " changed since capture was built; rebuild capture first.");
            }
            tables.add(SchemaInspector.inspect(connection, List.of(entry.name()))
                    .get(0)
                    .registeredAs(entry.number(), entry.formerNames()));
        }
        return List.copyOf(tables);
    }

    private static String pack(SyncedTable table) {
        JsonArray columns = new JsonArray();
        for (SyncedColumn column : table.columns()) {
            JsonObject packed = new JsonObject();
            packed.addProperty("name", column.name());
            packed.addProperty("key", column.keyOrdinal());
            columns.add(packed);
        }
        return columns.toString();
    }

    private static List<RegisteredTable.RegisteredColumn> unpack(String table, String packed) throws SchemaException {
        List<RegisteredTable.RegisteredColumn> columns = new ArrayList<>();
        try {
            for (JsonElement element : new Gson().fromJson(packed, JsonArray.class)) {
                JsonObject column = element.getAsJsonObject();
                columns.add(new RegisteredTable.RegisteredColumn(
                        column.get("name").getAsString(), column.get("key").getAsInt()));
            }
        } catch (JsonParseException | IllegalStateException | NumberFormatException | NullPointerException e) {
            throw damaged("columns", table, e);
        }
        return columns;
    }

    private static List<String> unpackNames(String table, String packed) throws SchemaException {
        try {
            return List.of(new Gson().fromJson(packed, String[].class));
        } catch (JsonParseException | NullPointerException e) {
            throw damaged("former names", table, e);
        }
    }

    private static SchemaException damaged(String what, String table, RuntimeException cause) {
        return new SchemaException(
                "The registry's " + what + " of table " + SqlNames.quote(table)
                        + " cannot be read; coven_table was changed by hand.",
                cause);
    }
}
