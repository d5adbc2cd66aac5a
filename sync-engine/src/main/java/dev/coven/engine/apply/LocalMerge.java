package dev.coven.engine.apply;

import dev.coven.engine.changeset.Change;
import dev.coven.engine.changeset.ChangeKind;
import dev.coven.engine.database.PackedRow;
import dev.coven.engine.database.ParkedTable;
import dev.coven.engine.database.ParkedTable.Kind;
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
 * <p>The host's write itself can lose, where the larger timestamp does not always win; it can leave a row without its parent,
 * where the host does not enforce foreign keys; and it can make room for rows that wait. {@link #settle} then brings the
 * tables to what the merged state says, with capture silenced.
 */
public final class LocalMerge {
    private final MergeTables tables;
    private final Settlement settlement;
    private final HostEffects effects;
    private final List<Correction> corrections = new ArrayList<>();

    private record Correction(TableMerge table, List<SqlValue> key, RowState state) {}

    /** Local changes of these tables. */
    public LocalMerge(MergeTables tables) throws SQLException {
        this.tables = tables;
        tables.begin();
        this.settlement = new Settlement(tables);
        this.effects = new HostEffects(tables, settlement);
    }

    /** Joins a change; gives it as it travels: where a row is one cell, with all of its columns. */
    public Change merge(SyncedTable table, Change change, Hlc stamp) throws SQLException {
        TableMerge merge = tables.of(table);
        TableShape shape = merge.shape();
        List<SqlValue> key = change.key();
        byte[] packedKey = PackedRow.pack(key);
        ParkedTable.@Nullable Entry parked =
                tables.parked().find(table.number(), packedKey).orElse(null);
        Change complete = complete(merge, change, parked);
        RowState local = localState(merge, complete, packedKey, parked);
        RowState next = shape.lattice().join(local, delta(shape, complete, stamp));
        tables.fingerprint().replace(shape, packedKey, local, next);
        merge.registers().write(packedKey, Register.of(next));
        park(merge, packedKey, next, change, parked);
        if (!shape.lattice().isLastWriterWins() && next.isAlive() && losesAnything(shape, complete, next)) {
            corrections.add(new Correction(merge, key, next));
        }
        effects.note(merge, change, parked);
        return complete;
    }

    /** Whether the tables are not what the merged state says they are. */
    public boolean needsSettling() {
        return !corrections.isEmpty() || settlement.hasWork() || tables.rulesChanged();
    }

    /** Has every row settled anew: what decided between rows is not what it was. */
    public void settleAll() {
        tables.setRulesChanged(true);
    }

    /**
     * Puts merged values where the host's own writes lost, and brings constraints to rest; capture must be silenced.
     *
     * @return what this changed in the visible tables
     */
    public List<RowChange> settle() throws SQLException {
        for (Correction correction : corrections) {
            CurrentRow current = correction.table().load(correction.key());
            correction
                    .table()
                    .write(correction.key(), PackedRow.pack(correction.key()), current, correction.state(), settlement);
        }
        corrections.clear();
        if (tables.rulesChanged()) {
            settlement.settleAll();
            tables.setRulesChanged(false);
        } else {
            settlement.settle();
        }
        return settlement.difference().changes();
    }

    private static Change complete(TableMerge merge, Change change, ParkedTable.@Nullable Entry parked)
            throws SQLException {
        TableShape shape = merge.shape();
        boolean partial = change.kind() == ChangeKind.UPDATE
                && shape.lattice().layout().cellCount() < shape.otherColumns().length;
        SqlValue[] now = partial ? written(merge, change, parked) : null;
        if (now == null) {
            return change;
        }
        @Nullable SqlValue[] before = new @Nullable SqlValue[now.length];
        @Nullable SqlValue[] after = new @Nullable SqlValue[now.length];
        for (int column = 0; column < now.length; column++) {
            SqlValue old = change.before(column);
            before[column] = old == null ? now[column] : old;
            after[column] = shape.column(column).isKey() ? null : now[column];
        }
        return Change.update(change.table(), Arrays.asList(before), Arrays.asList(after));
    }

    /** The row of an UPDATE as it was written: its table may show NULL where the row that it refers to is not there. */
    private static SqlValue @Nullable [] written(TableMerge merge, Change change, ParkedTable.@Nullable Entry parked)
            throws SQLException {
        SqlValue[] visible = merge.load(change.key()).visible();
        if (visible == null) {
            return null;
        }
        TableShape shape = merge.shape();
        @Nullable SqlValue[] others = shape.othersOf(visible);
        // A column that the change writes itself holds what it reads.
        HiddenValues.reveal(parked, others, i -> change.after(shape.otherColumns()[i]) == null);
        return shape.rowOf(change.key(), Arrays.asList(others));
    }

    private static RowState localState(
            TableMerge merge, Change change, byte[] packedKey, ParkedTable.@Nullable Entry parked) throws SQLException {
        TableShape shape = merge.shape();
        int cells = shape.lattice().layout().cellCount();
        Register register = merge.registers().find(packedKey, cells);
        if (change.kind() != ChangeKind.INSERT) {
            Register known = register == null ? Register.baseline(cells) : register;
            return new RowState(known.birth(), known.death(), known.stamps(), valuesBefore(merge, change, parked));
        }
        if (parked != null) {
            Register known = register == null ? Register.baseline(cells) : register;
            @Nullable SqlValue[] values = parked.values().toArray(new SqlValue[0]);
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
    private static @Nullable SqlValue[] valuesBefore(
            TableMerge merge, Change change, ParkedTable.@Nullable Entry parked) throws SQLException {
        TableShape shape = merge.shape();
        @Nullable SqlValue[] values = side(shape, change, Side.BEFORE);
        HiddenValues.reveal(parked, values, i -> values[i] != null);
        if (shape.lattice().isLastWriterWins() || change.kind() != ChangeKind.UPDATE) {
            return values;
        }
        SqlValue[] now = written(merge, change, parked);
        for (int i = 0; now != null && i < values.length; i++) {
            SqlValue before = values[i];
            values[i] = before == null ? now[shape.otherColumns()[i]] : before;
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

    private static void park(
            TableMerge merge, byte[] packedKey, RowState next, Change change, ParkedTable.@Nullable Entry parked)
            throws SQLException {
        if (parked != null && parked.kind() == Kind.NULLED && next.isAlive()) {
            keepHidden(merge, change, parked);
            return;
        }
        if (parked != null) {
            merge.forget(packedKey);
        }
        if (!next.isAlive()) {
            merge.keepValues(packedKey, next);
        }
    }

    /** Keeps those columns that read NULL and that the change does not write. */
    private static void keepHidden(TableMerge merge, Change change, ParkedTable.Entry parked) throws SQLException {
        TableShape shape = merge.shape();
        List<@Nullable SqlValue> hidden = new ArrayList<>(parked.values());
        for (int i = 0; i < hidden.size(); i++) {
            if (change.after(shape.otherColumns()[i]) != null) {
                hidden.set(i, null);
            }
        }
        merge.refit(new ParkedTable.Entry(parked.table(), parked.key(), hidden, Kind.NULLED, parked.reason()));
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
