package dev.coven.engine.constraint;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** A database in memory where SQLite is asked what the host's must not be: opened when it is first needed, since most need none. */
final class MemoryDatabase implements AutoCloseable {
    private @Nullable Connection connection;

    /** A connection to it, always the same until it is closed. */
    Connection connection() throws SQLException {
        Connection open = connection;
        if (open == null) {
            open = DriverManager.getConnection("jdbc:sqlite::memory:");
            connection = open;
        }
        return open;
    }

    @Override
    public void close() throws SQLException {
        if (connection != null) {
            connection.close();
            connection = null;
        }
    }
}
