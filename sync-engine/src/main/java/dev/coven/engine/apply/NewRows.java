package dev.coven.engine.apply;

import dev.coven.engine.merge.RowState;
import dev.coven.spi.row.SqlValue;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * INSERTs of one table, written together as rows that this copy does not know: without a look at what is there. Most are just
 * that. SQLite itself tells the others: their register is there already, or their table does not take them. Nothing of those
 * is left then.
 */
final class NewRows {
    /**
     * A row to insert.
     *
     * @param change what brought it
     * @param row the whole row
     */
    record NewRow(StampedChange change, SqlValue[] row) {}

    private final TableMerge table;
    private final StateFingerprint fingerprint;

    NewRows(TableMerge table, StateFingerprint fingerprint) {
        this.table = table;
        this.fingerprint = fingerprint;
    }

    /**
     * Writes the rows that are new.
     *
     * @return the changes that bring the others, in their order
     */
    List<StampedChange> write(List<NewRow> rows, VisibleDifference difference) throws SQLException {
        boolean[] registered = table.registers().insert(rows);
        List<NewRow> unknown = new ArrayList<>(rows.size());
        for (int i = 0; i < registered.length; i++) {
            if (registered[i]) {
                unknown.add(rows.get(i));
            }
        }
        boolean[] inserted = table.rows().insertNew(unknown);
        List<StampedChange> others = new ArrayList<>();
        int next = 0;
        for (int i = 0; i < registered.length; i++) {
            NewRow row = rows.get(i);
            if (registered[i] && inserted[next++]) {
                difference.note(table, row.change().key(), row.change().packedKey(), null, row.row());
                count(row);
            } else {
                if (registered[i]) {
                    table.registers().delete(row.change().packedKey());
                }
                others.add(row.change());
            }
        }
        return others;
    }

    private void count(NewRow row) {
        TableShape shape = table.shape();
        RowState born = shape.lattice().inserted(row.change().stamp(), shape.othersOf(row.row()));
        fingerprint.replace(
                shape,
                row.change().packedKey(),
                RowState.unknown(shape.lattice().layout()),
                born);
    }
}
