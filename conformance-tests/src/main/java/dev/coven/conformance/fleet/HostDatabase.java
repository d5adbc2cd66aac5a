package dev.coven.conformance.fleet;

import dev.coven.engine.capture.RowValues;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;

/** The application's own connection to a database. It knows nothing of the engine, and enforces foreign keys. */
final class HostDatabase implements AutoCloseable {
    private static final int BUSY_TIMEOUT_MS = 10_000;

    private final Connection connection;

    HostDatabase(Path file) throws SQLException {
        this.connection = DriverManager.getConnection("jdbc:sqlite:" + file.toAbsolutePath());
        run("PRAGMA busy_timeout = " + BUSY_TIMEOUT_MS);
        run("PRAGMA foreign_keys = ON");
        // Both only for speed: tests need no more of a disk than that a copied file is whole.
        run("PRAGMA journal_mode = WAL");
        run("PRAGMA synchronous = OFF");
    }

    /** Makes a database of these statements. */
    static void create(Path file, List<String> ddl) {
        try (HostDatabase host = new HostDatabase(file)) {
            for (String statement : ddl) {
                host.run(statement);
            }
        } catch (SQLException e) {
            throw new IllegalArgumentException("the fleet's schema cannot be made: " + e.getMessage(), e);
        }
    }

    Connection connection() {
        return connection;
    }

    void run(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** The rows of a query, each as SQL literals: {@code 'text', 1, 1.0, NULL, x'00'}. */
    List<String> query(String sql) throws SQLException {
        List<String> found = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            int width = rows.getMetaData().getColumnCount();
            while (rows.next()) {
                StringJoiner row = new StringJoiner(", ");
                for (int column = 1; column <= width; column++) {
                    row.add(RowValues.read(rows, column).toString());
                }
                found.add(row.toString());
            }
        }
        return found;
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
