package dev.coven.engine.constraint;

import dev.coven.engine.capture.RowValues;
import dev.coven.engine.database.RowRefusals;
import dev.coven.engine.schema.SqlNames;
import dev.coven.engine.schema.SyncedTable;
import dev.coven.engine.schema.UniqueIndex;
import dev.coven.spi.row.SqlValue;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteException;

/**
 * Asks SQLite about a row without touching the host's table: whether the table would take it if it were alone, and what its
 * key in an index over expressions is. The rows are tried in empty tables of the same declaration, with the same indexes, in a
 * database in memory.
 */
final class RowTrial {
    private final Connection host;
    private final MemoryDatabase memory;
    private final Set<String> created = new HashSet<>();

    /** Trials of the tables of a host's database, in a database of our own. */
    RowTrial(Connection host, MemoryDatabase memory) {
        this.host = host;
        this.memory = memory;
    }

    /** Why the table would not take this row if no other row were there; null when it would. */
    @Nullable
    String refusal(SyncedTable table, SqlValue[] row) throws SQLException {
        Connection open = with(table);
        String refusal = insert(open, table, row);
        clear(open, table);
        return refusal;
    }

    /** The row's values of an index's terms; empty when it has no key there: a NULL among them, or a false predicate. */
    Optional<List<SqlValue>> key(SyncedTable table, UniqueIndex index, SqlValue[] row) throws SQLException {
        Connection open = with(table);
        if (insert(open, table, row) != null) {
            return Optional.empty();
        }
        StringJoiner terms = new StringJoiner(", ");
        index.terms().forEach(term -> terms.add(UniqueRule.termSql(term)));
        String predicate = index.predicate() == null ? "" : " WHERE " + index.predicate();
        try (Statement query = open.createStatement();
                ResultSet rows =
                        query.executeQuery("SELECT %s FROM %s%s".formatted(terms, table.quotedName(), predicate))) {
            if (!rows.next()) {
                return Optional.empty();
            }
            List<SqlValue> key = new ArrayList<>();
            for (int i = 1; i <= index.terms().size(); i++) {
                SqlValue value = RowValues.read(rows, i);
                if (value.equals(SqlValue.NULL)) {
                    return Optional.empty();
                }
                key.add(value);
            }
            return Optional.of(key);
        } finally {
            clear(open, table);
        }
    }

    /** Whether two keys of an index are one. */
    boolean areEqual(UniqueIndex index, List<SqlValue> left, List<SqlValue> right) throws SQLException {
        StringJoiner terms = new StringJoiner(" AND ");
        for (int i = 0; i < index.terms().size(); i++) {
            terms.add("%s = %s COLLATE %s"
                    .formatted(
                            RowValues.placeholder(left.get(i)),
                            RowValues.placeholder(right.get(i)),
                            SqlNames.quote(index.terms().get(i).collation())));
        }
        try (PreparedStatement query = memory.connection().prepareStatement("SELECT " + terms)) {
            for (int i = 0; i < left.size(); i++) {
                RowValues.bind(query, 2 * i + 1, left.get(i));
                RowValues.bind(query, 2 * i + 2, right.get(i));
            }
            try (ResultSet rows = query.executeQuery()) {
                return rows.next() && rows.getBoolean(1);
            }
        }
    }

    private static @Nullable String insert(Connection open, SyncedTable table, SqlValue[] row) throws SQLException {
        StringJoiner columns = new StringJoiner(", ");
        StringJoiner parameters = new StringJoiner(", ");
        for (int i = 0; i < row.length; i++) {
            columns.add(table.columns().get(i).quotedName());
            parameters.add(RowValues.placeholder(row[i]));
        }
        try (PreparedStatement insert = open.prepareStatement(
                "INSERT OR ABORT INTO %s(%s) VALUES (%s)".formatted(table.quotedName(), columns, parameters))) {
            for (int i = 0; i < row.length; i++) {
                RowValues.bind(insert, i + 1, row[i]);
            }
            insert.executeUpdate();
            return null;
        } catch (SQLiteException refused) {
            RowRefusals.require(refused);
            return RowRefusals.sentence(refused);
        }
    }

    private static void clear(Connection open, SyncedTable table) throws SQLException {
        try (Statement delete = open.createStatement()) {
            delete.executeUpdate("DELETE FROM " + table.quotedName());
        }
    }

    private Connection with(SyncedTable table) throws SQLException {
        Connection open = memory.connection();
        if (created.add(table.name())) {
            try (PreparedStatement query = host.prepareStatement("SELECT type, sql FROM sqlite_schema WHERE type IN"
                    + " ('table', 'index') AND tbl_name = ? AND sql IS NOT NULL ORDER BY type DESC, rowid")) {
                query.setString(1, table.name());
                try (ResultSet rows = query.executeQuery();
                        Statement create = open.createStatement()) {
                    while (rows.next()) {
                        if (rows.getString(1).equals("table")) {
                            create.execute(rows.getString(2));
                        } else {
                            createIndex(create, rows.getString(2));
                        }
                    }
                }
            }
        }
        return open;
    }

    /** An index with a collation or a function of the host's own cannot be made here, and says nothing of a row alone. */
    private static void createIndex(Statement create, String sql) throws SQLException {
        try {
            create.execute(sql);
        } catch (SQLiteException foreign) {
            RowRefusals.require(foreign);
        }
    }
}
