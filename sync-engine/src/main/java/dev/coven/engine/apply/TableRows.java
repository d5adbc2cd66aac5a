package dev.coven.engine.apply;

import dev.coven.engine.apply.NewRows.NewRow;
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
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/** Reads and writes single rows of one synced table, by key. */
final class TableRows {
    /**
     * A constraint, a value that no row number can be, an expression of a CHECK or an index that has no value for the row, or
     * a row that is too large: the row's fault, not the database's.
     */
    private static final Set<Integer> REFUSALS = Set.of(
            SQLiteErrorCode.SQLITE_ERROR.code,
            SQLiteErrorCode.SQLITE_CONSTRAINT.code,
            SQLiteErrorCode.SQLITE_MISMATCH.code,
            SQLiteErrorCode.SQLITE_TOOBIG.code);

    private static final Set<SQLiteErrorCode> RIVALRIES = Set.of(
            SQLiteErrorCode.SQLITE_CONSTRAINT_UNIQUE,
            SQLiteErrorCode.SQLITE_CONSTRAINT_PRIMARYKEY,
            SQLiteErrorCode.SQLITE_CONSTRAINT_ROWID);

    private static final int PRIMARY_CODE_MASK = 0xFF;

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
    private final RowLoader loader;
    private final String select;
    private final String insert;
    private final String insertNew;
    private final String delete;
    /** The columns that the last update changed, and its SQL: updates that follow one another often change the same. */
    private BitSet updatedColumns = new BitSet();

    private String update = "";

