package dev.coven.engine.capture;

import dev.coven.engine.changeset.Change;
import dev.coven.engine.schema.SqlNames;
import dev.coven.engine.schema.SyncedTable;
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
                ResultSet result = statement.executeQuery()) {
            NetChangeRows rows = new NetChangeRows(query, result, table.changesetTable());
            while (rows.next()) {
                @Nullable Change change = rows.change();
                if (change != null) {
                    receiver.change(table, change, rows.touchedMillis());
                }
            }
        }
    }
}
