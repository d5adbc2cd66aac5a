package dev.coven.engine.schema;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/** A database file as a host would make it. */
final class HostDatabase implements AutoCloseable {
    final Connection connection;

    HostDatabase(Path file, String... statements) throws SQLException {
        connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        run(statements);
    }

    void run(String... statements) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    SyncedTable table(String name) throws SQLException, SchemaException {
        return SchemaInspector.inspect(connection, List.of(name)).get(0);
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
