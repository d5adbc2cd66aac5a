package dev.coven.engine.capture;

import dev.coven.engine.changeset.Change;
import dev.coven.engine.changeset.ChangesetTable;
import dev.coven.engine.schema.SqlNames;
import dev.coven.engine.schema.SyncedTable;
import dev.coven.spi.row.SqlValue;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Turns the capture logs into the net change of each row. The caller owns the transaction. */
public final class CaptureReader {
    private CaptureReader() {}

    /**
     * Gives every row's net change since the last drain to the receiver, then empties the logs.
     *
     * <p>Tables come in the order given, rows of a table in ascending order of their keys under the keys' collations. A row that came is an INSERT, one that went a DELETE, one that differs in any value or storage class an
     * UPDATE of the columns that differ; a row that is what it was gives nothing. A row whose key is now another, if only by
     * letter case, gives a DELETE and an INSERT, in the order of the two keys; where SQLite takes the two keys for equal, the
     * DELETE comes first.
     *
     * <p>One row at a time is held in memory; SQLite sorts, on disk when there is much.
     */
    public static void drain(Connection connection, List<SyncedTable> tables, CapturedChanges receiver)
            throws SQLException, IOException {
        for (SyncedTable table : tables) {
            if (hasEntries(connection, table.number())) {
                read(connection, table, receiver);
                try (Statement statement = connection.createStatement()) {
                    statement.execute("DELETE FROM " + new CaptureLog(table).quotedName());
                }
            }
        }
    }

    /** Whether anything was captured, for any registered table, since the last drain. */
    public static boolean hasEntries(Connection connection) throws SQLException {
        List<Integer> numbers = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement("SELECT n FROM coven_table");
                ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                numbers.add(rows.getInt(1));
            }
        }
        for (int number : numbers) {
            if (hasEntries(connection, number)) {
                return true;
            }
        }
        return false;
    }

    private static boolean hasEntries(Connection connection, int number) throws SQLException {
        String sql = "SELECT 1 FROM " + SqlNames.quote(CaptureLog.name(number)) + " LIMIT 1";
        try (PreparedStatement statement = connection.prepareStatement(sql);
                ResultSet rows = statement.executeQuery()) {
            return rows.next();
        }
    }

    private static void read(Connection connection, SyncedTable table, CapturedChanges receiver)
            throws SQLException, IOException {
        NetChangeQuery query = new NetChangeQuery(table);
        try (PreparedStatement statement = connection.prepareStatement(query.sql());
                ResultSet rows = statement.executeQuery()) {
            ChangesetTable header = table.changesetTable();
            while (rows.next()) {
                @Nullable Change change = change(rows, query, header);
                if (change != null) {
                    receiver.change(table, change, rows.getLong(NetChangeQuery.TOUCHED));
                }
            }
        }
    }

    private static @Nullable Change change(ResultSet rows, NetChangeQuery query, ChangesetTable table)
            throws SQLException {
        boolean existed = rows.getInt(NetChangeQuery.EXISTED) != 0;
        boolean exists = rows.getInt(NetChangeQuery.EXISTS) != 0;
        if (existed && exists) {
            return update(rows, query, table);
        }
        List<SqlValue> row = new ArrayList<>(table.columnCount());
        for (int column = 0; column < table.columnCount(); column++) {
            row.add(existed ? query.before(rows, column) : query.after(rows, column));
        }
        return existed ? Change.delete(table, row) : Change.insert(table, row);
    }

    private static @Nullable Change update(ResultSet rows, NetChangeQuery query, ChangesetTable table)
            throws SQLException {
        if (!query.anyDiffers(rows)) {
            return null;
        }
        List<@Nullable SqlValue> before = new ArrayList<>(table.columnCount());
        List<@Nullable SqlValue> after = new ArrayList<>(table.columnCount());
        for (int column = 0; column < table.columnCount(); column++) {
            boolean differs = query.differs(rows, column);
            before.add(differs || table.isKey(column) ? query.before(rows, column) : null);
            after.add(differs ? query.after(rows, column) : null);
        }
        return Change.update(table, before, after);
    }
}
