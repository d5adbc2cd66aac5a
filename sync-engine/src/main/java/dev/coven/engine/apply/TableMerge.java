package dev.coven.engine.apply;

import dev.coven.engine.constraint.TableConstraints;
import dev.coven.engine.database.PackedRow;
import dev.coven.engine.database.ParkedTable;
import dev.coven.engine.database.ParkedTable.Kind;
import dev.coven.engine.database.StatementCache;
import dev.coven.engine.merge.RowState;
import dev.coven.spi.row.SqlValue;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Makes one table follow the merged state of its rows: puts rows in, changes them, takes them out, and keeps what is out in
 * {@code coven_parked} and, where it may come in again, among the waiting rows.
 */
final class TableMerge {
    private final TableShape shape;
    private final TableConstraints constraints;
    private final RowReader reader;
    private final TableRows rows;
    private final RegisterTable registers;
    private final ParkedTable parked;

    TableMerge(
            TableShape shape,
            TableConstraints constraints,
            Stamps stamps,
            ParkedTable parked,
            StatementCache statements,
            Connection connection) {
        this.shape = shape;
        this.constraints = constraints;
        this.registers = new RegisterTable(shape.table().number(), stamps, statements);
        this.parked = parked;
        this.reader = new RowReader(shape, registers, parked, statements, constraints);
        this.rows = new TableRows(shape, parked, statements, connection);
    }

    RegisterTable registers() {
        return registers;
    }

    TableRows rows() {
        return rows;
    }

    TableShape shape() {
        return shape;
    }

    TableConstraints constraints() {
        return constraints;
    }

    CurrentRow load(List<SqlValue> key) throws SQLException {
        return reader.load(key);
    }

    /** The rows of these changes, in their order; as many as {@link RowReader#MAX_ROWS}, each another row. */
    List<CurrentRow> loadAll(List<StampedChange> changes) throws SQLException {
        return reader.loadAll(changes);
    }

    /** A row as it was written: its table may show NULL in columns that refer to a row that is not there. */
    SqlValue[] rowOf(List<SqlValue> key, RowState state) {
        return shape.rowOf(key, others(state));
    }

    /** Makes register, table and parked values of a row follow its new state; settling its constraints is still to do. */
    void write(List<SqlValue> key, byte[] packedKey, CurrentRow current, RowState next, Settlement settlement)
            throws SQLException {
        writeRegister(packedKey, current, next);
        if (current.parked() != null) {
            if (current.visible() != null || current.waitsAs(Kind.CONTESTED)) {
                settlement.wasSupported(this, key, rowOf(key, current.state()));
            }
            forget(packedKey);
        }
        if (!next.isAlive()) {
            leaveTable(key, packedKey, current, next, settlement);
            return;
        }
        SqlValue[] wanted = rowOf(key, next);
        TableRows.Refusal refusal = alone(
                wanted,
                current.visible() == null
                        ? rows.insert(wanted)
                        : rows.update(current.visible(), wanted, current.rowid()));
        if (refusal == null) {
            settlement.difference().note(this, key, packedKey, current.visible(), wanted);
        } else {
            if (current.visible() != null) {
                rows.delete(key);
            }
            settlement.difference().note(this, key, packedKey, current.visible(), null);
            keep(packedKey, wanted, refusal.kind(), refusal.sentence());
            settlement.isOut(this, key, refusal);
        }
    }

    /** A row that its table would not take without its rival either contests nothing. */
    private TableRows.@Nullable Refusal alone(SqlValue[] row, TableRows.@Nullable Refusal refusal) throws SQLException {
        String reason = refusal != null && refusal.byRival() ? constraints.refusalAlone(row) : null;
        return reason == null ? refusal : new TableRows.Refusal(false, reason);
    }

    private void writeRegister(byte[] packedKey, CurrentRow current, RowState next) throws SQLException {
        Register register = Register.of(next);
        boolean wasImplied = current.register() == null;
        boolean isImplied = register.isBaseline() || register.isEmpty();
        if (wasImplied && isImplied) {
            return;
        }
        if (current.register() == null) {
            registers.write(packedKey, register);
        } else {
            registers.change(packedKey, current.register(), register);
        }
    }

    private void leaveTable(
            List<SqlValue> key, byte[] packedKey, CurrentRow current, RowState next, Settlement settlement)
            throws SQLException {
        if (current.visible() != null) {
            rows.delete(key);
            settlement.difference().note(this, key, packedKey, current.visible(), null);
        }
        keepValues(packedKey, next);
    }

