package dev.coven.engine.apply;

import dev.coven.spi.row.RowChange;
import dev.coven.spi.row.SqlValue;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.RandomAccess;
import org.jspecify.annotations.Nullable;

/** What a transaction changes in the visible tables: for each row it touches, what it was first and what it is last. */
final class VisibleDifference {
    /**
     * A row of a table.
     *
     * @param table the table's number
     * @param key its key
     */
    record RowKey(int table, List<SqlValue> key) {}

    /**
     * A touched row.
     *
     * @param shape its table
     * @param key its key
     * @param before what it was before the transaction, or null
     * @param after what it is now, or null
     */
    record Touched(TableShape shape, List<SqlValue> key, SqlValue @Nullable [] before, SqlValue @Nullable [] after) {
        boolean isChanged() {
            return !Arrays.equals(before, after);
        }
    }

    private final Map<RowKey, Touched> rows = new LinkedHashMap<>();
    private long notes;

    /** Notes that a row was {@code before} and is {@code after}. */
    void note(TableShape shape, List<SqlValue> key, SqlValue @Nullable [] before, SqlValue @Nullable [] after) {
        notes++;
        rows.merge(
                new RowKey(shape.table().number(), key),
                new Touched(shape, key, before, after),
                (first, last) -> new Touched(shape, key, first.before(), last.after()));
    }

    /** How often anything was noted. */
    long notes() {
        return notes;
    }

    /** Whether anything was noted. */
    boolean isEmpty() {
        return rows.isEmpty();
    }

    /** A row as it was noted, or null when it was not. */
    @Nullable
    Touched find(TableShape shape, List<SqlValue> key) {
        return rows.get(new RowKey(shape.table().number(), key));
    }

    /** Whether a row was in its table before the transaction, or may have been because nothing was noted of it. */
    boolean wasVisible(TableShape shape, List<SqlValue> key) {
        Touched row = find(shape, key);
        return row == null || row.before() != null;
    }

    /** Every touched row, in the order of first touch. */
    Collection<Touched> touched() {
        return Collections.unmodifiableCollection(rows.values());
    }

    /** The real changes; each is made when it is asked for, since most hosts ask for few. */
    List<RowChange> changes() {
        List<Touched> changed = new ArrayList<>();
        for (Touched row : rows.values()) {
            if (row.isChanged()) {
                changed.add(row);
            }
        }
        return new RowChanges(changed);
    }

    private static final class RowChanges extends AbstractList<RowChange> implements RandomAccess {
        private final List<Touched> rows;

        RowChanges(List<Touched> rows) {
            this.rows = rows;
        }

        @Override
        public RowChange get(int index) {
            return change(rows.get(index));
        }

        @Override
        public int size() {
            return rows.size();
        }
    }

    private static RowChange change(Touched row) {
        String table = row.shape().table().name();
        List<String> columns = row.shape().columnNames();
        SqlValue[] before = row.before();
        SqlValue[] after = row.after();
        if (before == null) {
            return RowChange.inserted(table, columns, row.key(), after == null ? List.of() : List.of(after));
        }
        return after == null
                ? RowChange.deleted(table, columns, row.key(), List.of(before))
                : RowChange.updated(table, columns, row.key(), List.of(before), List.of(after));
    }
}
