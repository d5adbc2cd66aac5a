package dev.coven.engine.capture;

import dev.coven.engine.schema.SqlNames;
import dev.coven.engine.schema.SqlToken;
import dev.coven.engine.schema.SqlTokens;
import dev.coven.engine.schema.SyncedTable;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The log and the triggers of each synced table: creates, verifies and drops them. The caller owns the transaction. */
public final class CaptureTables {
    private CaptureTables() {}

    /** Creates the log and the triggers of a table that has none. */
    public static void create(Connection connection, SyncedTable table) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(new CaptureLog(table).createSql());
            for (String sql : CaptureTriggers.sql(table).values()) {
                statement.execute(sql);
            }
        }
    }

    /** Drops the log and the triggers that a number stands for, as far as they are there. */
    public static void drop(Connection connection, int number) throws SQLException {
        List<String> names = List.copyOf(triggers(connection, number).keySet());
        try (Statement statement = connection.createStatement()) {
            for (String name : names) {
                statement.execute("DROP TRIGGER main." + SqlNames.quote(name));
            }
            statement.execute("DROP TABLE IF EXISTS main." + SqlNames.quote(CaptureLog.name(number)));
        }
    }

    /** Whether the log and all the triggers of a table are there and say what they would say if created now. */
    public static boolean isIntact(Connection connection, SyncedTable table) throws SQLException {
        Map<String, String> found = triggers(connection, table.number());
        Map<String, String> expected = CaptureTriggers.sql(table);
        if (!found.keySet().equals(expected.keySet())) {
            return false;
        }
        for (Map.Entry<String, String> trigger : expected.entrySet()) {
            if (!sameTokens(trigger.getValue(), found.getOrDefault(trigger.getKey(), ""))) {
                return false;
            }
        }
        return logColumns(connection, table.number()) == table.columns().size() + CaptureLog.FIXED_COLUMNS;
    }

    /** The SQL of the capture triggers that are there, by name. */
    static Map<String, String> triggers(Connection connection, int number) throws SQLException {
        Map<String, String> triggers = new LinkedHashMap<>();
        String sql = "SELECT name, sql FROM sqlite_schema WHERE type = 'trigger' ORDER BY rowid";
        try (PreparedStatement statement = connection.prepareStatement(sql);
                ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                if (rows.getString(1).startsWith(CaptureTriggers.namePrefix(number))) {
                    triggers.put(rows.getString(1), rows.getString(2));
                }
            }
        }
        return triggers;
    }

    /** How many columns a log has; 0 when there is none. */
    static int logColumns(Connection connection, int number) throws SQLException {
        String sql = "SELECT count(*) FROM pragma_table_info(?, 'main')";
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, CaptureLog.name(number));
            try (ResultSet rows = statement.executeQuery()) {
                return rows.next() ? rows.getInt(1) : 0;
            }
        }
    }

    /** SQLite rewrites triggers when something is renamed, so white space does not count. */
    private static boolean sameTokens(String expected, String found) {
        List<SqlToken> left = SqlTokens.of(expected);
        List<SqlToken> right = SqlTokens.of(found);
        if (left.size() != right.size()) {
            return false;
        }
        for (int at = 0; at < left.size(); at++) {
            if (!left.get(at).sameAs(right.get(at))) {
                return false;
            }
        }
        return true;
    }
}
