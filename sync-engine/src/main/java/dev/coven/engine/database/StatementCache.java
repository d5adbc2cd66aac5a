package dev.coven.engine.database;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;

/** Prepared statements by their SQL, the least recently used closed beyond a limit. One per connection. */
public final class StatementCache implements AutoCloseable {
    /** How many rows to give to a statement at once: more make it no faster. */
    public static final int BATCH_ROWS = 1_000;

    private static final int MAX_STATEMENTS = 256;

    private final Connection connection;
    private final Map<String, PreparedStatement> statements = new LinkedHashMap<>(16, 0.75f, true);

    /** An empty cache over a connection. */
    public StatementCache(Connection connection) {
        this.connection = connection;
    }

    /** The statement of this SQL; the caller does not close it and does not hold two results of it. */
    public PreparedStatement prepare(String sql) throws SQLException {
        PreparedStatement known = statements.get(sql);
        if (known != null) {
            return known;
        }
        if (statements.size() >= MAX_STATEMENTS) {
            var oldest = statements.entrySet().iterator();
            oldest.next().getValue().close();
            oldest.remove();
        }
        PreparedStatement prepared = connection.prepareStatement(sql);
        statements.put(sql, prepared);
        return prepared;
    }

    /** Closes and forgets a statement. After some failures the driver lets nobody use it again. */
    public void discard(PreparedStatement statement) throws SQLException {
        statements.values().remove(statement);
        statement.close();
    }

    /** Closes all statements; the cache can be used on. */
    @Override
    public void close() throws SQLException {
        for (PreparedStatement statement : statements.values()) {
            statement.close();
        }
        statements.clear();
    }
}
