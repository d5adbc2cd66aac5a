package dev.coven.spi.row;

import dev.coven.spi.plugin.Stability;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What happened to one row of a visible table: the row before, the row after, or both.
 *
 * <p>Values stand in the order of {@link #columns()}: the table's columns in declaration order, generated ones left out.
 * Immutable.
 */
@Stability(Stability.Promise.STABLE)
public final class RowChange {
    private final String table;
    private final List<String> columns;
    private final List<SqlValue> key;
    private final @Nullable List<SqlValue> before;
    private final @Nullable List<SqlValue> after;

    private RowChange(
            String table,
            List<String> columns,
            List<SqlValue> key,
            @Nullable List<SqlValue> before,
            @Nullable List<SqlValue> after) {
        this.table = table;
        this.columns = List.copyOf(columns);
        this.key = List.copyOf(key);
        this.before = before == null ? null : List.copyOf(before);
        this.after = after == null ? null : List.copyOf(after);
        requireWidth(this.before);
        requireWidth(this.after);
    }

    /** A row that came. */
    public static RowChange inserted(String table, List<String> columns, List<SqlValue> key, List<SqlValue> after) {
        return new RowChange(table, columns, key, null, after);
    }

    /** A row that changed. */
    public static RowChange updated(
            String table, List<String> columns, List<SqlValue> key, List<SqlValue> before, List<SqlValue> after) {
        return new RowChange(table, columns, key, before, after);
    }

    /** A row that went. */
    public static RowChange deleted(String table, List<String> columns, List<SqlValue> key, List<SqlValue> before) {
        return new RowChange(table, columns, key, before, null);
    }

    /** What kind of change. */
    public enum Kind {
        /** The row came. */
        INSERT,
        /** The row changed. */
        UPDATE,
        /** The row went. */
        DELETE
    }

    /** What kind of change this is. */
    public Kind kind() {
        if (before == null) {
            return Kind.INSERT;
        }
        return after == null ? Kind.DELETE : Kind.UPDATE;
    }

    /** The table's name as declared. */
    public String table() {
        return table;
    }

    /** The names of the columns that the values stand for. */
    public List<String> columns() {
        return columns;
    }

    /** The primary key's values in the key's declaration order. */
    public List<SqlValue> key() {
        return key;
    }

    /** The whole row before, or empty for an INSERT. */
    public Optional<List<SqlValue>> before() {
        return Optional.ofNullable(before);
    }

    /** The whole row after, or empty for a DELETE. */
    public Optional<List<SqlValue>> after() {
        return Optional.ofNullable(after);
    }

    /** A column's value before, or empty when there was no row or there is no such column. */
    public Optional<SqlValue> before(String column) {
        return value(before, column);
    }

    /** A column's value after, or empty when there is no row or there is no such column. */
    public Optional<SqlValue> after(String column) {
        return value(after, column);
    }

    private Optional<SqlValue> value(@Nullable List<SqlValue> row, String column) {
        int index = columns.indexOf(column);
        return row == null || index < 0 ? Optional.empty() : Optional.of(row.get(index));
    }

    private void requireWidth(@Nullable List<SqlValue> row) {
        if (row != null && row.size() != columns.size()) {
            throw new IllegalArgumentException(
                    table + ": " + row.size() + " values for " + columns.size() + " columns");
        }
    }

    @Override
    public String toString() {
        return kind() + " " + table + key;
    }
}
