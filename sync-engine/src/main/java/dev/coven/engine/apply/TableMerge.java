package dev.coven.engine.apply;

import dev.coven.engine.database.PackedRow;
import dev.coven.engine.database.ParkedTable;
import dev.coven.engine.merge.RowState;
import dev.coven.spi.row.SqlValue;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Makes one table follow the merged state of its rows: puts rows in, changes them, takes them out, and keeps what is out in
 * {@code coven_parked}.
 */
final class TableMerge {
    private final TableShape shape;
    private final TableRows rows;
    private final RegisterTable registers;
    private final ParkedTable parked;

    TableMerge(TableShape shape, Stamps stamps, ParkedTable parked, StatementCache statements) {
        this.shape = shape;
        this.registers = new RegisterTable(shape.table().number(), stamps, statements);
        this.parked = parked;
        this.rows = new TableRows(shape, registers, parked, statements);
    }

    RegisterTable registers() {
        return registers;
    }

    TableShape shape() {
        return shape;
    }

    CurrentRow load(List<SqlValue> key) throws SQLException {
        return rows.load(key);
    }

    /** Makes register, table and parked values of a row follow its new state. */
    void write(List<SqlValue> key, CurrentRow current, RowState next, VisibleDifference difference)
            throws SQLException {
        byte[] packedKey = PackedRow.pack(key);
        writeRegister(packedKey, current, next);
        if (!next.isAlive()) {
            leaveTable(key, packedKey, current, next, difference);
            return;
        }
        SqlValue[] wanted = shape.rowOf(key, others(next));
        String refusal;
        if (current.visible() == null) {
            refusal = rows.insert(wanted);
        } else {
            refusal = rows.update(current.visible(), wanted);
        }
        if (refusal == null) {
            if (current.place() == CurrentRow.Place.PARKED) {
                parked.remove(shape.table().number(), packedKey);
            }
            difference.note(shape, key, current.visible(), wanted);
            return;
        }
        park(key, packedKey, current.visible(), others(next), refusal, difference);
    }

    private void writeRegister(byte[] packedKey, CurrentRow current, RowState next) throws SQLException {
        Register register = Register.of(next);
        boolean wasImplied = current.register() == null;
        boolean isImplied = register.isBaseline() || register.isEmpty();
        if (wasImplied && isImplied) {
            return;
        }
        registers.write(packedKey, register);
    }

    private void leaveTable(
            List<SqlValue> key, byte[] packedKey, CurrentRow current, RowState next, VisibleDifference difference)
            throws SQLException {
        if (current.visible() != null) {
            rows.delete(key);
            difference.note(shape, key, current.visible(), null);
        }
        if (next.hasCells()) {
            ParkedTable.Kind kind = next.isUnborn() ? ParkedTable.Kind.INCOMPLETE : ParkedTable.Kind.RESIDUE;
            String reason = next.isUnborn() ? "edited, but its INSERT has not arrived" : "deleted";
            parked.put(new ParkedTable.Entry(shape.table().number(), packedKey, others(next), kind, reason));
        } else if (current.place() == CurrentRow.Place.PARKED) {
            parked.remove(shape.table().number(), packedKey);
        }
    }

    private void park(
            List<SqlValue> key,
            byte[] packedKey,
            SqlValue @Nullable [] visible,
            List<@Nullable SqlValue> others,
            String reason,
            VisibleDifference difference)
            throws SQLException {
        if (visible != null) {
            rows.delete(key);
        }
        difference.note(shape, key, visible, null);
        parked.put(
                new ParkedTable.Entry(shape.table().number(), packedKey, others, ParkedTable.Kind.CONSTRAINT, reason));
    }

    /** Takes a visible row out for a constraint; its state is as before. */
    void takeOut(List<SqlValue> key, SqlValue[] visible, String reason, VisibleDifference difference)
            throws SQLException {
        List<@Nullable SqlValue> others = new ArrayList<>();
        for (@Nullable SqlValue value : shape.othersOf(visible)) {
            others.add(value);
        }
        // A row without a register is one of the baseline; parked it needs none either.
        park(key, PackedRow.pack(key), visible, others, reason, difference);
    }

    /** Puts a parked row back, if its table takes it now; null then, else why not. */
    @Nullable
    String putBack(ParkedTable.Entry entry, VisibleDifference difference) throws SQLException {
        List<SqlValue> key = PackedRow.unpackKnown(entry.key());
        SqlValue[] row = shape.rowOf(key, entry.values());
        String refusal = rows.insert(row);
        if (refusal == null) {
            parked.remove(entry.table(), entry.key());
            difference.note(shape, key, null, row);
        }
        return refusal;
    }

    private static List<@Nullable SqlValue> others(RowState state) {
        List<@Nullable SqlValue> others = new ArrayList<>();
        for (int i = 0; i < state.width(); i++) {
            others.add(state.value(i));
        }
        return others;
    }
}
