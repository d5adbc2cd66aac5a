package dev.coven.engine.apply;

import dev.coven.engine.apply.NewRows.NewRow;
import dev.coven.engine.changeset.Change;
import dev.coven.engine.changeset.ChangeKind;
import dev.coven.engine.changeset.ChangesetTable;
import dev.coven.engine.merge.RowState;
import dev.coven.spi.clock.Hlc;
import dev.coven.spi.row.SqlValue;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Joins the changes of one changeset into the rows that they are for. {@link #finish} must follow the last one. */
final class ChangeMerge {
    private final MergeTables tables;
    private final Settlement settlement;
    /** The header of the last change, and its table here. */
    private @Nullable ChangesetTable header;

    private @Nullable TableMerge table;
    private @Nullable ChangeRun run;

    ChangeMerge(MergeTables tables, Settlement settlement) {
        this.tables = tables;
        this.settlement = settlement;
    }

    /** Joins a change, at the latest when {@link #finish} is called. */
    @SuppressWarnings("ReferenceEquality") // a change that is stored as it is stays the same object
    void merge(StampedChange sent) throws SQLException, ChangesetRefusedException {
        TableMerge target = tableOf(sent.change().table());
        Change stored = tables.storedForm().of(target.shape().table(), sent.change());
        StampedChange change = stored == sent.change() ? sent : StampedChange.of(stored, sent.stamp());
        ChangeRun.Form form = ChangeRun.Form.of(stored, sent.stamp());
        ChangeRun waiting = run;
        if (waiting == null || !waiting.takes(target, form)) {
            finish();
            waiting = new ChangeRun(target, form);
            run = waiting;
        }
        waiting.add(change);
    }

    /** Joins what waits. */
    void finish() throws SQLException {
        ChangeRun waiting = run;
        if (waiting == null) {
            return;
        }
        run = null;
        List<StampedChange> changes = waiting.sorted();
        if (waiting.form() == ChangeRun.Form.INSERT) {
            changes = writeNew(waiting.table(), changes);
        }
        int next = 0;
        while (next < changes.size()) {
            List<StampedChange> together = distinct(changes, next);
            List<CurrentRow> current = waiting.table().loadAll(together);
            for (int i = 0; i < together.size(); i++) {
                mergeKnown(waiting.table(), together.get(i), current.get(i));
            }
            next += together.size();
        }
    }

    /** The changes from a place on, in the order of their keys, up to the first that is of a row named before. */
    private static List<StampedChange> distinct(List<StampedChange> changes, int from) {
        int to = from + 1;
        while (to < changes.size()
                && to - from < RowReader.MAX_ROWS
                && !Arrays.equals(
                        changes.get(to).packedKey(), changes.get(to - 1).packedKey())) {
            to++;
        }
        return changes.subList(from, to);
    }

    private List<StampedChange> writeNew(TableMerge target, List<StampedChange> changes) throws SQLException {
        TableShape shape = target.shape();
        List<NewRow> rows = new ArrayList<>(changes.size());
        for (StampedChange insert : changes) {
            SqlValue[] row = shape.rowOf(insert.key(), Arrays.asList(written(shape, insert.change())));
            rows.add(new NewRow(insert, row));
        }
        return new NewRows(target, tables.fingerprint()).write(rows, settlement.difference());
    }

    /** The table that a change is for; a changeset names it once for many changes. */
    private TableMerge tableOf(ChangesetTable named) throws ChangesetRefusedException {
        TableMerge known = table;
        if (known == null || !named.equals(header)) {
            known = tables.forChange(named);
            table = known;
            header = named;
        }
        return known;
    }

    private void mergeKnown(TableMerge target, StampedChange waiting, CurrentRow current) throws SQLException {
        TableShape shape = target.shape();
        Change change = waiting.change();
        Hlc stamp = waiting.stamp();
        List<SqlValue> key = waiting.key();
        RowState delta = delta(shape, change, stamp);
        RowState next = shape.lattice().join(current.state(), delta);
        if (!stamp.equals(Stamps.BASELINE)) {
            tables.conflicts().record(shape, key, change, stamp, current.state(), next);
        }
        tables.fingerprint().replace(shape, waiting.packedKey(), current.state(), next);
        target.write(key, waiting.packedKey(), current, next, settlement);
    }

    private RowState delta(TableShape shape, Change change, Hlc stamp) throws SQLException {
        if (change.kind() == ChangeKind.DELETE) {
            return shape.lattice().deleted(stamp);
        }
        @Nullable SqlValue[] written = written(shape, change);
        if (change.kind() == ChangeKind.INSERT) {
            return shape.lattice().inserted(stamp, written);
        }
        completeCells(shape, written);
        return shape.lattice().updated(stamp, written);
    }

    /** The new values of the columns outside the key; null where a change says nothing of a column. */
    private @Nullable SqlValue[] written(TableShape shape, Change change) throws SQLException {
        int[] columns = shape.otherColumns();
        @Nullable SqlValue[] written = new @Nullable SqlValue[columns.length];
        for (int i = 0; i < columns.length; i++) {
            if (columns[i] < change.table().columnCount()) {
                written[i] = change.after(columns[i]);
            } else if (change.kind() == ChangeKind.INSERT) {
                // Written before the column was there: the row has the column's default, as of its birth.
                written[i] = tables.defaultOf(shape, columns[i]);
            }
        }
        return written;
    }

    /** A row that is one cell is as its author wrote it: columns that he did not know have their defaults. */
    private void completeCells(TableShape shape, @Nullable SqlValue[] written) throws SQLException {
        if (shape.lattice().layout().cellCount() == written.length) {
            return;
        }
        for (int i = 0; i < written.length; i++) {
            if (written[i] == null) {
                written[i] = tables.defaultOf(shape, shape.otherColumns()[i]);
            }
        }
    }
}