    TableRows(
            TableShape shape,
            RegisterTable registers,
            ParkedTable parked,
            StatementCache statements,
            TableConstraints constraints) {
        this.shape = shape;
        this.constraints = constraints;
        this.readsNull = constraints.references().stream().anyMatch(ForeignKeyLink::canReadNull);
        this.registers = registers;
        this.parked = parked;
        this.statements = statements;
        this.loader = new RowLoader(shape, registers, statements);
        List<String> plainKey = Collections.nCopies(shape.keyColumns().length, "?");
        this.select = selectSql(plainKey);
        this.insert = insertSql(Collections.nCopies(shape.width(), "?"));
        this.insertNew = insert + " ON CONFLICT DO NOTHING";
        this.delete = deleteSql(plainKey);
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
                        keyEquals("t.", keyParameters),
                        shape.table().number());
    }

    private String insertSql(List<String> parameters) {
        StringJoiner columns = new StringJoiner(", ");
        shape.table().columns().forEach(column -> columns.add(column.quotedName()));
        return "INSERT OR ABORT INTO %s(%s) VALUES (%s)"
                .formatted(shape.table().quotedName(), columns, String.join(", ", parameters));
    }

    private String deleteSql(List<String> keyParameters) {
        return "DELETE FROM %s WHERE %s".formatted(shape.table().quotedName(), keyEquals("", keyParameters));
    }

    private String keyEquals(String alias, List<String> parameters) {
        StringJoiner terms = new StringJoiner(" AND ");
        int[] columns = shape.keyColumns();
        for (int i = 0; i < columns.length; i++) {
            terms.add(alias + shape.column(columns[i]).quotedName() + " = " + parameters.get(i));
        }
        return terms.toString();
    }

    private static boolean isPlain(List<SqlValue> values) {
        for (SqlValue value : values) {
            if (RowValues.needsCast(value)) {
                return false;
            }
        }
        return true;
    }

    private static List<String> parameters(List<SqlValue> values) {
        return values.stream().map(RowValues::placeholder).toList();
    }

    /** The rows of these changes, in their order; as many as {@link RowLoader#MAX_ROWS}, each another row. */
    List<CurrentRow> loadAll(List<ChangeRun.Waiting> changes) throws SQLException {
        List<List<SqlValue>> keys = new ArrayList<>(changes.size());
        List<byte[]> packedKeys = new ArrayList<>(changes.size());
        for (ChangeRun.Waiting change : changes) {
            if (isPlain(change.key())) {
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
        Map<List<SqlValue>, SqlValue[]> rows = loader.rows(keys);
        Map<ByteBuffer, Register> known = loader.registers(packedKeys);
        for (ChangeRun.Waiting change : changes) {
            current.add(
                    isPlain(change.key())
                            ? current(
                                    change.packedKey(), RowLoader.of(known, change.packedKey()), rows.get(change.key()))
                            : load(change.key()));
        }
        return current;
    }

    /** The row with this key: its state, and where its values are. */
    CurrentRow load(List<SqlValue> key) throws SQLException {
        byte[] packedKey = PackedRow.pack(key);
        PreparedStatement query = statements.prepare(isPlain(key) ? select : selectSql(parameters(key)));
        int next = bindAll(query, 1, key);
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

    private static int bindAll(PreparedStatement statement, int first, List<SqlValue> values) throws SQLException {
        int next = first;
        for (SqlValue value : values) {
            RowValues.bind(statement, next++, value);
        }
        return next;
    }

    /**
     * Why SQLite did not take a row.
     *
     * @param byRival whether another row has one of its unique keys; else the row is refused even alone
     * @param sentence what SQLite said
     */
    record Refusal(boolean byRival, String sentence) {}

    /**
     * Puts a row into its table.
     *
     * @return null when it is there now, else why not
     */
    @Nullable
    Refusal insert(SqlValue[] row) throws SQLException {
        List<SqlValue> values = Arrays.asList(row);
        PreparedStatement write = statements.prepare(isPlain(values) ? insert : insertSql(parameters(values)));
        bindAll(write, 1, values);
        return attempt(write);
    }

    /**
     * Puts rows into their table of which nothing is known here.
     *
     * @return of each row whether it is there now; one that the table does not take, or that is held outside it, is not
     */
    boolean[] insertNew(List<NewRow> rows) throws SQLException {
        boolean[] inserted = new boolean[rows.size()];
        boolean anyParked = !parked.isEmpty();
        for (int start = 0; start < inserted.length; start += StatementCache.BATCH_ROWS) {
            List<Integer> batch = new ArrayList<>(StatementCache.BATCH_ROWS);
            for (int i = start; i < Math.min(inserted.length, start + StatementCache.BATCH_ROWS); i++) {
                boolean isParked = anyParked
                        && parked.find(
                                        shape.table().number(),
                                        rows.get(i).change().packedKey())
                                .isPresent();
                if (!isParked && isPlain(Arrays.asList(rows.get(i).row()))) {
                    batch.add(i);
                }
            }
            insertBatch(rows, batch, inserted);
        }
        return inserted;
    }

    private void insertBatch(List<NewRow> rows, List<Integer> batch, boolean[] inserted) throws SQLException {
        if (batch.isEmpty()) {
            return;
        }
        PreparedStatement write = statements.prepare(insertNew);
        for (int i : batch) {
            bindAll(write, 1, Arrays.asList(rows.get(i).row()));
            write.addBatch();
        }
        statements.prepare("SAVEPOINT coven_batch").executeUpdate();
        try {
            int[] counts = write.executeBatch();
            for (int i = 0; i < counts.length; i++) {
                inserted[batch.get(i)] = counts[i] == 1;
            }
        } catch (SQLiteException failure) {
            // Some row breaks a constraint that is not one of uniqueness, and SQLite does not say which.
            requireRefusal(failure);
            statements.discard(write);
            statements.prepare("ROLLBACK TO coven_batch").executeUpdate();
            for (int i : batch) {
                inserted[i] = insert(rows.get(i).row()) == null;
            }
        }
        statements.prepare("RELEASE coven_batch").executeUpdate();
    }

    /**
     * Changes a row of the table to other values outside its key.
     *
     * @return null when it is done, else why not; nothing changed then
     */
    @Nullable
    Refusal update(SqlValue[] before, SqlValue[] after) throws SQLException {
        BitSet changed = new BitSet(after.length);
        List<SqlValue> values = new ArrayList<>(after.length);
        for (int column : shape.otherColumns()) {
            if (!before[column].equals(after[column])) {
                changed.set(column);
                values.add(after[column]);
            }
        }
        if (values.isEmpty()) {
            return null;
        }
        for (int column : shape.keyColumns()) {
            values.add(before[column]);
        }
        PreparedStatement write =
                statements.prepare(isPlain(values) ? plainUpdateSql(changed) : updateSql(changed, parameters(values)));
        bindAll(write, 1, values);
        return attempt(write);
    }

    private String plainUpdateSql(BitSet changed) {
        if (!changed.equals(updatedColumns)) {
            update = updateSql(changed, Collections.nCopies(changed.cardinality() + shape.keyColumns().length, "?"));
            updatedColumns = changed;
        }
        return update;
    }

    /** The changed columns' parameters come first, then those of the key. */
    private String updateSql(BitSet changed, List<String> parameters) {
        StringJoiner assignments = new StringJoiner(", ");
        int next = 0;
        for (int column = changed.nextSetBit(0); column >= 0; column = changed.nextSetBit(column + 1)) {
            assignments.add(shape.column(column).quotedName() + " = " + parameters.get(next++));
        }
        return "UPDATE OR ABORT %s SET %s WHERE %s"
                .formatted(
                        shape.table().quotedName(),
                        assignments,
                        keyEquals("", parameters.subList(next, parameters.size())));
    }

    /** Takes a row out of its table. */
    void delete(List<SqlValue> key) throws SQLException {
        PreparedStatement write = statements.prepare(isPlain(key) ? delete : deleteSql(parameters(key)));
        bindAll(write, 1, key);
        write.executeUpdate();
    }

    private @Nullable Refusal attempt(PreparedStatement write) throws SQLException {
        try {
            return write.executeUpdate() == 0 ? new Refusal(false, "a trigger of the database ignored the row") : null;
        } catch (SQLiteException failure) {
            if (requireRefusal(failure) != SQLiteErrorCode.SQLITE_CONSTRAINT.code) {
                statements.discard(write);
            }
            String message = failure.getMessage();
            return new Refusal(
                    RIVALRIES.contains(failure.getResultCode()),
                    message == null ? failure.getResultCode().name() : message);
        }
    }

    /** The code of a failure that is the row's fault; throws any other. */
    private static int requireRefusal(SQLiteException failure) throws SQLiteException {
        int code = failure.getResultCode().code & PRIMARY_CODE_MASK;
        if (!REFUSALS.contains(code)) {
            throw failure;
        }
        return code;
    }
}
