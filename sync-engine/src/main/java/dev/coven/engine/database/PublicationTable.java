package dev.coven.engine.database;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * Sealed index objects that must be created in the store before anything else is pushed: {@code coven_publication}. They
 * are kept as they will be sent, so that trying again after a crash writes the same bytes.
 */
public final class PublicationTable {
    /**
     * An object to create.
     *
     * @param number its place in the order
     * @param key its key
     * @param body its sealed bytes
     */
    public record Entry(long number, String key, byte[] body) {}

    private final Connection connection;

    /** The table in this database. */
    public PublicationTable(Connection connection) {
        this.connection = connection;
    }

    /** Creates the table. */
    public void create() throws SQLException {
        Transactions.execute(
                connection,
                "CREATE TABLE coven_publication(number INTEGER PRIMARY KEY, key TEXT NOT NULL, body BLOB NOT NULL)");
    }

    /** Appends an object. */
    public void append(String key, byte[] body) throws SQLException {
        try (PreparedStatement insert =
                connection.prepareStatement("INSERT INTO coven_publication(key, body) VALUES (?, ?)")) {
            insert.setString(1, key);
            insert.setBytes(2, body);
            insert.executeUpdate();
        }
    }

    /** Everything that waits, in order. */
    public List<Entry> all() throws SQLException {
        List<Entry> entries = new ArrayList<>();
        try (PreparedStatement query = connection.prepareStatement("SELECT * FROM coven_publication ORDER BY number");
                ResultSet rows = query.executeQuery()) {
            while (rows.next()) {
                entries.add(new Entry(rows.getLong(1), rows.getString(2), rows.getBytes(3)));
            }
        }
        return entries;
    }

    /** Removes an object that is in the store. */
    public void remove(long number) throws SQLException {
        try (PreparedStatement delete = connection.prepareStatement("DELETE FROM coven_publication WHERE number = ?")) {
            delete.setLong(1, number);
            delete.executeUpdate();
        }
    }
}
