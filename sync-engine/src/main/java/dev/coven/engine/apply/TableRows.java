package dev.coven.engine.apply;

import dev.coven.engine.apply.NewRows.NewRow;
import dev.coven.engine.capture.TriggerSilence;
import dev.coven.engine.database.ParkedTable;
import dev.coven.engine.database.ParkedTable.Kind;
import dev.coven.engine.database.RowRefusals;
import dev.coven.engine.database.StatementCache;
import dev.coven.engine.schema.SyncedTable.Trait;
import dev.coven.spi.row.SqlValue;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/** Writes rows of one synced table, by key. */
final class TableRows {
    private static final Set<SQLiteErrorCode> RIVALRIES = Set.of(
            SQLiteErrorCode.SQLITE_CONSTRAINT_UNIQUE,
            SQLiteErrorCode.SQLITE_CONSTRAINT_PRIMARYKEY,
            SQLiteErrorCode.SQLITE_CONSTRAINT_ROWID);

    private static final Refusal IGNORED = new Refusal(false, "a trigger of the database ignored the row");

    private final TableShape shape;
    private final ParkedTable parked;
    private final StatementCache statements;
    private final Connection connection;
    /**
     * What keeps a constraint's own ON CONFLICT from replacing or ignoring rows. Only where there is one: SQLite hands it on to
     * what triggers write, where an INSERT OR IGNORE would then fail.
     */
    private final String orAbort;

    private final String insert;
    private final String insertNew;
    private final String delete;
    /** The columns that the last update changed, and its SQL: updates that follow one another often change the same. */
    private BitSet updatedColumns = new BitSet();

    private int updateParameters;

    private String update = "";

    TableRows(TableShape shape, ParkedTable parked, StatementCache statements, Connection connection) {
        this.shape = shape;
        this.connection = connection;
        this.orAbort = shape.table().traits().contains(Trait.CONFLICT_CLAUSE) ? "OR ABORT " : "";
        this.parked = parked;
        this.statements = statements;
        List<String> plainKey = Collections.nCopies(shape.keyColumns().length, "?");
        this.insert = insertSql(Collections.nCopies(shape.width(), "?"));
        this.insertNew = insert + " ON CONFLICT DO NOTHING";
        this.delete = deleteSql(plainKey);
    }

    private String insertSql(List<String> parameters) {
        return "INSERT %sINTO %s(%s) VALUES (%s)"
                .formatted(
                        orAbort,
                        shape.table().quotedName(),
                        shape.table().columnsSql(""),
                        String.join(", ", parameters));
    }

    private String deleteSql(List<String> keyParameters) {
        return "DELETE FROM %s WHERE %s"
                .formatted(shape.table().quotedName(), RowSql.keyEquals(shape, "", keyParameters));
    }

    /**
     * Why SQLite did not take a row.
     *
     * @param byRival whether another row has one of its unique keys; else the row is refused even alone
     * @param sentence what SQLite said
     */
    record Refusal(boolean byRival, String sentence) {
        /** As what the row waits outside its table. */
        Kind kind() {
            return byRival ? Kind.CONTESTED : Kind.REFUSED;
        }
    }

    /**
     * Puts a row into its table.
     *
     * @return null when it is there now, else why not
     */
    @Nullable
    Refusal insert(SqlValue[] row) throws SQLException {
        List<SqlValue> values = Arrays.asList(row);
        PreparedStatement write =
                statements.prepare(RowSql.isPlain(values) ? insert : insertSql(RowSql.parameters(values)));
        RowSql.bindAll(write, 1, values);
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
                if (!isParked && RowSql.isPlain(Arrays.asList(rows.get(i).row()))) {
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
            RowSql.bindAll(write, 1, Arrays.asList(rows.get(i).row()));
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
            RowRefusals.require(failure);
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
     * @param rowid the row's number where it was read, which finds it faster than its key; may be null
     * @return null when it is done, else why not; nothing changed then
     */
    @Nullable
    Refusal update(SqlValue[] before, SqlValue[] after, @Nullable Long rowid) throws SQLException {
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
        if (rowid != null) {
            values.add(SqlValue.of(rowid));
        }
        PreparedStatement write = statements.prepare(
                RowSql.isPlain(values)
                        ? plainUpdateSql(changed, values.size())
                        : updateSql(changed, RowSql.parameters(values)));
        RowSql.bindAll(write, 1, values);
        Refusal refusal = attempt(write);
        // Where a trigger has given the row another number since, its key still finds it.
        return IGNORED.equals(refusal) && rowid != null ? update(before, after, null) : refusal;
    }

    /**
     * Changes a row that was taken as it is written to what the table is to show of it. A trigger that does not let it is not
     * asked again: what the row refers to came or went elsewhere.
     *
     * @return null when it is done, else why not; nothing changed then
     */
    @Nullable
    Refusal show(SqlValue[] before, SqlValue[] after, @Nullable Long rowid) throws SQLException {
        Refusal refusal = update(before, after, rowid);
        return refusal == null
                ? null
                : TriggerSilence.withoutTriggersOf(
                                shape.table(), connection, () -> Optional.ofNullable(update(before, after, rowid)))
                        .orElse(null);
    }

    private String plainUpdateSql(BitSet changed, int parameters) {
        if (!changed.equals(updatedColumns) || parameters != updateParameters) {
            update = updateSql(changed, Collections.nCopies(parameters, "?"));
            updateParameters = parameters;
            updatedColumns = changed;
        }
        return update;
    }

    /** The changed columns' parameters come first, then those of the key, then, if there is one more, the row's number. */
    private String updateSql(BitSet changed, List<String> parameters) {
        StringJoiner assignments = new StringJoiner(", ");
        int next = 0;
        for (int column = changed.nextSetBit(0); column >= 0; column = changed.nextSetBit(column + 1)) {
            assignments.add(shape.column(column).quotedName() + " = " + parameters.get(next++));
        }
        int end = next + shape.keyColumns().length;
        String key = RowSql.keyEquals(shape, "", parameters.subList(next, end));
        return "UPDATE %s%s SET %s WHERE %s"
                .formatted(
                        orAbort,
                        shape.table().quotedName(),
                        assignments,
                        end == parameters.size() ? key : key + " AND " + shape.rowid() + " = ?");
    }

    /** Takes a row out of its table. A trigger that does not let it go is not asked again: the row went elsewhere. */
    void delete(List<SqlValue> key) throws SQLException {
        if (attemptDelete(key) != null) {
            TriggerSilence.withoutTriggersOf(shape.table(), connection, () -> Optional.ofNullable(attemptDelete(key)));
        }
    }

    private @Nullable Refusal attemptDelete(List<SqlValue> key) throws SQLException {
        PreparedStatement write = statements.prepare(RowSql.isPlain(key) ? delete : deleteSql(RowSql.parameters(key)));
        RowSql.bindAll(write, 1, key);
        return attempt(write);
    }

    private @Nullable Refusal attempt(PreparedStatement write) throws SQLException {
        try {
            return write.executeUpdate() == 0 ? IGNORED : null;
        } catch (SQLiteException failure) {
            if (RowRefusals.require(failure) != SQLiteErrorCode.SQLITE_CONSTRAINT) {
                statements.discard(write);
            }
            return new Refusal(RIVALRIES.contains(failure.getResultCode()), RowRefusals.sentence(failure));
        }
    }
}
