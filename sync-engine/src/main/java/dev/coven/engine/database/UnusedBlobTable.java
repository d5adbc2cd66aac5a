package dev.coven.engine.database;

import dev.coven.spi.blob.BlobRef;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Blobs that a row of this device let go of, so that perhaps no row anywhere names them: {@code coven_unused_blob}. */
public final class UnusedBlobTable {
    /**
     * A blob.
     *
     * @param blob its name
     * @param sinceMillis when the row let go of it
     * @param device the id that this copy had then
     * @param seq the changeset that says so
     */
    public record Entry(BlobRef blob, long sinceMillis, String device, long seq) {}

    private final Connection connection;

    /** The table in this database. */
    public UnusedBlobTable(Connection connection) {
        this.connection = connection;
    }

    /** Creates the table. */
    public void create() throws SQLException {
        Transactions.execute(connection, """
                CREATE TABLE coven_unused_blob(
                  namespace TEXT NOT NULL,
                  id TEXT NOT NULL,
                  since INTEGER NOT NULL,
                  device TEXT NOT NULL,
                  seq INTEGER NOT NULL,
                  PRIMARY KEY (namespace, id)) WITHOUT ROWID""");
    }

    /** Records a blob; the time of the newest record counts. */
    public void record(Entry entry) throws SQLException {
        try (PreparedStatement insert =
                connection.prepareStatement("INSERT OR REPLACE INTO coven_unused_blob VALUES (?, ?, ?, ?, ?)")) {
            insert.setString(1, entry.blob().namespace());
            insert.setString(2, entry.blob().id());
            insert.setLong(3, entry.sinceMillis());
            insert.setString(4, entry.device());
            insert.setLong(5, entry.seq());
            insert.executeUpdate();
        }
    }

    /** Those that were let go of at a time or before, the oldest first. */
    public List<Entry> until(long millis, int limit) throws SQLException {
        List<Entry> entries = new ArrayList<>();
        try (PreparedStatement query = connection.prepareStatement(
                "SELECT * FROM coven_unused_blob WHERE since <= ? ORDER BY since, namespace, id LIMIT ?")) {
            query.setLong(1, millis);
            query.setInt(2, limit);
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    entries.add(new Entry(
                            new BlobRef(rows.getString(1), rows.getString(2)),
                            rows.getLong(3),
                            rows.getString(4),
                            rows.getLong(5)));
                }
            }
        }
        return entries;
    }

    /** Forgets a blob: it is gone from the store, or used. */
    public void remove(BlobRef blob) throws SQLException {
        try (PreparedStatement delete =
                connection.prepareStatement("DELETE FROM coven_unused_blob WHERE namespace = ? AND id = ?")) {
            delete.setString(1, blob.namespace());
            delete.setString(2, blob.id());
            delete.executeUpdate();
        }
    }
}
