package dev.coven.engine.database;

import dev.coven.spi.blob.BlobPath;
import dev.coven.spi.blob.BlobRef;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;

/**
 * Which blob a file of this device held when the engine last sent or fetched it: {@code coven_blob_file}. It holds only as long
 * as the file looks as it did then.
 */
public final class BlobFileTable {
    /**
     * How a file looked.
     *
     * @param size its length
     * @param modifiedNanos its time of change, nanoseconds since 1970
     */
    public record Look(long size, long modifiedNanos) {}

    /**
     * A file.
     *
     * @param path where it is
     * @param blob what it held
     * @param look how it looked then
     */
    public record Entry(BlobPath path, BlobRef blob, Look look) {}

    private final Connection connection;

    /** The table in this database. */
    public BlobFileTable(Connection connection) {
        this.connection = connection;
    }

    /** Creates the table. */
    public void create() throws SQLException {
        Transactions.execute(connection, """
                CREATE TABLE coven_blob_file(
                  path TEXT PRIMARY KEY,
                  namespace TEXT NOT NULL,
                  id TEXT NOT NULL,
                  size INTEGER NOT NULL,
                  modified INTEGER NOT NULL) WITHOUT ROWID""");
    }

    /** Records what a file holds, in place of what was recorded of it before. */
    public void record(Entry entry) throws SQLException {
        try (PreparedStatement insert =
                connection.prepareStatement("INSERT OR REPLACE INTO coven_blob_file VALUES (?, ?, ?, ?, ?)")) {
            insert.setString(1, entry.path().value());
            insert.setString(2, entry.blob().namespace());
            insert.setString(3, entry.blob().id());
            insert.setLong(4, entry.look().size());
            insert.setLong(5, entry.look().modifiedNanos());
            insert.executeUpdate();
        }
    }

    /** What the file at a path holds, if it is known and the file looks as it did then. */
    public Optional<BlobRef> held(BlobPath path, Look look) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(
                "SELECT namespace, id FROM coven_blob_file WHERE path = ? AND size = ? AND modified = ?")) {
            query.setString(1, path.value());
            query.setLong(2, look.size());
            query.setLong(3, look.modifiedNanos());
            try (ResultSet rows = query.executeQuery()) {
                return rows.next() ? Optional.of(new BlobRef(rows.getString(1), rows.getString(2))) : Optional.empty();
            }
        }
    }
}
