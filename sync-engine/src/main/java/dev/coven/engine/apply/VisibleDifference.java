package dev.coven.engine.apply;

import dev.coven.engine.database.PackedRow;
import dev.coven.spi.row.RowChange;
import dev.coven.spi.row.SqlValue;
import java.util.AbstractList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.RandomAccess;
import org.jspecify.annotations.Nullable;

/**
 * What a transaction changes in the visible tables: for each row it touches, what it was first and what it is last. Rows
 * are numbered in the order of first touch and kept packed, since a transaction may touch very many and few are looked at
 * again.
 */
final class VisibleDifference {
    private final PackedRows packed = new PackedRows();
    private final RowIndex index = new RowIndex(packed);
    private final Map<Integer, TableMerge> tables = new HashMap<>();
    /** By row, its values outside the key as they were first. */
    private long[] befores = {};
    /** By row, its values outside the key as they are last; of a row that was there, only those that differ. */
    private long[] afters = {};

    private final BitSet changed = new BitSet();
    private final BitSet constrained = new BitSet();
    private long notes;

    /** Notes that a row was {@code before} and is {@code after}. */
    void note(
            TableMerge table,
            List<SqlValue> key,
            byte[] packedKey,
            SqlValue @Nullable [] before,
            SqlValue @Nullable [] after) {
        notes++;
        int touched = index.size();
        int row = index.number(numberOf(table), packedKey);
        if (row < touched) {
            setAfter(row, table, before(row, key), after);
            return;
        }
        if (row == befores.length) {
            befores = Arrays.copyOf(befores, Math.max(16, 2 * row));
            afters = Arrays.copyOf(afters, befores.length);
        }
        tables.putIfAbsent(numberOf(table), table);
        befores[row] = add(table.shape(), null, before);
        setAfter(row, table, before, after);
    }

    private void setAfter(int row, TableMerge table, SqlValue @Nullable [] before, SqlValue @Nullable [] after) {
        afters[row] = add(table.shape(), before, after);
        changed.set(row, isChanged(before, after));
        constrained.set(
                row, before == null || after == null || table.constraints().differs(before, after));
    }

    private static boolean isChanged(SqlValue @Nullable [] before, SqlValue @Nullable [] after) {
        return !Arrays.equals(before, after);
    }

    /** Keeps the values of a row outside its key, without those that are as in another version of it. */
    private long add(TableShape shape, SqlValue @Nullable [] other, SqlValue @Nullable [] row) {
        if (row == null) {
            return PackedRows.NONE;
        }
        @Nullable SqlValue[] values = shape.othersOf(row);
        for (int i = 0; other != null && i < values.length; i++) {
            if (other[shape.otherColumns()[i]].equals(values[i])) {
                values[i] = null;
            }
        }
        return packed.add(Arrays.asList(values));
    }

    private SqlValue @Nullable [] before(int row, List<SqlValue> key) {
        return befores[row] == PackedRows.NONE ? null : table(row).shape().rowOf(key, packed.get(befores[row]));
    }

    private SqlValue @Nullable [] after(int row, List<SqlValue> key, SqlValue @Nullable [] before) {
        if (afters[row] == PackedRows.NONE) {
            return null;
        }
        TableShape shape = table(row).shape();
        List<@Nullable SqlValue> values = packed.get(afters[row]);
        if (before == null) {
            return shape.rowOf(key, values);
        }
        SqlValue[] after = before.clone();
        for (int i = 0; i < values.size(); i++) {
            SqlValue value = values.get(i);
            if (value != null) {
                after[shape.otherColumns()[i]] = value;
            }
        }
        return after;
    }

    /** How often anything was noted. */
    long notes() {
        return notes;
    }

    /** How many rows were touched. */
    int size() {
        return index.size();
    }

    /** The table of a touched row. */
    TableMerge table(int row) {
        return Objects.requireNonNull(tables.get(index.table(row)));
    }

    private static int numberOf(TableMerge table) {
        return table.shape().table().number();
    }

    /** Whether a touched row came, went, or differs in a column that a constraint between rows looks at. */
    boolean isConstrained(int row) {
        return constrained.get(row);
    }

    /** What became of a touched row. */
    Move get(int row) {
        List<SqlValue> key = index.key(row);
        SqlValue[] before = before(row, key);
        return new Move(table(row), key, before, after(row, key, before));
    }

    /** What became of a row, or null when it was not touched. */
    @Nullable
    Move find(TableMerge table, List<SqlValue> key) {
        int row = index.find(numberOf(table), PackedRow.pack(key));
        return row == RowIndex.NONE ? null : get(row);
    }

    /** Whether a row was in its table before the transaction, or may have been because nothing was noted of it. */
    boolean wasVisible(TableMerge table, List<SqlValue> key) {
        int row = index.find(numberOf(table), PackedRow.pack(key));
        return row == RowIndex.NONE || befores[row] != PackedRows.NONE;
    }

    /** The real changes, in the order of first touch; each is made when it is asked for, since most hosts ask for few. */
    List<RowChange> changes() {
        return new RowChanges(changed.stream().toArray());
    }

    private final class RowChanges extends AbstractList<RowChange> implements RandomAccess {
        private final int[] rows;

        RowChanges(int[] rows) {
            this.rows = rows;
        }

        @Override
        public RowChange get(int position) {
            return change(VisibleDifference.this.get(rows[position]));
        }

        @Override
        public int size() {
            return rows.length;
        }
    }

    private static RowChange change(Move row) {
        String table = row.table().shape().table().name();
        List<String> columns = row.table().shape().columnNames();
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
