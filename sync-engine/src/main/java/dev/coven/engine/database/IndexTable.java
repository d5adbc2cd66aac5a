package dev.coven.engine.database;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What this copy last saw below the store's {@code index/}: {@code coven_index}. An object whose version is unchanged is
 * not fetched again.
 */
public final class IndexTable {
    /**
     * An object.
     *
     * @param key its key
     * @param version the version that the store gave it
     * @param body its decrypted bytes
     */
    public record Entry(String key, String version, byte[] body) {}

    private final Connection connection;

    /** The table in this database. */
    public IndexTable(Connection connection) {
        this.connection = connection;
    }

    /** Creates the table. */
    public void create() throws SQLException {
        Transactions.execute(connection, """
                CREATE TABLE coven_index(
                  key TEXT PRIMARY KEY,
                  version TEXT NOT NULL,
                  body BLOB NOT NULL) WITHOUT ROWID""");
    }

    /** What was seen at a key, if anything. */
    public Optional<Entry> find(String key) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement("SELECT * FROM coven_index WHERE key = ?")) {
            query.setString(1, key);
            try (ResultSet rows = query.executeQuery()) {
                return rows.next() ? Optional.of(read(rows)) : Optional.empty();
            }
        }
    }

    /** The version of all that was seen, by its key, without what it was. */
    public Map<String, String> versions() throws SQLException {
        Map<String, String> versions = new HashMap<>();
        try (PreparedStatement query = connection.prepareStatement("SELECT key, version FROM coven_index");
                ResultSet rows = query.executeQuery()) {
            while (rows.next()) {
                versions.put(rows.getString(1), rows.getString(2));
            }
        }
        return versions;
    }

    /** What was seen below a prefix, in key order. */
    public List<Entry> below(String prefix) throws SQLException {
        List<Entry> entries = new ArrayList<>();
        try (PreparedStatement query = connection.prepareStatement(
                "SELECT * FROM coven_index WHERE key >= ?1 AND substr(key, 1, length(?1)) = ?1 ORDER BY key")) {
            query.setString(1, prefix);
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    entries.add(read(rows));
                }
            }
        }
        return entries;
    }

    private static Entry read(ResultSet rows) throws SQLException {
        return new Entry(rows.getString(1), rows.getString(2), rows.getBytes(3));
    }

    /** Remembers an object. */
    public void put(Entry entry) throws SQLException {
        try (PreparedStatement insert =
                connection.prepareStatement("INSERT OR REPLACE INTO coven_index VALUES (?, ?, ?)")) {
            insert.setString(1, entry.key());
            insert.setString(2, entry.version());
            insert.setBytes(3, entry.body());
            insert.executeUpdate();
        }
    }

    /** Forgets an object. */
    public void remove(String key) throws SQLException {
        try (PreparedStatement delete = connection.prepareStatement("DELETE FROM coven_index WHERE key = ?")) {
            delete.setString(1, key);
            delete.executeUpdate();
        }
    }
}
