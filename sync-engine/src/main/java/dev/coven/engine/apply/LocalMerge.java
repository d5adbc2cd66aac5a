package dev.coven.engine.apply;

import dev.coven.engine.changeset.Change;
import dev.coven.engine.changeset.ChangeKind;
import dev.coven.engine.database.PackedRow;
import dev.coven.engine.database.ParkedTable;
import dev.coven.engine.merge.RowState;
import dev.coven.engine.schema.SyncedTable;
import dev.coven.spi.clock.Hlc;
import dev.coven.spi.row.RowChange;
import dev.coven.spi.row.SqlValue;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Joins this device's own captured changes into the merged state. The tables hold them already; registers and parked
 * values follow.
 *
 * <p>Where the larger timestamp does not always win, the host's write itself can lose: such rows are collected, and
 * {@link #settle} puts the merged values into the tables, with capture silenced. So it does with parked rows that the host's
 * writes made room for: those whose parent came back, or whose unique value is free again.
 */
public final class LocalMerge {
    private final MergeTables tables;
    private final boolean anythingParked;
    private final List<Correction> corrections = new ArrayList<>();

    private record Correction(TableMerge table, List<SqlValue> key, RowState state) {}

    /** Local changes of these tables. */
    public LocalMerge(MergeTables tables) throws SQLException {
        this.tables = tables;
        this.anythingParked = !tables.parked().isEmpty();
    }

    /** Joins a change; gives it as it travels: where a row is one cell, with all of its columns. */
    public Change merge(SyncedTable table, Change change, Hlc stamp) throws SQLException {
        TableMerge merge = tables.numbered(table.number());
        TableShape shape = merge.shape();
        Change complete = complete(merge, change);
        List<SqlValue> key = change.key();
        byte[] packedKey = PackedRow.pack(key);
        RowState local = localState(merge, complete, packedKey);
        RowState next = shape.lattice().join(local, delta(shape, complete, stamp));
        merge.registers().write(packedKey, Register.of(next));
        park(merge, packedKey, next);
        if (!shape.lattice().isLastWriterWins() && next.isAlive() && losesAnything(shape, complete, next)) {
            corrections.add(new Correction(merge, key, next));
        }
        return complete;
    }

    /** Whether the merge decided against any write of the host, or rows wait that these writes may have made room for. */
    public boolean needsSettling() throws SQLException {
        if (!corrections.isEmpty()) {
            return true;
        }
        for (TableMerge table : tables.all()) {
            if (tables.parked().hasAny(table.shape().table().number(), ParkedTable.Kind.CONSTRAINT)) {
                return true;
            }
        }
        return false;
    }

    /**
     * Puts merged values where the host's own writes lost, and waiting rows where they fit now; capture must be silenced.
     *
     * @return what this changed in the visible tables
     */
    public List<RowChange> settle() throws SQLException {
        VisibleDifference difference = new VisibleDifference();
        for (Correction correction : corrections) {
            CurrentRow current = correction.table().load(correction.key());
            correction.table().write(correction.key(), current, correction.state(), difference);
        }
        corrections.clear();
        new ConstraintSettler(tables, difference).settle();
        return difference.changes();
    }

    private static Change complete(TableMerge merge, Change change) throws SQLException {
        TableShape shape = merge.shape();
        boolean partial = change.kind() == ChangeKind.UPDATE
                && shape.lattice().layout().cellCount() < shape.otherColumns().length;
        SqlValue[] visible = partial ? merge.load(change.key()).visible() : null;
        if (visible == null) {
            return change;
        }
        @Nullable SqlValue[] before = new @Nullable SqlValue[visible.length];
        @Nullable SqlValue[] after = new @Nullable SqlValue[visible.length];
        for (int column = 0; column < visible.length; column++) {
            SqlValue old = change.before(column);
            before[column] = old == null ? visible[column] : old;
            after[column] = shape.column(column).isKey() ? null : visible[column];
        }
        return Change.update(change.table(), Arrays.asList(before), Arrays.asList(after));
    }

    private RowState localState(TableMerge merge, Change change, byte[] packedKey) throws SQLException {
        TableShape shape = merge.shape();
        int cells = shape.lattice().layout().cellCount();
        Register register = merge.registers().find(packedKey, cells);
        if (change.kind() != ChangeKind.INSERT) {
            Register known = register == null ? Register.baseline(cells) : register;
            return new RowState(known.birth(), known.death(), known.stamps(), valuesBefore(merge, change));
        }
        var entry = anythingParked
                ? tables.parked().find(merge.shape().table().number(), packedKey)
                : java.util.Optional.<ParkedTable.Entry>empty();
        if (entry.isPresent()) {
            Register known = register == null ? Register.baseline(cells) : register;
            @Nullable SqlValue[] values = entry.get().values().toArray(new SqlValue[0]);
            return new RowState(
                    known.birth(), known.death(), known.stamps(), Arrays.copyOf(values, shape.otherColumns().length));
        }
        return new RowState(
                register == null ? null : register.birth(),
                register == null ? null : register.death(),
                new @Nullable Hlc[cells],
                new @Nullable SqlValue[shape.otherColumns().length]);
    }

    /**
     * What the row held before. A change names only the columns it changed, which is all that matters where the last writer
     * wins; elsewhere the whole row may have to be written again.
     */
    private static @Nullable SqlValue[] valuesBefore(TableMerge merge, Change change) throws SQLException {
        TableShape shape = merge.shape();
        @Nullable SqlValue[] values = side(shape, change, Side.BEFORE);
        if (shape.lattice().isLastWriterWins() || change.kind() != ChangeKind.UPDATE) {
            return values;
        }
        SqlValue[] visible = merge.load(change.key()).visible();
        for (int i = 0; visible != null && i < values.length; i++) {
            SqlValue before = values[i];
            values[i] = before == null ? visible[shape.otherColumns()[i]] : before;
        }
        return values;
    }

    private enum Side {
        BEFORE,
        AFTER
    }

    private static @Nullable SqlValue[] side(TableShape shape, Change change, Side side) {
        @Nullable SqlValue[] values = new @Nullable SqlValue[shape.otherColumns().length];
        for (int i = 0; i < values.length; i++) {
            int column = shape.otherColumns()[i];
            values[i] = side == Side.BEFORE ? change.before(column) : change.after(column);
        }
        return values;
    }

    private static RowState delta(TableShape shape, Change change, Hlc stamp) {
        return switch (change.kind()) {
            case INSERT -> shape.lattice().inserted(stamp, side(shape, change, Side.AFTER));
            case UPDATE -> shape.lattice().updated(stamp, side(shape, change, Side.AFTER));
            case DELETE -> shape.lattice().deleted(stamp);
        };
    }

    private void park(TableMerge merge, byte[] packedKey, RowState next) throws SQLException {
        int number = merge.shape().table().number();
        if (!next.isAlive() && next.hasCells()) {
            List<@Nullable SqlValue> values = new ArrayList<>();
            for (int i = 0; i < next.width(); i++) {
                values.add(next.value(i));
            }
            tables.parked().put(new ParkedTable.Entry(number, packedKey, values, ParkedTable.Kind.RESIDUE, "deleted"));
        } else if (anythingParked) {
            tables.parked().remove(number, packedKey);
        }
    }

    private static boolean losesAnything(TableShape shape, Change change, RowState next) {
        for (int i = 0; i < shape.otherColumns().length; i++) {
            SqlValue written = change.after(shape.otherColumns()[i]);
            if (written != null && !written.equals(next.value(i))) {
                return true;
            }
        }
        return false;
    }
}
