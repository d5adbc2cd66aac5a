package dev.coven.conformance.model;

import dev.coven.engine.capture.RowValues;
import dev.coven.engine.schema.SqlToken;
import dev.coven.engine.schema.SqlTokens;
import dev.coven.spi.row.SqlValue;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/** A database in memory, which SQLite is asked with: it is the judge of rows and values. Enforces no foreign keys. */
final class ScratchDatabase implements AutoCloseable {
    /** What SQLite says of a row that it does not take, be it that a CHECK cannot even be worked out. */
    private static final Set<Integer> REFUSALS = Set.of(
            SQLiteErrorCode.SQLITE_CONSTRAINT.code,
            SQLiteErrorCode.SQLITE_MISMATCH.code,
            SQLiteErrorCode.SQLITE_TOOBIG.code,
            SQLiteErrorCode.SQLITE_ERROR.code);

    private static final int PRIMARY_CODE_MASK = 0xFF;

    private final Connection connection;
    private final Map<String, PreparedStatement> statements = new HashMap<>();

    ScratchDatabase() {
        this.connection = ask(() -> DriverManager.getConnection("jdbc:sqlite::memory:"));
        run("PRAGMA foreign_keys = OFF");
    }

    /** A database with the tables and indexes of these statements; other statements are passed over. */
    static ScratchDatabase of(List<String> ddl) {
        ScratchDatabase database = new ScratchDatabase();
        for (String sql : ddl) {
            if (isTableOrIndex(sql)) {
                database.run(sql);
            }
        }
        return database;
    }

    private static boolean isTableOrIndex(String sql) {
        List<SqlToken> tokens = SqlTokens.of(sql);
        int kind = tokens.size() > 1 && tokens.get(1).isWord("UNIQUE") ? 2 : 1;
        return tokens.size() > kind
                && tokens.get(0).isWord("CREATE")
                && (tokens.get(kind).isWord("TABLE") || tokens.get(kind).isWord("INDEX"));
    }

    Connection connection() {
        return connection;
    }

    void run(String sql) {
        ask(() -> {
            try (Statement statement = connection.createStatement()) {
                return statement.execute(sql);
            }
        });
    }

    /** The rows of a query whose parameters are these values. */
    List<List<SqlValue>> query(String sql, SqlValue... values) {
        return ask(() -> {
            List<List<SqlValue>> found = new ArrayList<>();
            try (ResultSet rows = bound(sql, List.of(values)).executeQuery()) {
                int width = rows.getMetaData().getColumnCount();
                while (rows.next()) {
                    List<SqlValue> row = new ArrayList<>();
                    for (int column = 1; column <= width; column++) {
                        row.add(RowValues.read(rows, column));
                    }
                    found.add(row);
                }
            }
            return found;
        });
    }

    /** Inserts a row; why SQLite refuses it, if it does. */
    Optional<String> insert(String table, List<String> columns, List<SqlValue> values) {
        String sql = "INSERT OR ABORT INTO %s(%s) VALUES (%s)"
                .formatted(
                        table,
                        String.join(", ", columns),
                        values.stream().map(RowValues::placeholder).collect(Collectors.joining(", ")));
        return ask(() -> {
            PreparedStatement insert = bound(sql, values);
            try {
                insert.executeUpdate();
                return Optional.empty();
            } catch (SQLiteException refusal) {
                if (!REFUSALS.contains(refusal.getResultCode().code & PRIMARY_CODE_MASK)) {
                    throw refusal;
                }
                statements.remove(sql);
                insert.close();
                return Optional.of("" + refusal.getMessage());
            }
        });
    }

    private PreparedStatement bound(String sql, List<SqlValue> values) throws SQLException {
        PreparedStatement statement = statements.get(sql);
        if (statement == null) {
            statement = connection.prepareStatement(sql);
            statements.put(sql, statement);
        }
        for (int i = 0; i < values.size(); i++) {
            RowValues.bind(statement, i + 1, values.get(i));
        }
        return statement;
    }

    private interface Work<T> {
        T run() throws SQLException;
    }

    private static <T> T ask(Work<T> work) {
        try {
            return work.run();
        } catch (SQLException e) {
            throw new IllegalArgumentException("the model's own database failed: " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        ask(() -> {
            for (PreparedStatement statement : statements.values()) {
                statement.close();
            }
            connection.close();
            return connection;
        });
    }
}
