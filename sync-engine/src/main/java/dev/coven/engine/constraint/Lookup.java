package dev.coven.engine.constraint;

import dev.coven.engine.capture.RowValues;
import dev.coven.engine.database.StatementCache;
import dev.coven.engine.schema.Affinity;
import dev.coven.engine.schema.SqlNames;
import dev.coven.spi.row.SqlValue;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/** A query for the rows whose terms equal given values, as SQLite compares them. */
final class Lookup {
    /**
     * One term.
     *
     * @param sql an expression over the row
     * @param collation that it is compared under, or null for the expression's own
     * @param other the affinity of the column that the values come from, where it is another column and this one has no
     *     affinity of its own to apply; else null
     */
    record Term(
            String sql,
            @Nullable String collation,
            @Nullable Affinity other) {
        /** A term whose values are of the same column. */
        static Term of(String sql, @Nullable String collation) {
            return new Term(sql, collation, null);
        }

        private String equalTo(SqlValue value) {
            String collated = collation == null ? sql : sql + " COLLATE " + SqlNames.quote(collation);
            return collated + " = " + parameter(value);
        }

        /** A parameter has no affinity; a CAST gives it that of the column it stands for, and leaves its value as it is. */
        private String parameter(SqlValue value) {
            if (other == Affinity.TEXT && value instanceof SqlValue.Text) {
                return "CAST(? AS TEXT)";
            }
            if (other != null && value instanceof SqlValue.Int) {
                return "CAST(? AS INTEGER)";
            }
            if (other != null && value instanceof SqlValue.Real) {
                return "CAST(? AS REAL)";
            }
            return RowValues.placeholder(value);
        }

        private boolean isPlain(SqlValue value) {
            return other == null && !RowValues.needsCast(value);
        }
    }

    private final StatementCache statements;
    private final String head;
    private final List<Term> terms;
    private final String tail;
    private final String plain;

    /**
     * A lookup.
     *
     * @param head the statement up to the terms
     * @param terms to compare, joined by AND
     * @param tail what follows them
     */
    Lookup(StatementCache statements, String head, List<Term> terms, String tail) {
        this.statements = statements;
        this.head = head;
        this.terms = List.copyOf(terms);
        this.tail = tail;
        StringJoiner equalities = new StringJoiner(" AND ");
        for (Term term : terms) {
            equalities.add(term.equalTo(SqlValue.NULL));
        }
        this.plain = head + equalities + tail;
    }

    private PreparedStatement bound(List<SqlValue> values) throws SQLException {
        PreparedStatement query = statements.prepare(sql(values));
        for (int i = 0; i < terms.size(); i++) {
            RowValues.bind(query, i + 1, values.get(i));
        }
        return query;
    }

    private String sql(List<SqlValue> values) {
        boolean allPlain = true;
        for (int i = 0; i < terms.size(); i++) {
            allPlain &= terms.get(i).isPlain(values.get(i));
        }
        if (allPlain) {
            return plain;
        }
        StringJoiner equalities = new StringJoiner(" AND ");
        for (int i = 0; i < terms.size(); i++) {
            equalities.add(terms.get(i).equalTo(values.get(i)));
        }
        return head + equalities + tail;
    }

    /** Whether any row is found. */
    boolean finds(List<SqlValue> values) throws SQLException {
        try (ResultSet rows = bound(values).executeQuery()) {
            return rows.next();
        }
    }

    /** The first columns of the rows found, as values. */
    List<List<SqlValue>> rows(List<SqlValue> values, int columns) throws SQLException {
        List<List<SqlValue>> found = new ArrayList<>();
        try (ResultSet rows = bound(values).executeQuery()) {
            while (rows.next()) {
                found.add(RowValues.readRow(rows, columns));
            }
        }
        return found;
    }

    /** The first column of the rows found, which is a BLOB. */
    List<byte[]> blobs(List<SqlValue> values) throws SQLException {
        List<byte[]> found = new ArrayList<>();
        try (ResultSet rows = bound(values).executeQuery()) {
            while (rows.next()) {
                found.add(rows.getBytes(1));
            }
        }
        return found;
    }
}
