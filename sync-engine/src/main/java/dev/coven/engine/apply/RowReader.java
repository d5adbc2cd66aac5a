package dev.coven.engine.apply;

import dev.coven.engine.capture.RowValues;
import dev.coven.engine.constraint.ForeignKeyLink;
import dev.coven.engine.constraint.TableConstraints;
import dev.coven.engine.database.PackedRow;
import dev.coven.engine.database.ParkedTable;
import dev.coven.engine.database.StatementCache;
import dev.coven.engine.merge.RowState;
import dev.coven.spi.clock.Hlc;
import dev.coven.spi.row.SqlValue;
import java.nio.ByteBuffer;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/** Reads rows of one synced table by key: their merged state, and where their values are. */
final class RowReader {
    /** How many rows are read at once: more make it no faster. */
    static final int MAX_ROWS = 100;

    /** Below this, reading rows together costs more than one by one. */
    private static final int MIN_ROWS_TOGETHER = 20;

    /** The place in a loaded row that says whether the table has it; its values follow. */
    private static final int PRESENT = RegisterTable.SELECTED + 1;

    private final TableShape shape;
    private final RegisterTable registers;
    private final ParkedTable parked;
    private final StatementCache statements;
    private final TableConstraints constraints;
    private final boolean readsNull;
    private final String select;
    private final String selectMany;

    RowReader(
            TableShape shape,
            RegisterTable registers,
            ParkedTable parked,
            StatementCache statements,
            TableConstraints constraints) {
        this.shape = shape;
        this.registers = registers;
        this.parked = parked;
        this.statements = statements;
        this.constraints = constraints;
        this.readsNull = constraints.references().stream().anyMatch(ForeignKeyLink::canReadNull);
        this.select = selectSql(Collections.nCopies(shape.keyColumns().length, "?"));
        this.selectMany = selectManySql();
    }

    private String selectSql(List<String> keyParameters) {
        StringJoiner columns = new StringJoiner(", ");
        shape.table().columns().forEach(column -> columns.add("t." + column.quotedName()));
        return "SELECT %s, t.%s IS NOT NULL, %s FROM (SELECT 1) LEFT JOIN %s t ON %s LEFT JOIN coven_row_%d r ON r.key = ?"
                .formatted(
                        RegisterTable.selected(),
                        shape.column(shape.keyColumns()[0]).quotedName(),
                        columns,
                        shape.table().quotedName(),
                        RowSql.keyEquals(shape, "t.", keyParameters),
                        shape.table().number());
    }

    private String selectManySql() {
        int[] key = shape.keyColumns();
        StringJoiner names = new StringJoiner(", ");
        for (int column : key) {
            names.add(shape.column(column).quotedName());
        }
        StringJoiner columns = new StringJoiner(", ");
        shape.table().columns().forEach(column -> columns.add(column.quotedName()));
        String parameters = String.join(", ", Collections.nCopies(key.length, "?"));
        String one = key.length == 1 ? "?" : "(" + parameters + ")";
        String all = String.join(", ", Collections.nCopies(MAX_ROWS, one));
        return "SELECT %s FROM %s WHERE %s IN (%s)"
                .formatted(
                        columns,
                        shape.table().quotedName(),
                        key.length == 1 ? names : "(" + names + ")",
                        key.length == 1 ? all : "VALUES " + all);
    }

    /** The rows of these changes, in their order; as many as {@link #MAX_ROWS}, each another row. */
    List<CurrentRow> loadAll(List<ChangeRun.Waiting> changes) throws SQLException {
        List<List<SqlValue>> keys = new ArrayList<>(changes.size());
        List<byte[]> packedKeys = new ArrayList<>(changes.size());
        for (ChangeRun.Waiting change : changes) {
            if (RowSql.isPlain(change.key())) {
                keys.add(change.key());
                packedKeys.add(change.packedKey());
            }
        }
        List<CurrentRow> current = new ArrayList<>(changes.size());
        if (keys.size() < MIN_ROWS_TOGETHER) {
            for (ChangeRun.Waiting change : changes) {
                current.add(load(change.key()));
            }
            return current;
        }
        Map<List<SqlValue>, SqlValue[]> rows = rowsOf(keys);
        Map<ByteBuffer, Register> known =
                registers.findAll(packedKeys, shape.lattice().layout().cellCount());
        for (ChangeRun.Waiting change : changes) {
            current.add(
                    RowSql.isPlain(change.key())
                            ? current(
                                    change.packedKey(),
                                    known.get(ByteBuffer.wrap(change.packedKey())),
                                    rows.get(change.key()))
                            : load(change.key()));
        }
        return current;
    }

