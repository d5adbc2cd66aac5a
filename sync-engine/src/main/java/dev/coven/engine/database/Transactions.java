package dev.coven.engine.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.sqlite.SQLiteConnection;
import org.sqlite.SQLiteConnectionConfig;

/** Runs work in one transaction: all of it, or nothing. */
public final class Transactions {
    private Transactions() {}

    /** Work that may fail with SQLite's error or one of its own. */
    @FunctionalInterface
    public interface Work<T, E extends Exception> {
        /** Does the work and gives its result. */
        T run() throws SQLException, E;
    }

    /** Runs the work in a write transaction, which begins at once so that it cannot fail half-way for a lock. */
    public static <T, E extends Exception> T write(Connection connection, Work<T, E> work) throws SQLException, E {
        return run(connection, "BEGIN IMMEDIATE", work);
    }

    /** Runs work in a read transaction: all it reads is of one moment. */
    public static <T, E extends Exception> T read(Connection connection, Work<T, E> work) throws SQLException, E {
        return run(connection, "BEGIN", work);
    }

    private static <T, E extends Exception> T run(Connection connection, String begin, Work<T, E> work)
            throws SQLException, E {
        SQLiteConnectionConfig driver =
                connection.unwrap(SQLiteConnection.class).getConnectionConfig();
        execute(connection, begin);
        try {
            // Else the driver tries, after every statement, to begin and commit a transaction of its own.
            driver.setAutoCommit(false);
            T result = work.run();
            execute(connection, "COMMIT");
            return result;
        } catch (Throwable failure) {
            rollback(connection, failure);
            throw failure;
        } finally {
            driver.setAutoCommit(true);
        }
    }

    /** Executes one statement without parameters. */
    public static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static void rollback(Connection connection, Throwable failure) {
        try {
            execute(connection, "ROLLBACK");
        } catch (SQLException nothingToRollBack) {
            // After some errors (a full disk, a lost file) SQLite has rolled back by itself and says so here.
            failure.addSuppressed(nothingToRollBack);
        }
    }
}
