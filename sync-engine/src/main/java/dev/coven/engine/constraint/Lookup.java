package dev.coven.engine.constraint;

import dev.coven.engine.capture.RowValues;
import dev.coven.engine.database.StatementCache;
import dev.coven.engine.schema.SqlNames;
import dev.coven.spi.row.SqlValue;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/** A query for the rows whose terms equal given values, as SQLite compares them, or become equal to them. */
final class Lookup {
    /**
     * One term.
     *
     * @param sql an expression over the row
     * @param collation that it is compared under, or null for the expression's own
     * @param conversion what happens to its values before they are compared
     */
    record Term(String sql, @Nullable String collation, Conversion conversion) {
        /** A term whose values are compared as they are. */
        static Term of(String sql, @Nullable String collation) {
            return new Term(sql, collation, Conversion.NONE);
        }

        private String condition(SqlValue value) {
            String collated = collation == null ? sql : sql + " COLLATE " + SqlNames.quote(collation);
            String equal = collated + " = " + RowValues.placeholder(value);
            return conversion.isExact(value) ? equal : "(" + equal + " OR " + conversion.ofNumber(collated) + ")";
        }

        private boolean isPlain(SqlValue value) {
            return conversion.isExact(value) && !RowValues.needsCast(value);
        }

        private int bind(PreparedStatement query, int first, SqlValue value) throws SQLException {
            int next = first;
            RowValues.bind(query, next++, value);
            if (!conversion.isExact(value)) {
                for (SqlValue end : conversion.range(value)) {
                    RowValues.bind(query, next++, end);
                }
            }
            return next;
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
        StringJoiner conditions = new StringJoiner(" AND ");
        for (Term term : terms) {
            conditions.add(term.condition(SqlValue.NULL));
        }
        this.plain = head + conditions + tail;
    }

    private PreparedStatement bound(List<SqlValue> values) throws SQLException {
        PreparedStatement query = statements.prepare(sql(values));
        int next = 1;
        for (int i = 0; i < terms.size(); i++) {
            next = terms.get(i).bind(query, next, values.get(i));
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
        StringJoiner conditions = new StringJoiner(" AND ");
        for (int i = 0; i < terms.size(); i++) {
            conditions.add(terms.get(i).condition(values.get(i)));
        }
        return head + conditions + tail;
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
