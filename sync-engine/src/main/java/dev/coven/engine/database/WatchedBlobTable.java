package dev.coven.engine.database;

import dev.coven.spi.blob.BlobPath;
import dev.coven.spi.blob.BlobRef;
import dev.coven.spi.blob.BlobUpload;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * Blobs that a row of this device began to name: {@code coven_watched_blob}. Until every device knows of the row, one that does
 * not could still remove the blob.
 */
public final class WatchedBlobTable {
    /**
     * A blob.
     *
     * @param upload its name, and the file that it can be made of again
     * @param device the id that this copy had
     * @param seq the changeset with the row
     * @param wasThere whether it was in the store before
     * @param knowing how many devices knew of the row when the blob was last looked for
     */
    public record Entry(BlobUpload upload, String device, long seq, boolean wasThere, long knowing) {}

    private final Connection connection;

    /** The table in this database. */
    public WatchedBlobTable(Connection connection) {
        this.connection = connection;
    }

    /** Creates the table. */
    public void create() throws SQLException {
        Transactions.execute(connection, """
                CREATE TABLE coven_watched_blob(
                  namespace TEXT NOT NULL,
                  id TEXT NOT NULL,
                  path TEXT NOT NULL,
                  device TEXT NOT NULL,
                  seq INTEGER NOT NULL,
                  was_there INTEGER NOT NULL,
                  knowing INTEGER NOT NULL,
                  PRIMARY KEY (namespace, id)) WITHOUT ROWID""");
        Transactions.execute(
                connection, "CREATE INDEX coven_watched_blob_seq ON coven_watched_blob(device, was_there, seq)");
    }

    /** Records a blob, in place of what was recorded of it before. */
    public void record(Entry entry) throws SQLException {
        try (PreparedStatement insert =
                connection.prepareStatement("INSERT OR REPLACE INTO coven_watched_blob VALUES (?, ?, ?, ?, ?, ?, ?)")) {
            insert.setString(1, entry.upload().blob().namespace());
            insert.setString(2, entry.upload().blob().id());
            insert.setString(3, entry.upload().source().value());
            insert.setString(4, entry.device());
            insert.setLong(5, entry.seq());
            insert.setBoolean(6, entry.wasThere());
            insert.setLong(7, entry.knowing());
            insert.executeUpdate();
        }
    }

    /** The ids that this copy had when it began to name them. */
    public List<String> devices() throws SQLException {
        List<String> devices = new ArrayList<>();
        try (PreparedStatement query = connection.prepareStatement("SELECT DISTINCT device FROM coven_watched_blob");
                ResultSet rows = query.executeQuery()) {
            while (rows.next()) {
                devices.add(rows.getString(1));
            }
        }
        return devices;
    }

    /** Some of those up to a changeset. */
    public List<Entry> upTo(String device, long seq, int limit) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(
                "SELECT * FROM coven_watched_blob WHERE device = ? AND was_there IN (0, 1) AND seq <= ? LIMIT ?")) {
            query.setString(1, device);
            query.setLong(2, seq);
            query.setInt(3, limit);
            return entries(query);
        }
    }

    /** Those that were in the store before, and of whose rows so many devices know that fewer did at the last look. */
    public List<Entry> newlyKnown(String device, long aboveSeq, long upToSeq, long knowing, int limit)
            throws SQLException {
        try (PreparedStatement query = connection.prepareStatement("SELECT * FROM coven_watched_blob"
                + " WHERE device = ? AND was_there = 1 AND seq > ? AND seq <= ? AND knowing < ? LIMIT ?")) {
            query.setString(1, device);
            query.setLong(2, aboveSeq);
            query.setLong(3, upToSeq);
            query.setLong(4, knowing);
            query.setInt(5, limit);
            return entries(query);
        }
    }

    private static List<Entry> entries(PreparedStatement query) throws SQLException {
        List<Entry> entries = new ArrayList<>();
        try (ResultSet rows = query.executeQuery()) {
            while (rows.next()) {
                BlobUpload upload = new BlobUpload(
                        new BlobRef(rows.getString(1), rows.getString(2)), new BlobPath(rows.getString(3)));
                entries.add(new Entry(upload, rows.getString(4), rows.getLong(5), rows.getBoolean(6), rows.getLong(7)));
            }
        }
        return entries;
    }

    /** Forgets a blob: every device knows of its row. */
    public void remove(BlobRef blob) throws SQLException {
        try (PreparedStatement delete =
                connection.prepareStatement("DELETE FROM coven_watched_blob WHERE namespace = ? AND id = ?")) {
            delete.setString(1, blob.namespace());
            delete.setString(2, blob.id());
            delete.executeUpdate();
        }
    }
}
