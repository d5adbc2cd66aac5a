package dev.coven.engine.capture;

import dev.coven.engine.schema.RegisteredTable;
import dev.coven.engine.schema.SchemaException;
import dev.coven.engine.schema.SchemaInspector;
import dev.coven.engine.schema.SqlNames;
import dev.coven.engine.schema.SqlToken;
import dev.coven.engine.schema.SqlTokens;
import dev.coven.engine.schema.SyncedColumn;
import dev.coven.engine.schema.SyncedTable;
import dev.coven.engine.schema.TableRegistry;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Fits capture to a table whose schema the host changed. The caller owns the transaction.
 *
 * <p>What is recorded stays. A column that did not exist when a row was recorded had its DEFAULT in every row when it came,
 * so that is what the record then says.
 */
public final class CaptureRebuild {
    /** What was found. */
    public enum Outcome {
        /** The triggers were there all the time; nothing was missed. */
        COMPLETE,
        /**
         * The triggers were gone, as when a migration copies a table, drops it and renames the copy: what was written until
         * now was not recorded.
         */
        AFTER_GAP
    }

    /**
     * A rebuilt table.
     *
     * @param table as its schema stands now
     * @param outcome whether writes may have been missed
     */
    public record Result(SyncedTable table, Outcome outcome) {}

    private final Connection connection;
    private final RegisteredTable registered;
    private final @Nullable String deleteTrigger;

    private CaptureRebuild(Connection connection, RegisteredTable registered) throws SQLException {
        this.connection = connection;
        this.registered = registered;
        this.deleteTrigger = CaptureTables.triggers(connection, registered.number())
                .get(CaptureTriggers.deleteTriggerName(registered.number()));
    }

    /**
     * Rebuilds the log and the triggers of a table, and registers its schema as it is now. Added columns, renamed columns, a
     * renamed table and changed indexes are taken in.
     *
     * @throws CaptureException when the table is gone, or one of its columns is or stands elsewhere, or its key changed; nothing is
     *     done then
     */
    public static Result rebuild(Connection connection, RegisteredTable registered)
            throws SQLException, CaptureException {
        CaptureRebuild rebuild = new CaptureRebuild(connection, registered);
        SyncedTable table = rebuild.table();
        rebuild.checkPlaces(table);
        rebuild.checkKey(table);
        rebuild.rebuildLog(table);
        TableRegistry.register(connection, table, registered.policy());
        return new Result(table, rebuild.deleteTrigger == null ? Outcome.AFTER_GAP : Outcome.COMPLETE);
    }

