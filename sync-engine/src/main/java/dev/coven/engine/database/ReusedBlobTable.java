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
 * Blobs that a row of this device began to name when they were in the store already: {@code coven_reused_blob}. Until every device
 * knows of the row, one that does not could still remove the blob.
 */
public final class ReusedBlobTable {
    /**
     * A blob.
     *
     * @param upload its name, and the file that it can be made of again
     * @param device the id that this copy had
     * @param seq the changeset with the row
     * @param knowing how many devices knew of it when the blob was last looked for
     */
    public record Entry(BlobUpload upload, String device, long seq, long knowing) {}

    private final Connection connection;

    /** The table in this database. */
    public ReusedBlobTable(Connection connection) {
        this.connection = connection;
    }

    /** Creates the table. */
    public void create() throws SQLException {
        Transactions.execute(connection, """
                CREATE TABLE coven_reused_blob(
                  namespace TEXT NOT NULL,
                  id TEXT NOT NULL,
                  path TEXT NOT NULL,
                  device TEXT NOT NULL,
                  seq INTEGER NOT NULL,
                  knowing INTEGER NOT NULL,
                  PRIMARY KEY (namespace, id)) WITHOUT ROWID""");
    }

    /** Records a blob, in place of what was recorded of it before. */
    public void record(Entry entry) throws SQLException {
        try (PreparedStatement insert =
                connection.prepareStatement("INSERT OR REPLACE INTO coven_reused_blob VALUES (?, ?, ?, ?, ?, ?)")) {
            insert.setString(1, entry.upload().blob().namespace());
            insert.setString(2, entry.upload().blob().id());
            insert.setString(3, entry.upload().source().value());
            insert.setString(4, entry.device());
            insert.setLong(5, entry.seq());
            insert.setLong(6, entry.knowing());
            insert.executeUpdate();
        }
    }

    /** Every blob. */
    public List<Entry> all() throws SQLException {
        List<Entry> entries = new ArrayList<>();
        try (PreparedStatement query =
                        connection.prepareStatement("SELECT * FROM coven_reused_blob ORDER BY namespace, id");
                ResultSet rows = query.executeQuery()) {
            while (rows.next()) {
                BlobUpload upload = new BlobUpload(
                        new BlobRef(rows.getString(1), rows.getString(2)), new BlobPath(rows.getString(3)));
                entries.add(new Entry(upload, rows.getString(4), rows.getLong(5), rows.getLong(6)));
            }
        }
        return entries;
    }

    /** Forgets a blob: every device knows of its row. */
    public void remove(BlobRef blob) throws SQLException {
        try (PreparedStatement delete =
                connection.prepareStatement("DELETE FROM coven_reused_blob WHERE namespace = ? AND id = ?")) {
            delete.setString(1, blob.namespace());
            delete.setString(2, blob.id());
            delete.executeUpdate();
        }
    }
}
