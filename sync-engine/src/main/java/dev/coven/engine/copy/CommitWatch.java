package dev.coven.engine.copy;

import dev.coven.engine.capture.CaptureReader;
import dev.coven.engine.database.EngineConnections;
import dev.coven.engine.database.OutboxTable;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.sqlite.SQLiteErrorCode;

/**
 * Notices that there is something to push, by a connection of its own: {@code PRAGMA data_version} tells of every commit by any
 * other connection, in this process or another. Only after a commit is it asked whether it left anything to push, so the engine's
 * own commits count for nothing.
 */
public final class CommitWatch implements AutoCloseable {
    private final Connection connection;
    private final PreparedStatement version;
    private long seen = Long.MIN_VALUE;

    private CommitWatch(Connection connection) throws SQLException {
        this.connection = connection;
        this.version = connection.prepareStatement("PRAGMA data_version");
    }

    /** Watches a database, from its present state on: the first look tells of what waits already. */
    public static CommitWatch open(Path database) throws SQLException {
        Connection connection = EngineConnections.openImpatient(database);
        try {
            return new CommitWatch(connection);
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    /** Whether there were commits since the last look, and something waits to be pushed. One pragma when there were none. */
    public boolean look() throws SQLException {
        try {
            long now = version();
            if (now == seen) {
                return false;
            }
            boolean waits = CaptureReader.hasEntries(connection) || new OutboxTable(connection).count() > 0;
            seen = now;
            return waits;
        } catch (SQLException e) {
            if (e.getErrorCode() == SQLiteErrorCode.SQLITE_BUSY.code) {
                // Somebody is about to commit: the next look sees it.
                return false;
            }
            throw e;
        }
    }

    private long version() throws SQLException {
        try (ResultSet rows = version.executeQuery()) {
            rows.next();
            return rows.getLong(1);
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
