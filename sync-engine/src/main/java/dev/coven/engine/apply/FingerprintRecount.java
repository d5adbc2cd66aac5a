package dev.coven.engine.apply;

import dev.coven.engine.capture.RowValues;
import dev.coven.engine.database.PackedRow;
import dev.coven.engine.fingerprint.StateSum;
import dev.coven.engine.merge.RowState;
import dev.coven.spi.row.SqlValue;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

/**
 * Computes the fingerprint of the merged state from nothing: from the tables, registers and parked values as they are.
 *
 * <p>Runs in the caller's transaction, when no edit waits to be captured: tables with edits that the registers do not know are
 * no merged state.
 */
public final class FingerprintRecount {
    private final Connection connection;
    private final MergeTables tables;
    private final StateFingerprint fingerprint = new StateFingerprint();

    /** A recount over these tables. */
    public FingerprintRecount(Connection connection, MergeTables tables) {
        this.connection = connection;
        this.tables = tables;
    }

    /** The fingerprint. */
    public StateSum sum() throws SQLException {
        boolean nothingParked = tables.parked().isEmpty();
        for (TableMerge table : tables.all()) {
            addVisible(table, nothingParked);
            // A row that was born and not deleted is in its table, or parked.
            addHidden(
                    table,
                    "SELECT key FROM %s WHERE birth IS NULL".formatted(RegisterTable.nameOf(number(table))),
                    Hidden.NOT_ALIVE);
            addHidden(table, "SELECT key FROM coven_parked WHERE tbl = " + number(table), Hidden.ALIVE);
        }
        return fingerprint.take();
    }

    private static int number(TableMerge table) {
        return table.shape().table().number();
    }

    /** Adds the rows of the table. Where nothing is parked, a row's values are those in the table. */
    private void addVisible(TableMerge table, boolean nothingParked) throws SQLException {
        TableShape shape = table.shape();
        String sql = "SELECT %s FROM %s"
                .formatted(shape.table().columnsSql(""), shape.table().quotedName());
        try (PreparedStatement query = connection.prepareStatement(sql);
                ResultSet rows = query.executeQuery()) {
            while (rows.next()) {
                SqlValue[] row = RowValues.readRow(rows, shape.width()).toArray(new SqlValue[0]);
                List<SqlValue> key = shape.keyOf(row);
                // Rows with NULL in the key are left out by capture too.
                if (!key.contains(SqlValue.NULL)) {
                    add(
                            shape,
                            key,
                            nothingParked
                                    ? registered(table, key, row)
                                    : table.load(key).state());
                }
            }
        }
    }

    private static RowState registered(TableMerge table, List<SqlValue> key, SqlValue[] row) throws SQLException {
        int cells = table.shape().lattice().layout().cellCount();
        Register found = table.registers().find(PackedRow.pack(key), cells);
        Register register = found == null ? Register.baseline(cells) : found;
        return new RowState(
                register.birth(),
                register.death(),
                register.stamps(),
                table.shape().othersOf(row));
    }

    private enum Hidden {
        ALIVE,
        NOT_ALIVE
    }

    /** Adds the rows with these keys that are not in the table: those that are alive, or the others. */
    private void addHidden(TableMerge table, String keys, Hidden which) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(keys);
                ResultSet rows = query.executeQuery()) {
            while (rows.next()) {
                List<SqlValue> key = PackedRow.unpackKnown(rows.getBytes(1));
                CurrentRow current = table.load(key);
                boolean isAlive = current.state().birth() != null;
                if (current.visible() == null && isAlive == (which == Hidden.ALIVE)) {
                    add(table.shape(), key, current.state());
                }
            }
        }
    }

    private void add(TableShape shape, List<SqlValue> key, RowState state) {
        RowState nothing = RowState.unknown(shape.lattice().layout());
        fingerprint.replace(shape, PackedRow.pack(key), nothing, state);
    }
}
