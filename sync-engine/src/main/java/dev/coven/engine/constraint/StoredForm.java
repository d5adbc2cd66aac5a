package dev.coven.engine.constraint;

import dev.coven.engine.capture.RowValues;
import dev.coven.engine.changeset.Change;
import dev.coven.engine.changeset.ChangeKind;
import dev.coven.engine.schema.Affinity;
import dev.coven.engine.schema.SyncedColumn;
import dev.coven.engine.schema.SyncedTable;
import dev.coven.spi.row.SqlValue;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Values as the columns of this database store them: SQLite turns the text {@code '1'} into the integer 1 where the column
 * prefers integers.
 *
 * <p>A captured value has that form already. One that was written by other software, or before the column had its present
 * type, takes it before it is merged. Otherwise the merge would hold a row under a key that its table does not know, and
 * copies would differ by the order in which changesets reached them. The rare value that may need it is shown to SQLite
 * itself, in a database in memory.
 */
public final class StoredForm {
    private final MemoryDatabase memory;
    private boolean created;

    /** Values are shown to SQLite in this database. */
    StoredForm(MemoryDatabase memory) {
        this.memory = memory;
    }

    /** A change with every value in the form in which the table stores it. */
    public Change of(SyncedTable table, Change change) throws SQLException {
        int columns = change.table().columnCount();
        boolean same = true;
        for (int i = 0; i < columns && same; i++) {
            SyncedColumn column = table.columns().get(i);
            same = isStored(column, change.before(i)) && isStored(column, change.after(i));
        }
        if (same) {
            return change;
        }
        List<@Nullable SqlValue> before = new ArrayList<>(columns);
        List<@Nullable SqlValue> after = new ArrayList<>(columns);
        for (int i = 0; i < columns; i++) {
            SyncedColumn column = table.columns().get(i);
            SqlValue old = change.before(i);
            SqlValue written = change.after(i);
            before.add(old == null ? null : of(column, old));
            after.add(written == null ? null : of(column, written));
        }
        Change stored = change.kind() == ChangeKind.UPDATE
                ? Change.update(change.table(), before, after)
                : wholeRow(change, change.kind() == ChangeKind.INSERT ? after : before);
        return stored.withIndirection(change.indirection());
    }

    private static Change wholeRow(Change change, List<@Nullable SqlValue> values) {
        List<SqlValue> row = new ArrayList<>(values.size());
        for (SqlValue value : values) {
            row.add(value == null ? SqlValue.NULL : value);
        }
        return change.kind() == ChangeKind.INSERT
                ? Change.insert(change.table(), row)
                : Change.delete(change.table(), row);
    }

    /** A value as a column stores it; the same object when it stays as it is. */
    public SqlValue of(SyncedColumn column, SqlValue value) throws SQLException {
        return of(column.affinity(), value);
    }

    /** A value as a column with this affinity stores it; the same object when it stays as it is. */
    SqlValue of(Affinity affinity, SqlValue value) throws SQLException {
        return staysAsItIs(affinity, value) ? value : convert(affinity, value);
    }

    private static boolean isStored(SyncedColumn column, @Nullable SqlValue value) {
        return value == null || staysAsItIs(column.affinity(), value);
    }

    /** Whether a value is surely stored as it is; most are. */
    private static boolean staysAsItIs(Affinity affinity, SqlValue value) {
        if (value instanceof SqlValue.Null || value instanceof SqlValue.Blob) {
            return true;
        }
        return switch (affinity) {
            case BLOB -> !isNegativeZero(value);
            case TEXT -> value instanceof SqlValue.Text;
            case REAL -> value instanceof SqlValue.Real && !isNegativeZero(value);
            case INTEGER, NUMERIC -> value instanceof SqlValue.Int || isFraction(value) || isNoNumber(value);
        };
    }

    private static boolean isNegativeZero(SqlValue value) {
        return value instanceof SqlValue.Real real && real.value() == 0 && 1 / real.value() < 0;
    }

    private static boolean isFraction(SqlValue value) {
        return value instanceof SqlValue.Real real && real.value() != Math.rint(real.value());
    }

    /** Whether a text surely reads as no number: a date, which columns declared DATETIME hold, or words. */
    private static boolean isNoNumber(SqlValue value) {
        if (!(value instanceof SqlValue.Text text)) {
            return false;
        }
        String characters = text.string();
        for (int i = 0; i < characters.length(); i++) {
            char c = characters.charAt(i);
            if (c == 0) {
                // SQLite reads a number no further.
                return false;
            }
            boolean isSign = c == '-' || c == '+';
            if (isSign && i > 0 && Character.isDigit(characters.charAt(i - 1))) {
                return true;
            }
            if (c > ' ' && !isSign && (c < '0' || c > '9') && c != '.' && c != 'e' && c != 'E') {
                return true;
            }
        }
        return false;
    }

    private SqlValue convert(Affinity affinity, SqlValue value) throws SQLException {
        Connection open = connection();
        String column = affinity.name().toLowerCase(Locale.ROOT);
        try (PreparedStatement insert =
                open.prepareStatement("INSERT OR REPLACE INTO coven_form(slot, \"%s\") VALUES (1, %s)"
                        .formatted(column, RowValues.placeholder(value)))) {
            RowValues.bind(insert, 1, value);
            insert.executeUpdate();
        }
        try (PreparedStatement query = open.prepareStatement("SELECT \"%s\" FROM coven_form".formatted(column));
                ResultSet rows = query.executeQuery()) {
            rows.next();
            SqlValue stored = RowValues.read(rows, 1);
            return stored.equals(value) ? value : stored;
        }
    }

    private Connection connection() throws SQLException {
        Connection open = memory.connection();
        if (!created) {
            try (Statement statement = open.createStatement()) {
                statement.execute("CREATE TABLE coven_form(slot INTEGER PRIMARY KEY,"
                        + " \"integer\" INTEGER, \"text\" TEXT, \"blob\" BLOB, \"real\" REAL, \"numeric\" NUMERIC)");
            }
            created = true;
        }
        return open;
    }
}
