package dev.coven.engine.changeset;

import dev.coven.spi.row.SqlValue;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One change of one row: an INSERT or a DELETE with the whole row, or an UPDATE with its key and the changed columns.
 *
 * <p>Columns are counted from 0 in the order of {@link ChangesetTable#keyOrdinals()}. No key column is ever SQL NULL. A new
 * change is {@link Indirection#DIRECT}. Immutable.
 */
public final class Change {
    private final ChangesetTable table;
    private final Indirection indirection;
    private final @Nullable SqlValue @Nullable [] before;
    private final @Nullable SqlValue @Nullable [] after;

    /** Of arrays that nobody else holds and that {@link RecordRules} let pass. */
    Change(
            ChangesetTable table,
            Indirection indirection,
            @Nullable SqlValue @Nullable [] before,
            @Nullable SqlValue @Nullable [] after) {
        this.table = table;
        this.indirection = indirection;
        this.before = before;
        this.after = after;
    }

    /**
     * A row that comes.
     *
     * @throws IllegalArgumentException when the row is not one value per column, or a key column is SQL NULL
     */
    public static Change insert(ChangesetTable table, List<SqlValue> row) {
        return checked(table, null, record(table, row));
    }

    /**
     * A row that goes.
     *
     * @throws IllegalArgumentException when the row is not one value per column, or a key column is SQL NULL
     */
    public static Change delete(ChangesetTable table, List<SqlValue> row) {
        return checked(table, record(table, row), null);
    }

    /**
     * A row whose values outside the key change.
     *
     * @param before one entry per column: the old values of the key and of the changed columns, null for all others
     * @param after one entry per column: the new values of the changed columns, null for all others and for the key
     * @throws IllegalArgumentException when the two are not of that shape, no column changes, or a key column is SQL NULL
     */
    public static Change update(ChangesetTable table, List<@Nullable SqlValue> before, List<@Nullable SqlValue> after) {
        return checked(table, record(table, before), record(table, after));
    }

    private static Change checked(
            ChangesetTable table, @Nullable SqlValue @Nullable [] before, @Nullable SqlValue @Nullable [] after) {
        String fault = RecordRules.fault(table, before, after);
        if (fault != null) {
            throw new IllegalArgumentException(fault);
        }
        return new Change(table, Indirection.DIRECT, before, after);
    }

    private static @Nullable SqlValue[] record(ChangesetTable table, List<? extends @Nullable SqlValue> values) {
        if (values.size() != table.columnCount()) {
            throw new IllegalArgumentException(
                    table.name() + ": " + values.size() + " values for " + table.columnCount() + " columns");
        }
        return values.toArray(new SqlValue[0]);
    }

    /** The table of the row. */
    public ChangesetTable table() {
        return table;
    }

    /** What the change does. */
    public ChangeKind kind() {
        if (before == null) {
            return ChangeKind.INSERT;
        }
        return after == null ? ChangeKind.DELETE : ChangeKind.UPDATE;
    }

    /** Whether a statement made the change itself. */
    public Indirection indirection() {
        return indirection;
    }

    /** The same change with another indirection. */
    public Change withIndirection(Indirection other) {
        return other == indirection ? this : new Change(table, other, before, after);
    }

    /** A column's old value; null in an INSERT, and in an UPDATE for a column that neither is key nor changes. */
    public @Nullable SqlValue before(int column) {
        Objects.checkIndex(column, table.columnCount());
        return before == null ? null : before[column];
    }

    /** A column's new value; null in a DELETE, and in an UPDATE for a column that is key or does not change. */
    public @Nullable SqlValue after(int column) {
        Objects.checkIndex(column, table.columnCount());
        return after == null ? null : after[column];
    }

    /** The primary key's values in the order of {@link ChangesetTable#keyColumns()}. */
    public List<SqlValue> key() {
        List<Integer> columns = table.keyColumns();
        List<SqlValue> key = new ArrayList<>(columns.size());
        for (int column : columns) {
            key.add(Objects.requireNonNull(before == null ? after(column) : before(column)));
        }
        return List.copyOf(key);
    }

    /**
     * The change that undoes this one: INSERT and DELETE trade places, the two sides of an UPDATE do; the indirection stays.
     * The same as {@code sqlite3changeset_invert} makes of it.
     */
    public Change invert() {
        if (before == null || after == null) {
            return new Change(table, indirection, after, before);
        }
        @Nullable SqlValue[] undoneFrom = after.clone();
        @Nullable SqlValue[] undoneTo = before.clone();
        for (int column = 0; column < undoneFrom.length; column++) {
            if (table.isKey(column)) {
                undoneFrom[column] = before[column];
                undoneTo[column] = null;
            }
        }
        return new Change(table, indirection, undoneFrom, undoneTo);
    }

    /** Same table, indirection, and values by {@link SqlValue}'s equality. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Change change
                && table.equals(change.table)
                && indirection == change.indirection
                && Arrays.equals(before, change.before)
                && Arrays.equals(after, change.after);
    }

    @Override
    public int hashCode() {
        return Objects.hash(table, indirection, Arrays.hashCode(before), Arrays.hashCode(after));
    }

    /** Kind, table and key; no other values. */
    @Override
    public String toString() {
        return kind() + " " + table.name() + key();
    }
}
