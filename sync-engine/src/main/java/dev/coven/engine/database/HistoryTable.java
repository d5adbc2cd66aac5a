package dev.coven.engine.database;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What was made and applied here, one short row per changeset: {@code coven_history}. */
public final class HistoryTable {
    /**
     * A changeset.
     *
     * @param device the number of its device
     * @param seq its number
     * @param timestamp its highest stamp
     * @param changes how many row changes
     * @param bytes its size, uncompressed
     */
    public record Entry(long device, long seq, long timestamp, long changes, long bytes) {}

    private final Connection connection;

    /** The table in this database. */
    public HistoryTable(Connection connection) {
        this.connection = connection;
    }

    /** Creates the table and its index. */
    public void create() throws SQLException {
        Transactions.execute(connection, """
                CREATE TABLE coven_history(
                  device INTEGER NOT NULL,
                  seq INTEGER NOT NULL,
                  timestamp INTEGER NOT NULL,
                  changes INTEGER NOT NULL,
                  bytes INTEGER NOT NULL,
                  PRIMARY KEY (device, seq)) WITHOUT ROWID""");
        Transactions.execute(connection, "CREATE INDEX coven_history_by_time ON coven_history(timestamp)");
    }

    /** Records a changeset; once is enough. */
    public void record(Entry entry) throws SQLException {
        try (PreparedStatement insert =
                connection.prepareStatement("INSERT OR REPLACE INTO coven_history VALUES (?, ?, ?, ?, ?)")) {
            insert.setLong(1, entry.device());
            insert.setLong(2, entry.seq());
            insert.setLong(3, entry.timestamp());
            insert.setLong(4, entry.changes());
            insert.setLong(5, entry.bytes());
            insert.executeUpdate();
        }
    }

    /** The newest changesets, of one device or, with null, of all. */
    public List<Entry> newest(@Nullable Long device, int limit) throws SQLException {
        List<Entry> entries = new ArrayList<>();
        try (PreparedStatement query = connection.prepareStatement("""
                SELECT * FROM coven_history WHERE ?1 IS NULL OR device = ?1
                ORDER BY timestamp DESC, device, seq DESC LIMIT ?2""")) {
            query.setObject(1, device);
            query.setInt(2, limit);
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    entries.add(new Entry(
                            rows.getLong(1), rows.getLong(2), rows.getLong(3), rows.getLong(4), rows.getLong(5)));
                }
            }
        }
        return entries;
    }
}