    /** The trigger follows its table through a RENAME. */
    private SyncedTable table() throws SQLException, CaptureException {
        String name = registered.name();
        String sql = "SELECT tbl_name FROM sqlite_schema WHERE type = 'trigger' AND name = ?";
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, CaptureTriggers.deleteTriggerName(registered.number()));
            try (ResultSet rows = statement.executeQuery()) {
                if (rows.next()) {
                    name = rows.getString(1);
                }
            }
        }
        try {
            return SchemaInspector.inspect(connection, List.of(name))
                    .get(0)
                    .registeredAs(registered.number(), formerNames(name));
        } catch (SchemaException gone) {
            throw new CaptureException("The synced table " + SqlNames.quote(name)
                    + " is gone; create it again as it was, or start a new library without it.");
        }
    }

    /** A name that it has again is none of its former ones. */
    private List<String> formerNames(String name) {
        List<String> names = new ArrayList<>();
        if (!registered.name().equals(name)) {
            names.add(registered.name());
        }
        registered.formerNames().stream()
                .filter(former -> !former.equals(name) && !names.contains(former))
                .forEach(names::add);
        return names.subList(0, Math.min(names.size(), SyncedTable.MAX_FORMER_NAMES));
    }

    /** Changesets and what is kept of rows tell columns by their places: each must stand where it stood. */
    private void checkPlaces(SyncedTable table) throws CaptureException {
        List<String> renamed = deleteTrigger == null ? List.of() : oldRowColumns(deleteTrigger);
        List<String> now = table.columnNames();
        for (int column = 0; column < registered.columns().size(); column++) {
            String name = column < renamed.size()
                    ? renamed.get(column)
                    : registered.columns().get(column).name();
            int place = IntStream.range(0, now.size())
                    .filter(at -> SqlNames.same(now.get(at), name))
                    .findFirst()
                    .orElse(-1);
            if (place < 0) {
                throw new CaptureException("Column " + SqlNames.quote(name) + " of the synced table "
                        + table.quotedName()
                        + " is gone, but other devices still write it; add it again, or start a new"
                        + " library with the new schema.");
            }
            if (place != column) {
                throw new CaptureException("Column " + SqlNames.quote(name) + " of the synced table "
                        + table.quotedName() + " is at another place than before, where on other devices another column"
                        + " is; put the columns in their former order again, and new ones behind them.");
            }
        }
    }

    /** SQLite renames columns inside the trigger, which lists them in the log's order. */
    private static List<String> oldRowColumns(String triggerSql) {
        List<SqlToken> tokens = SqlTokens.of(triggerSql);
        List<String> names = new ArrayList<>();
        for (int at = 2; at < tokens.size(); at++) {
            if (tokens.get(at - 2).isWord("OLD") && tokens.get(at - 1).isSymbol('.')) {
                names.add(tokens.get(at).text());
            }
        }
        return names;
    }

    private void checkKey(SyncedTable table) throws CaptureException {
        long keyColumns = table.keyColumns().size();
        for (int column = 0; column < registered.columns().size(); column++) {
            int key = registered.columns().get(column).key();
            if (key != table.columns().get(column).keyOrdinal()) {
                throw keyChanged(table);
            }
            keyColumns -= key > 0 ? 1 : 0;
        }
        if (keyColumns != 0) {
            throw keyChanged(table);
        }
    }

    private static CaptureException keyChanged(SyncedTable table) {
        return new CaptureException("The primary key of the synced table " + table.quotedName()
                + " changed, so its rows can no longer be told apart as on other devices; restore the key, or start a new"
                + " library with the new schema.");
    }

    /** Through a temporary copy: renaming a table would make SQLite check the host's whole schema. */
    private void rebuildLog(SyncedTable table) throws SQLException {
        CaptureLog log = new CaptureLog(table);
        try (Statement statement = connection.createStatement()) {
            statement.execute("DROP TABLE IF EXISTS temp.coven_kept_log");
            boolean kept = CaptureTables.logColumns(connection, table.number()) > 0;
            if (kept) {
                statement.execute("CREATE TEMP TABLE coven_kept_log AS SELECT * FROM main." + log.quotedName());
            }
            CaptureTables.drop(connection, table.number());
            CaptureTables.create(connection, table);
            if (kept) {
                createDefaults(statement, table);
                statement.execute("INSERT INTO main." + log.quotedName() + "(seq, existed, touched, " + log.columns()
                        + ") SELECT seq, existed, touched, " + recorded(table)
                        + " FROM temp.coven_kept_log, temp.coven_default");
                statement.execute("DROP TABLE temp.coven_default");
                statement.execute("DROP TABLE temp.coven_kept_log");
            }
        }
    }

    /** One row with the default of every column, as a column of that affinity stores it. */
    private static void createDefaults(Statement statement, SyncedTable table) throws SQLException {
        List<SyncedColumn> columns = table.columns();
        statement.execute("DROP TABLE IF EXISTS temp.coven_default");
        statement.execute("CREATE TEMP TABLE coven_default("
                + IntStream.range(0, columns.size())
                        .mapToObj(at -> "d" + at + " " + columns.get(at).affinity())
                        .collect(Collectors.joining(", "))
                + ")");
        statement.execute("INSERT INTO temp.coven_default VALUES("
                + columns.stream()
                        .map(column -> column.defaultSql() == null ? "NULL" : column.defaultSql())
                        .collect(Collectors.joining(", "))
                + ")");
    }

    private String recorded(SyncedTable table) {
        int before = registered.columns().size();
        List<String> values = new ArrayList<>();
        for (int column = 0; column < table.columns().size(); column++) {
            values.add(column < before ? CaptureLog.column(column) : "CASE WHEN existed THEN d" + column + " END");
        }
        return String.join(", ", values);
    }
}
