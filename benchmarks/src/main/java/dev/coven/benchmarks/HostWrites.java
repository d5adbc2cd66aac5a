package dev.coven.benchmarks;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a host does to the items: each row once, in transactions of a size. */
enum HostWrites {
    INSERT("INSERT INTO items VALUES (?, ?, ?, ?, ?, ?, ?, ?)"),
    UPDATE("UPDATE items SET title = ?, qty = ? WHERE id = ?"),
    DELETE("DELETE FROM items WHERE id = ?");

    /** Statements that go to SQLite at once. */
    private static final int JDBC_BATCH = 1000;

    private final String sql;

    HostWrites(String sql) {
        this.sql = sql;
    }

    String sql() {
        return sql;
    }

    private @Nullable Object[] values(int row) {
        return switch (this) {
            case INSERT -> BenchData.item(row);
            case UPDATE -> BenchData.newItem(row);
            case DELETE -> new Object[] {BenchData.itemId(row)};
        };
    }

    /** The values of so many rows, made before anything is measured. */
    List<@Nullable Object[]> allValues(int rows) {
        List<@Nullable Object[]> made = new ArrayList<>(rows);
        for (int i = 0; i < rows; i++) {
            made.add(values(i));
        }
        return made;
    }

    /** Milliseconds to write, with the commits. */
    double millis(Path database, HostConnection connection, List<@Nullable Object[]> rows, int batch)
            throws SQLException {
        String cacheSize = SessionExtension.cacheSize(database);
        try (Connection host = DriverManager.getConnection(connection.url(database));
                Statement pragma = host.createStatement()) {
            pragma.execute("PRAGMA foreign_keys = ON");
            pragma.execute("PRAGMA cache_size = " + cacheSize);
            host.setAutoCommit(false);
            try (PreparedStatement statement = host.prepareStatement(sql)) {
                long start = System.nanoTime();
                for (int i = 0; i < rows.size(); i++) {
                    BenchData.bind(statement, rows.get(i));
                    statement.addBatch();
                    boolean ends = (i + 1) % batch == 0 || i + 1 == rows.size();
                    if (ends || (i + 1) % JDBC_BATCH == 0) {
                        statement.executeBatch();
                    }
                    if (ends) {
                        host.commit();
                    }
                }
                return (System.nanoTime() - start) / 1e6;
            }
        }
    }
}
