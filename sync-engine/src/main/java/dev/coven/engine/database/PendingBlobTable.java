package dev.coven.engine.database;

import dev.coven.spi.blob.BlobPath;
import dev.coven.spi.blob.BlobRef;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Files that merged rows need and that are not here yet: {@code coven_pending_blobs}. An entry names the changeset that asked
 * first; until the file is here, this copy does not say that it has that changeset whole.
 *
 * <p>An entry without names stands for a changeset whose rows the blob plan failed on: nobody knows yet what it needs.
 */
public final class PendingBlobTable {
    /** The changeset of files that no remote changeset asked for. */
    public static final long NO_DEVICE = 0;

    /** How much of an error is kept. */
    static final int MAX_ERROR_CHARS = 500;

    /**
     * A file that is needed.
     *
     * @param blob its name in the store
     * @param path where it goes
     */
    public record Needed(BlobRef blob, BlobPath path) {}

    /**
     * A file that could not be fetched.
     *
     * @param needed the file
     * @param attempts how often it was tried
     * @param error why the last attempt failed; empty before the first
     */
    public record Entry(Needed needed, long attempts, String error) {}

    private final Connection connection;

    /** The table in this database. */
    public PendingBlobTable(Connection connection) {
        this.connection = connection;
    }

    /** Creates the table. */
    public void create() throws SQLException {
        Transactions.execute(connection, """
                CREATE TABLE coven_pending_blobs(
                  namespace TEXT NOT NULL,
                  id TEXT NOT NULL,
                  path TEXT NOT NULL,
                  device INTEGER NOT NULL,
                  seq INTEGER NOT NULL,
                  attempts INTEGER NOT NULL DEFAULT 0,
                  doubtful INTEGER NOT NULL DEFAULT 0,
                  error TEXT NOT NULL DEFAULT '',
                  PRIMARY KEY (namespace, id, path, device)) WITHOUT ROWID""");
    }

    /** Adds a file that a changeset needs; what an earlier changeset of the device asked for stays as it is. */
    public void add(Needed needed, long device, long seq) throws SQLException {
        add(needed.blob().namespace(), needed.blob().id(), needed.path().value(), device, seq, "");
    }

    /** Remembers that the plan failed on a changeset. */
    public void addUnasked(long device, long seq, String error) throws SQLException {
        add("", "", "", device, seq, error);
    }

    private void add(String namespace, String id, String path, long device, long seq, String error)
            throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement("""
                INSERT INTO coven_pending_blobs(namespace, id, path, device, seq, error) VALUES (?, ?, ?, ?, ?, ?)
                ON CONFLICT DO UPDATE SET doubtful = 0""")) {
            insert.setString(1, namespace);
            insert.setString(2, id);
            insert.setString(3, path);
            insert.setLong(4, device);
            insert.setLong(5, seq);
            insert.setString(6, shortened(error));
            insert.executeUpdate();
        }
    }

    /** The files in order of their names, behind one of them; {@code null} for the first. */
    public List<Entry> page(@Nullable Needed after, int limit) throws SQLException {
        return select("(namespace, id, path) > (?, ?, ?)", after, limit);
    }

    /** Files that perhaps no row needs any more, in order of their names. */
    public List<Entry> doubtful(@Nullable Needed after, int limit) throws SQLException {
        return select("doubtful AND (namespace, id, path) > (?, ?, ?)", after, limit);
    }

    private List<Entry> select(String condition, @Nullable Needed after, int limit) throws SQLException {
        List<Entry> entries = new ArrayList<>();
        try (PreparedStatement query = connection.prepareStatement("""
                SELECT namespace, id, path, max(attempts), max(error) FROM coven_pending_blobs
                WHERE namespace <> '' AND %s
                GROUP BY namespace, id, path ORDER BY namespace, id, path LIMIT ?""".formatted(condition))) {
            query.setString(1, after == null ? "" : after.blob().namespace());
            query.setString(2, after == null ? "" : after.blob().id());
            query.setString(3, after == null ? "" : after.path().value());
            query.setInt(4, limit);
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    Needed needed = new Needed(
                            new BlobRef(rows.getString(1), rows.getString(2)), new BlobPath(rows.getString(3)));
                    entries.add(new Entry(needed, rows.getLong(4), rows.getString(5)));
                }
            }
        }
        return entries;
    }

    /** Why the plan failed on changesets, one sentence for each. */
    public List<String> unasked() throws SQLException {
        List<String> errors = new ArrayList<>();
        try (PreparedStatement query =
                        connection.prepareStatement("SELECT error FROM coven_pending_blobs WHERE namespace = ''");
                ResultSet rows = query.executeQuery()) {
            while (rows.next()) {
                errors.add(rows.getString(1));
            }
        }
        return errors;
    }

    /** Forgets that the plan failed: it has been asked again about every row. */
    public void removeUnasked() throws SQLException {
        Transactions.execute(connection, "DELETE FROM coven_pending_blobs WHERE namespace = ''");
    }

    /** A row let go of this blob: perhaps none needs it any more. */
    public void doubt(BlobRef blob) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(
                "UPDATE coven_pending_blobs SET doubtful = 1 WHERE namespace = ? AND id = ?")) {
            update.setString(1, blob.namespace());
            update.setString(2, blob.id());
            update.executeUpdate();
        }
    }

    /** No file is doubtful any more. */
    public void settleDoubts() throws SQLException {
        Transactions.execute(connection, "UPDATE coven_pending_blobs SET doubtful = 0 WHERE doubtful");
    }

    /** Records a failed attempt. */
    public void failed(Needed needed, String error) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement("""
                UPDATE coven_pending_blobs SET attempts = attempts + 1, error = ?
                WHERE namespace = ? AND id = ? AND path = ?""")) {
            update.setString(1, shortened(error));
            update.setString(2, needed.blob().namespace());
            update.setString(3, needed.blob().id());
            update.setString(4, needed.path().value());
            update.executeUpdate();
        }
    }

    private static String shortened(String error) {
        return error.length() <= MAX_ERROR_CHARS ? error : error.substring(0, MAX_ERROR_CHARS);
    }

    /** Removes a file that is here, or that no row needs. */
    public void remove(Needed needed) throws SQLException {
        try (PreparedStatement delete = connection.prepareStatement(
                "DELETE FROM coven_pending_blobs WHERE namespace = ? AND id = ? AND path = ?")) {
            delete.setString(1, needed.blob().namespace());
            delete.setString(2, needed.blob().id());
            delete.setString(3, needed.path().value());
            delete.executeUpdate();
        }
    }

    /** How many files wait, and changesets whose rows the plan failed on. */
    public long count() throws SQLException {
        try (PreparedStatement query = connection.prepareStatement("""
                        SELECT (SELECT count(*) FROM (SELECT DISTINCT namespace, id, path FROM coven_pending_blobs
                                WHERE namespace <> ''))
                          + (SELECT count(*) FROM coven_pending_blobs WHERE namespace = '')""");
                ResultSet rows = query.executeQuery()) {
            rows.next();
            return rows.getLong(1);
        }
    }

    /** By device, the least changeset that still needs a file. */
    public Map<Long, Long> firstSeqs() throws SQLException {
        Map<Long, Long> first = new HashMap<>();
        try (PreparedStatement query = connection.prepareStatement(
                        "SELECT device, min(seq) FROM coven_pending_blobs WHERE device <> 0 GROUP BY device");
                ResultSet rows = query.executeQuery()) {
            while (rows.next()) {
                first.put(rows.getLong(1), rows.getLong(2));
            }
        }
        return first;
    }
}
