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
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/** Reads rows of one synced table by key: their merged state, and where their values are. */
final class RowReader {
    /** How many rows are read at once: more make it no faster. */
    static final int MAX_ROWS = 100;

    /** Below this, reading rows together costs more than one by one. */
    private static final int MIN_ROWS_TOGETHER = 20;

    /** The place in a loaded row of its register, after its number among the rows that were asked for. */
    private static final int REGISTER = 2;

    /** The place in a loaded row that says whether the table has it. */
    private static final int PRESENT = REGISTER + RegisterTable.SELECTED;

    /** The place in a loaded row of its number; storage classes and values of the columns outside the key follow. */
    private static final int ROWID = PRESENT + 1;

    private final TableShape shape;
    private final RegisterTable registers;
    private final ParkedTable parked;
    private final StatementCache statements;
    private final TableConstraints constraints;
    private final boolean readsNull;
    private final String selectOne;
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
        List<String> plainKey = Collections.nCopies(shape.keyColumns().length, "?");
        this.selectOne = selectSql(1, plainKey);
        this.selectMany = selectSql(MAX_ROWS, plainKey);
    }

    /** Asks for rows by number, packed key, and key; the parameters are those of a key. */
    private String selectSql(int rows, List<String> keyParameters) {
        StringJoiner asked = new StringJoiner(", ");
        for (int i = 0; i < rows; i++) {
            asked.add("(" + i + ", ?, " + String.join(", ", keyParameters) + ")");
        }
        StringJoiner sameKey = new StringJoiner(" AND ");
        int[] key = shape.keyColumns();
        for (int i = 0; i < key.length; i++) {
            // SQLite's equality may find another row: one whose key is equal under a collation, or 1 for 1.0.
            String sought = "k.column" + (i + 3);
            sameKey.add(shape.column(key[i]).equalsInKey("t.", sought))
                    .add("typeof(t.%1$s) = typeof(%2$s) AND t.%1$s = %2$s COLLATE BINARY"
                            .formatted(shape.column(key[i]).quotedName(), sought));
        }
        StringJoiner values = new StringJoiner(", ");
        values.add("t.%s IS NOT NULL".formatted(shape.column(key[0]).quotedName()));
        values.add(shape.rowid() == null ? "NULL" : "t." + shape.rowid());
        List<String> others = new ArrayList<>();
        for (int column : shape.otherColumns()) {
            others.add("t." + shape.column(column).quotedName());
        }
        RowValues.typesSql(others).forEach(values::add);
        others.forEach(values::add);
        return "SELECT k.column1, %s, %s FROM (VALUES %s) k LEFT JOIN %s t ON %s LEFT JOIN %s r ON r.key = k.column2"
                .formatted(
                        RegisterTable.selected(),
                        values,
                        asked,
                        shape.table().quotedName(),
                        sameKey,
                        RegisterTable.nameOf(shape.table().number()));
    }

    /** The rows of these changes, in their order; as many as {@link #MAX_ROWS}, each another row. */
    List<CurrentRow> loadAll(List<StampedChange> changes) throws SQLException {
        boolean together = changes.size() >= MIN_ROWS_TOGETHER;
        for (StampedChange change : changes) {
            together &= RowSql.isPlain(change.key());
        }
        if (together) {
            return loadTogether(changes);
        }
        List<CurrentRow> current = new ArrayList<>(changes.size());
        for (StampedChange change : changes) {
            current.add(load(change.key()));
        }
        return current;
    }

    private List<CurrentRow> loadTogether(List<StampedChange> changes) throws SQLException {
        PreparedStatement query = statements.prepare(selectMany);
        int parameter = 1;
        for (int i = 0; i < MAX_ROWS; i++) {
            StampedChange change = changes.get(Math.min(i, changes.size() - 1));
            query.setBytes(parameter, change.packedKey());
            parameter = RowSql.bindAll(query, parameter + 1, change.key());
        }
        List<Loaded> loaded = new ArrayList<>(changes.size());
        try (ResultSet rows = query.executeQuery()) {
            while (loaded.size() < changes.size() && rows.next()) {
                loaded.add(readLoaded(rows, changes.get(rows.getInt(1)).key()));
            }
        }
        List<CurrentRow> current = new ArrayList<>(changes.size());
        for (int i = 0; i < loaded.size(); i++) {
            current.add(current(changes.get(i).packedKey(), loaded.get(i)));
        }
        return current;
    }

    /** The row with this key: its state, and where its values are. */
    CurrentRow load(List<SqlValue> key) throws SQLException {
        byte[] packedKey = PackedRow.pack(key);
        PreparedStatement query =
                statements.prepare(RowSql.isPlain(key) ? selectOne : selectSql(1, RowSql.parameters(key)));
        query.setBytes(1, packedKey);
        RowSql.bindAll(query, 2, key);
        Loaded loaded;
        try (ResultSet rows = query.executeQuery()) {
            rows.next();
            loaded = readLoaded(rows, key);
        }
        return current(packedKey, loaded);
    }

    /** What a query has found of a row: its register, and its values if it is in its table. */
    private record Loaded(
            @Nullable Register register,
            SqlValue @Nullable [] visible,
            @Nullable Long rowid) {}

    private Loaded readLoaded(ResultSet rows, List<SqlValue> key) throws SQLException {
        Register register =
                registers.read(rows, REGISTER, shape.lattice().layout().cellCount());
        if (rows.getInt(PRESENT) == 0) {
            return new Loaded(register, null, null);
        }
        return new Loaded(register, readVisible(rows, key), shape.rowid() == null ? null : rows.getLong(ROWID));
    }

    private SqlValue[] readVisible(ResultSet rows, List<SqlValue> key) throws SQLException {
        SqlValue[] row = new SqlValue[shape.width()];
        int[] keyColumns = shape.keyColumns();
        for (int i = 0; i < keyColumns.length; i++) {
            row[keyColumns[i]] = key.get(i);
        }
        int[] others = shape.otherColumns();
        int first = ROWID + 1 + (others.length + RowValues.TYPES_PER_INTEGER - 1) / RowValues.TYPES_PER_INTEGER;
        long types = 0;
        for (int i = 0; i < others.length; i++) {
            int slot = i % RowValues.TYPES_PER_INTEGER;
            types = slot == 0 ? rows.getLong(ROWID + 1 + i / RowValues.TYPES_PER_INTEGER) : types;
            row[others[i]] = RowValues.read(rows, first + i, types, slot);
        }
        return row;
    }

    private CurrentRow current(byte[] packedKey, Loaded loaded) throws SQLException {
        Register register = loaded.register();
        SqlValue[] visible = loaded.visible();
        int cells = shape.lattice().layout().cellCount();
        if (visible != null) {
            Register known = register == null ? Register.baseline(cells) : register;
            if (!readsNull || !constraints.waiting().hasAny(ParkedTable.Kind.NULLED)) {
                return new CurrentRow(state(known, shape.othersOf(visible)), visible, loaded.rowid(), null, register);
            }
            ParkedTable.@Nullable Entry nulled =
                    parked.find(shape.table().number(), packedKey).orElse(null);
            return new CurrentRow(state(known, trueValues(visible, nulled)), visible, loaded.rowid(), nulled, register);
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
            return new CurrentRow(state(known, values), null, null, entry.get(), register);
        }
        RowState unknown = RowState.unknown(shape.lattice().layout());
        if (register == null) {
            return new CurrentRow(unknown, null, null, null, null);
        }
        RowState state = new RowState(
                register.birth(),
                register.death(),
                new @Nullable Hlc[cells],
                new @Nullable SqlValue[shape.otherColumns().length]);
        return new CurrentRow(state, null, null, null, register);
    }

    /** What a visible row holds, with the columns that read NULL as they were written. */
    @Nullable
    SqlValue[] trueValues(SqlValue[] visible, ParkedTable.@Nullable Entry nulled) {
        @Nullable SqlValue[] values = shape.othersOf(visible);
        HiddenValues.reveal(nulled, values, i -> true);
        return values;
    }

    private static RowState state(Register register, @Nullable SqlValue[] values) {
        return new RowState(register.birth(), register.death(), register.stamps(), values);
    }
}
