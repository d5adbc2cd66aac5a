package dev.coven.engine.capture;

import dev.coven.engine.changeset.Change;
import dev.coven.engine.schema.RegisteredTable;
import dev.coven.engine.schema.SchemaException;
import dev.coven.engine.schema.SchemaInspector;
import dev.coven.engine.schema.SyncedColumn;
import dev.coven.engine.schema.SyncedTable;
import dev.coven.engine.schema.TableRegistry;
import dev.coven.spi.row.SqlValue;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** A database file with capture on all its tables, written to as a host would. */
final class CapturedDatabase implements AutoCloseable {
    /** A drained change and when its row was touched. */
    record Captured(Change change, long touchedMillis) {}

    final Connection connection;
    List<SyncedTable> tables;

    CapturedDatabase(Path directory, String... schema) throws SQLException, SchemaException {
        connection = DriverManager.getConnection("jdbc:sqlite:" + directory.resolve("host.db"));
        run(schema);
        tables = SchemaInspector.inspect(connection, List.of());
        TableRegistry.create(connection);
        for (SyncedTable table : tables) {
            CaptureTables.create(connection, table);
            TableRegistry.register(connection, table, "lww");
        }
    }

    void run(String... statements) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    SyncedTable table(String name) {
        return tables.stream()
                .filter(table -> table.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    List<Captured> drain() throws SQLException, IOException {
        List<Captured> changes = new ArrayList<>();
        CaptureReader.drain(connection, tables, (table, change, touched) -> changes.add(new Captured(change, touched)));
        return changes;
    }

    /** Drained changes as {@code INSERT t(1, 'a')}, {@code UPDATE t('k') b: 1 -> 2}, {@code DELETE t(1, 'a')}. */
    List<String> drained() throws SQLException, IOException {
        return drain().stream().map(captured -> show(captured.change())).toList();
    }

    CaptureRebuild.Result rebuild() throws SQLException, SchemaException, CaptureException {
        RegisteredTable entry = TableRegistry.entries(connection).get(0);
        CaptureRebuild.Result result = CaptureRebuild.rebuild(connection, entry);
        tables = TableRegistry.load(connection);
        return result;
    }

    private String show(Change change) {
        SyncedTable table = table(change.table().name());
        String target = change.kind() + " " + table.name();
        List<SqlValue> row = new ArrayList<>();
        List<String> differences = new ArrayList<>();
        for (int column = 0; column < table.columns().size(); column++) {
            SqlValue before = change.before(column);
            SqlValue after = change.after(column);
            row.add(before == null ? after : before);
            if (after != null) {
                differences.add(table.columns().get(column).name() + ": " + before + " -> " + after);
            }
        }
        return switch (change.kind()) {
            case INSERT, DELETE -> target + show(row);
            case UPDATE -> target + show(change.key()) + " " + String.join(", ", differences);
        };
    }

    private static String show(List<SqlValue> values) {
        return values.stream().map(SqlValue::toString).collect(Collectors.joining(", ", "(", ")"));
    }

    /** All rows by key, with storage classes and bytes; rows with NULL in the key left out. */
    Map<List<SqlValue>, List<SqlValue>> rows(SyncedTable table) throws SQLException {
        Map<List<SqlValue>, List<SqlValue>> rows = new LinkedHashMap<>();
        String columns = table.columns().stream().map(SyncedColumn::quotedName).collect(Collectors.joining(", "));
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery("SELECT " + columns + " FROM " + table.quotedName())) {
            while (result.next()) {
                List<SqlValue> row = new ArrayList<>();
                for (int column = 1; column <= table.columns().size(); column++) {
                    row.add(RowValues.read(result, column));
                }
                List<SqlValue> key = table.keyIndexes().stream().map(row::get).toList();
                if (!key.contains(SqlValue.NULL)) {
                    rows.put(key, row);
                }
            }
        }
        return rows;
    }

    Map<String, Map<List<SqlValue>, List<SqlValue>>> allRows() throws SQLException {
        Map<String, Map<List<SqlValue>, List<SqlValue>>> all = new LinkedHashMap<>();
        for (SyncedTable table : tables) {
            all.put(table.name(), rows(table));
        }
        return all;
    }

    /** Applies changes to rows held in memory; fails where a change does not fit what is there. */
    static void apply(Map<String, Map<List<SqlValue>, List<SqlValue>>> all, List<Captured> changes, String origin) {
        for (Captured captured : changes) {
            Change change = captured.change();
            Map<List<SqlValue>, List<SqlValue>> rows = all.get(change.table().name());
            List<SqlValue> old = rows.remove(change.key());
            List<SqlValue> row = new ArrayList<>();
            for (int column = 0; column < change.table().columnCount(); column++) {
                SqlValue before = change.before(column);
                if (before != null && (old == null || !old.get(column).equals(before))) {
                    throw new AssertionError(change + " does not fit " + old + "; " + origin);
                }
                SqlValue after = change.after(column);
                row.add(after != null || old == null ? after : old.get(column));
            }
            switch (change.kind()) {
                case INSERT -> {
                    if (old != null) {
                        throw new AssertionError(change + " but there is " + old + "; " + origin);
                    }
                    rows.put(change.key(), row);
                }
                case UPDATE -> rows.put(change.key(), row);
                case DELETE -> {}
            }
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