    /** Keeps the values of a row that is not alive. */
    void keepValues(byte[] packedKey, RowState state) throws SQLException {
        if (state.hasCells()) {
            Kind kind = state.isUnborn() ? Kind.INCOMPLETE : Kind.RESIDUE;
            String reason = state.isUnborn() ? "edited, but its INSERT has not arrived" : "deleted";
            parked.put(new ParkedTable.Entry(shape.table().number(), packedKey, others(state), kind, reason));
        }
    }

    /** Keeps a row outside its table. */
    private void keep(byte[] packedKey, SqlValue[] row, Kind kind, String reason) throws SQLException {
        List<@Nullable SqlValue> others = new ArrayList<>();
        for (int column : shape.otherColumns()) {
            others.add(row[column]);
        }
        parked.put(new ParkedTable.Entry(shape.table().number(), packedKey, others, kind, reason));
        constraints.waiting().put(packedKey, kind, row);
    }

    /** Keeps a row that waits under the present schema. */
    void refit(ParkedTable.Entry entry) throws SQLException {
        parked.put(entry);
        if (!entry.kind().isKeptOut() && entry.kind() != Kind.NULLED) {
            return;
        }
        List<SqlValue> key = PackedRow.unpackKnown(entry.key());
        SqlValue[] visible = load(key).visible();
        constraints
                .waiting()
                .put(
                        entry.key(),
                        entry.kind(),
                        visible == null
                                ? shape.rowOf(key, entry.values())
                                : shape.rowOf(key, Arrays.asList(reader.trueValues(visible, entry))));
    }

    /** Forgets what is kept of a row outside its table. */
    void forget(byte[] packedKey) throws SQLException {
        parked.remove(shape.table().number(), packedKey);
        constraints.waiting().remove(packedKey);
    }

    /** Takes a row out of its table, or leaves it out, and says why; its merged state is as before. */
    void keepOut(List<SqlValue> key, SqlValue[] row, Kind kind, String reason, VisibleDifference difference)
            throws SQLException {
        byte[] packedKey = PackedRow.pack(key);
        CurrentRow current = load(key);
        if (current.visible() != null) {
            rows.delete(key);
            difference.note(this, key, packedKey, current.visible(), null);
        }
        // A row without a register is one of the baseline; parked it needs none either.
        keep(packedKey, row, kind, reason);
    }

    /** Puts a row that is kept out back into its table; null then, else why SQLite does not take it: it stays out for that. */
    TableRows.@Nullable Refusal putBack(List<SqlValue> key, SqlValue[] row, VisibleDifference difference)
            throws SQLException {
        TableRows.Refusal refusal = alone(row, rows.insert(row));
        if (refusal == null) {
            byte[] packedKey = PackedRow.pack(key);
            forget(packedKey);
            difference.note(this, key, packedKey, null, row);
        } else {
            keepOut(key, row, refusal.kind(), refusal.sentence(), difference);
        }
        return refusal;
    }

    /**
     * Lets a visible row read NULL in some columns, and all others as they were written.
     *
     * @param nulled by position among all columns, whether the column reads NULL
     */
    TableRows.@Nullable Refusal show(
            List<SqlValue> key, CurrentRow current, boolean[] nulled, VisibleDifference difference)
            throws SQLException {
        SqlValue[] row = rowOf(key, current.state());
        SqlValue[] shown = row.clone();
        List<@Nullable SqlValue> hidden = new ArrayList<>();
        boolean any = false;
        for (int column : shape.otherColumns()) {
            boolean hides = nulled[column] && !row[column].equals(SqlValue.NULL);
            hidden.add(hides ? row[column] : null);
            if (hides) {
                shown[column] = SqlValue.NULL;
                any = true;
            }
        }
        SqlValue[] visible = current.visible();
        if (visible == null) {
            throw new IllegalStateException("a row that is not in its table cannot read NULL");
        }
        TableRows.Refusal refusal = rows.show(visible, shown, current.rowid());
        if (refusal != null) {
            return refusal;
        }
        byte[] packedKey = PackedRow.pack(key);
        difference.note(this, key, packedKey, visible, shown);
        if (any) {
            parked.put(new ParkedTable.Entry(
                    shape.table().number(), packedKey, hidden, Kind.NULLED, "a row that it refers to is not there"));
            constraints.waiting().put(packedKey, Kind.NULLED, row);
        } else if (current.parked() != null) {
            forget(packedKey);
        }
        return null;
    }

    private static List<@Nullable SqlValue> others(RowState state) {
        List<@Nullable SqlValue> others = new ArrayList<>();
        for (int i = 0; i < state.width(); i++) {
            others.add(state.value(i));
        }
        return others;
    }
}