    /** The row with this key: its state, and where its values are. */
    CurrentRow load(List<SqlValue> key) throws SQLException {
        byte[] packedKey = PackedRow.pack(key);
        PreparedStatement query = statements.prepare(RowSql.isPlain(key) ? select : selectSql(RowSql.parameters(key)));
        int next = RowSql.bindAll(query, 1, key);
        query.setBytes(next, packedKey);
        int cells = shape.lattice().layout().cellCount();
        Register register;
        SqlValue[] visible;
        try (ResultSet rows = query.executeQuery()) {
            rows.next();
            register = registers.read(rows, 1, cells);
            visible = rows.getInt(PRESENT) == 0 ? null : readVisible(rows, key);
        }
        return current(packedKey, register, visible);
    }

    private CurrentRow current(byte[] packedKey, @Nullable Register register, SqlValue @Nullable [] visible)
            throws SQLException {
        int cells = shape.lattice().layout().cellCount();
        if (visible != null) {
            Register known = register == null ? Register.baseline(cells) : register;
            if (!readsNull || !constraints.waiting().hasAny(ParkedTable.Kind.NULLED)) {
                return new CurrentRow(state(known, shape.othersOf(visible)), visible, null, register);
            }
            ParkedTable.@Nullable Entry nulled =
                    parked.find(shape.table().number(), packedKey).orElse(null);
            return new CurrentRow(state(known, trueValues(visible, nulled)), visible, nulled, register);
        }
        return loadHidden(packedKey, register, cells);
    }

    private CurrentRow loadHidden(byte[] key, @Nullable Register register, int cells) throws SQLException {
        var entry = parked.find(shape.table().number(), key);
        if (entry.isPresent()) {
            Register known = register == null ? Register.baseline(cells) : register;
            @Nullable SqlValue[] values = new @Nullable SqlValue[shape.otherColumns().length];
            for (int i = 0; i < values.length && i < entry.get().values().size(); i++) {
                values[i] = entry.get().values().get(i);
            }
            return new CurrentRow(state(known, values), null, entry.get(), register);
        }
        RowState unknown = RowState.unknown(shape.lattice().layout());
        if (register == null) {
            return new CurrentRow(unknown, null, null, null);
        }
        RowState state = new RowState(
                register.birth(),
                register.death(),
                new @Nullable Hlc[cells],
                new @Nullable SqlValue[shape.otherColumns().length]);
        return new CurrentRow(state, null, null, register);
    }

    /** What a visible row holds, with the columns that read NULL as they were written. */
    @Nullable
    SqlValue[] trueValues(SqlValue[] visible, ParkedTable.@Nullable Entry nulled) {
        @Nullable SqlValue[] values = shape.othersOf(visible);
        for (int i = 0; nulled != null && i < nulled.values().size(); i++) {
            SqlValue kept = nulled.values().get(i);
            values[i] = kept == null ? values[i] : kept;
        }
        return values;
    }

    private static RowState state(Register register, @Nullable SqlValue[] values) {
        return new RowState(register.birth(), register.death(), register.stamps(), values);
    }

    private SqlValue @Nullable [] readVisible(ResultSet rows, List<SqlValue> key) throws SQLException {
        SqlValue[] row = new SqlValue[shape.width()];
        for (int i = 0; i < row.length; i++) {
            row[i] = RowValues.read(rows, PRESENT + 1 + i);
        }
        // SQLite's equality may find another row: one whose key is equal under a collation, or 1 for 1.0.
        return shape.keyOf(row).equals(key) ? row : null;
    }

    /**
     * The rows that the table has under these keys, exactly these.
     *
     * @param keys at most {@link #MAX_ROWS}, and at least one; none with a value that needs a cast
     */
    private Map<List<SqlValue>, SqlValue[]> rowsOf(List<List<SqlValue>> keys) throws SQLException {
        PreparedStatement query = statements.prepare(selectMany);
        int parameter = 1;
        for (int i = 0; i < MAX_ROWS; i++) {
            for (SqlValue value : keys.get(Math.min(i, keys.size() - 1))) {
                RowValues.bind(query, parameter++, value);
            }
        }
        // SQLite's equality may find other rows too; nobody asks for their keys.
        Map<List<SqlValue>, SqlValue[]> found = new HashMap<>();
        try (ResultSet rows = query.executeQuery()) {
            while (rows.next()) {
                SqlValue[] row = new SqlValue[shape.width()];
                for (int i = 0; i < row.length; i++) {
                    row[i] = RowValues.read(rows, i + 1);
                }
                found.put(shape.keyOf(row), row);
            }
        }
        return found;
    }
}
