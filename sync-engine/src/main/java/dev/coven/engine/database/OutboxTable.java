package dev.coven.engine.database;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Changesets that are captured and not yet known to be in the store: {@code coven_outbox}. */
public final class OutboxTable {
    /**
     * A captured changeset.
     *
     * @param seq its number
     * @param timestamp its highest stamp
     * @param schemaVersion the host's schema version when it was captured
     * @param changes how many row changes
     * @param changesetSize the changeset's size, uncompressed
     * @param deflated the changeset, deflated
     * @param clocks its clock track
     */
    public record Entry(
            long seq,
            long timestamp,
            long schemaVersion,
            long changes,
            long changesetSize,
            byte[] deflated,
            byte[] clocks) {}

    private final Connection connection;

    /** The table in this database. */
    public OutboxTable(Connection connection) {
        this.connection = connection;
    }

    /** Creates the table. */
    public void create() throws SQLException {
        Transactions.execute(connection, """
                CREATE TABLE coven_outbox(
                  seq INTEGER PRIMARY KEY,
                  timestamp INTEGER NOT NULL,
                  schema_version INTEGER NOT NULL,
                  changes INTEGER NOT NULL,
                  size INTEGER NOT NULL,
                  deflated BLOB NOT NULL,
                  clocks BLOB NOT NULL)""");
    }

    /** Appends a changeset. */
    public void append(Entry entry) throws SQLException {
        try (PreparedStatement insert =
                connection.prepareStatement("INSERT INTO coven_outbox VALUES (?, ?, ?, ?, ?, ?, ?)")) {
            insert.setLong(1, entry.seq());
            insert.setLong(2, entry.timestamp());
            insert.setLong(3, entry.schemaVersion());
            insert.setLong(4, entry.changes());
            insert.setLong(5, entry.changesetSize());
            insert.setBytes(6, entry.deflated());
            insert.setBytes(7, entry.clocks());
            insert.executeUpdate();
        }
    }

    /** The changeset with the least number of at least {@code seq}. */
    public Optional<Entry> firstFrom(long seq) throws SQLException {
        try (PreparedStatement query =
                connection.prepareStatement("SELECT * FROM coven_outbox WHERE seq >= ? ORDER BY seq LIMIT 1")) {
            query.setLong(1, seq);
            try (ResultSet rows = query.executeQuery()) {
                if (!rows.next()) {
                    return Optional.empty();
                }
                return Optional.of(new Entry(
                        rows.getLong(1),
                        rows.getLong(2),
                        rows.getLong(3),
                        rows.getLong(4),
                        rows.getLong(5),
                        rows.getBytes(6),
                        rows.getBytes(7)));
            }
        }
    }

    /**
     * What is said of a changeset without reading it.
     *
     * @param seq its number
     * @param timestamp its highest stamp
     * @param changes how many row changes
     * @param changesetSize the changeset's size, uncompressed
     */
    public record Summary(long seq, long timestamp, long changes, long changesetSize) {}

    /** The changesets with the highest numbers, those first. */
    public List<Summary> newest(int limit) throws SQLException {
        List<Summary> summaries = new ArrayList<>();
        try (PreparedStatement query = connection.prepareStatement(
                "SELECT seq, timestamp, changes, size FROM coven_outbox ORDER BY seq DESC LIMIT ?")) {
            query.setInt(1, limit);
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    summaries.add(new Summary(rows.getLong(1), rows.getLong(2), rows.getLong(3), rows.getLong(4)));
                }
            }
        }
        return summaries;
    }

    /** Removes a changeset that is in the store. */
    public void remove(long seq) throws SQLException {
        try (PreparedStatement delete = connection.prepareStatement("DELETE FROM coven_outbox WHERE seq = ?")) {
            delete.setLong(1, seq);
            delete.executeUpdate();
        }
    }

    /** Numbers all changesets anew, so that the least one gets {@code firstSeq} and none is left out. */
    public void renumberFrom(long firstSeq) throws SQLException {
        Optional<Entry> first = firstFrom(0);
        if (first.isEmpty()) {
            return;
        }
        // Through negative numbers, so that no number is taken twice on the way.
        try (PreparedStatement update = connection.prepareStatement("UPDATE coven_outbox SET seq = -(seq - ? + ?)")) {
            update.setLong(1, first.get().seq());
            update.setLong(2, firstSeq);
            update.executeUpdate();
        }
        Transactions.execute(connection, "UPDATE coven_outbox SET seq = -seq");
    }

    /** How many changesets wait. */
    public long count() throws SQLException {
        try (PreparedStatement query = connection.prepareStatement("SELECT count(*) FROM coven_outbox");
                ResultSet rows = query.executeQuery()) {
            rows.next();
            return rows.getLong(1);
        }
    }
}
