package dev.coven.engine.merge;

import dev.coven.spi.clock.Hlc;
import dev.coven.spi.policy.Cell;
import dev.coven.spi.policy.CellContext;
import dev.coven.spi.policy.ConflictPolicy;
import dev.coven.spi.row.SqlValue;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Joins row states under one table's conflict policy.
 *
 * <p>The join is the pointwise maximum: birth with birth, death with death, each cell by the policy. What can never matter
 * again is left out of the result, which changes no later join: the smaller of birth and death, and, where the last writer
 * wins, cells that a death has outlived (a later birth writes every cell anew).
 */
public final class RowLattice {
    private final CellLayout layout;
    private final ConflictPolicy policy;
    private final boolean lastWriterWins;

    /** The lattice of a table's rows. */
    public RowLattice(CellLayout layout, ConflictPolicy policy) {
        this.layout = layout;
        this.policy = policy;
        this.lastWriterWins = policy instanceof LastWriterWins;
    }

    /** How the table's columns form cells. */
    public CellLayout layout() {
        return layout;
    }

    /** Whether the larger timestamp always wins, so that a new local write is never changed by the merge. */
    public boolean isLastWriterWins() {
        return lastWriterWins;
    }

    /** What an INSERT says: born now, with these values. */
    public RowState inserted(Hlc stamp, @Nullable SqlValue[] row) {
        @Nullable Hlc[] stamps = new @Nullable Hlc[layout.cellCount()];
        java.util.Arrays.fill(stamps, stamp);
        return new RowState(stamp, null, stamps, row);
    }

    /**
     * What an UPDATE says: these columns were written now. Columns that are null were not; a cell of several columns takes
     * all of them, so then none may be null unless all are.
     */
    public RowState updated(Hlc stamp, @Nullable SqlValue[] changed) {
        @Nullable Hlc[] stamps = new @Nullable Hlc[layout.cellCount()];
        for (int cell = 0; cell < stamps.length; cell++) {
            if (changed[layout.columnsOf(cell)[0]] != null) {
                stamps[cell] = stamp;
            }
        }
        return new RowState(null, null, stamps, changed);
    }

    /** What a DELETE says: dead by now. */
    public RowState deleted(Hlc stamp) {
        return new RowState(null, stamp, new @Nullable Hlc[layout.cellCount()], new @Nullable SqlValue[layout.width()]);
    }

    /** The least state that holds both. */
    public RowState join(RowState left, RowState right) {
        @Nullable Hlc birth = later(left.birth(), right.birth());
        @Nullable Hlc death = later(left.death(), right.death());
        @Nullable Hlc[] stamps = new @Nullable Hlc[layout.cellCount()];
        @Nullable SqlValue[] values = new @Nullable SqlValue[layout.width()];
        for (int cell = 0; cell < stamps.length; cell++) {
            joinCell(cell, left, right, stamps, values);
        }
        if (birth != null && death != null) {
            if (birth.compareTo(death) > 0) {
                death = null;
            } else {
                birth = null;
            }
        }
        if (death != null && lastWriterWins) {
            dropOutlived(death, stamps, values);
        }
        return new RowState(birth, death, stamps, values);
    }

    private void joinCell(
            int cell, RowState left, RowState right, @Nullable Hlc[] stamps, @Nullable SqlValue[] values) {
        Hlc leftStamp = left.stamp(cell);
        Hlc rightStamp = right.stamp(cell);
        if (leftStamp == null || rightStamp == null || lastWriterWins) {
            boolean takeLeft = rightStamp == null || (leftStamp != null && leftStamp.compareTo(rightStamp) >= 0);
            RowState winner = takeLeft ? left : right;
            stamps[cell] = winner.stamp(cell);
            for (int column : layout.columnsOf(cell)) {
                values[column] = winner.value(column);
            }
            return;
        }
        Cell merged = merge(layout.context(cell), cellOf(cell, leftStamp, left), cellOf(cell, rightStamp, right));
        stamps[cell] = merged.stamp();
        int[] columns = layout.columnsOf(cell);
        for (int i = 0; i < columns.length; i++) {
            values[columns[i]] = merged.values().get(i);
        }
    }

    private Cell merge(CellContext context, Cell left, Cell right) {
        try {
            Cell merged = policy.merge(context, left, right);
            if (merged.values().size() != left.values().size()) {
                throw new IllegalStateException("it gave " + merged.values().size() + " values for "
                        + left.values().size());
            }
            return merged;
        } catch (RuntimeException e) {
            throw new PolicyFailedException(
                    "the conflict policy '%s' failed on table '%s' (%s)"
                            .formatted(policy.descriptor().id(), context.table(), e),
                    e);
        }
    }

    private Cell cellOf(int cell, Hlc stamp, RowState state) {
        List<SqlValue> values = new ArrayList<>();
        for (int column : layout.columnsOf(cell)) {
            SqlValue value = state.value(column);
            values.add(value == null ? SqlValue.NULL : value);
        }
        return new Cell(stamp, values);
    }

    private void dropOutlived(Hlc death, @Nullable Hlc[] stamps, @Nullable SqlValue[] values) {
        for (int cell = 0; cell < stamps.length; cell++) {
            Hlc stamp = stamps[cell];
            if (stamp != null && stamp.compareTo(death) <= 0) {
                stamps[cell] = null;
                for (int column : layout.columnsOf(cell)) {
                    values[column] = null;
                }
            }
        }
    }

    private static @Nullable Hlc later(@Nullable Hlc left, @Nullable Hlc right) {
        if (left == null || right == null) {
            return left == null ? right : left;
        }
        return left.compareTo(right) >= 0 ? left : right;
    }
}
