package dev.coven.engine.capture;

import dev.coven.engine.schema.SyncedTable;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** Takes the surplus entries of often written rows out of a capture log. The caller owns the transaction. */
public final class LogCompactor {
    /** The number of entries above which a log is compacted. */
    public static final long MAX_ENTRIES = 100_000;

    private LogCompactor() {}

    /**
     * Keeps each key's first entry, with the key's newest time, when the log has more entries than the limit.
     *
     * @param maxEntries the limit, usually {@link #MAX_ENTRIES}
     * @return how many entries went
     */
    public static long compact(Connection connection, SyncedTable table, long maxEntries) throws SQLException {
        CaptureLog log = new CaptureLog(table);
        if (count(connection, log) <= maxEntries) {
            return 0;
        }
        String name = log.quotedName();
        String firsts =
                "SELECT min(seq) AS first, max(touched) AS newest FROM " + name + " GROUP BY " + log.keyIdentity();
        try (Statement statement = connection.createStatement()) {
            statement.executeUpdate("UPDATE " + name + " SET touched = k.newest FROM (" + firsts + ") k WHERE " + name
                    + ".seq = k.first AND " + name + ".touched < k.newest");
            return statement.executeUpdate(
                    "DELETE FROM " + name + " WHERE seq NOT IN (SELECT first FROM (" + firsts + "))");
        }
    }

    private static long count(Connection connection, CaptureLog log) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("SELECT count(*) FROM " + log.quotedName());
                ResultSet rows = statement.executeQuery()) {
            return rows.next() ? rows.getLong(1) : 0;
        }
    }
}
