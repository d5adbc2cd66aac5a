package dev.coven.conformance.simulation;

import dev.coven.engine.capture.RowValues;
import dev.coven.engine.schema.SyncedColumn;
import dev.coven.engine.schema.SyncedTable;
import dev.coven.spi.row.RowChange;
import dev.coven.spi.row.SqlValue;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * The synced tables of one device at one moment: per table the rows by key. Rows with NULL in the key are no part of it, for
 * they do not travel.
 */
final class TableImage {
    /**
     * A table's rows.
     *
     * @param columns the stored columns, in order
     * @param rows by key
     */
    record Content(List<String> columns, Map<List<SqlValue>, List<SqlValue>> rows) {}

    private final Map<String, Content> tables;

    private TableImage(Map<String, Content> tables) {
        this.tables = tables;
    }

    static TableImage read(Connection connection, List<SyncedTable> tables) throws SQLException {
        Map<String, Content> contents = new TreeMap<>();
        try (Statement query = connection.createStatement()) {
            for (SyncedTable table : tables) {
                contents.put(table.name(), read(query, table));
            }
        }
        return new TableImage(contents);
    }

    private static Content read(Statement query, SyncedTable table) throws SQLException {
        List<String> quoted = new ArrayList<>();
        table.columns().forEach(column -> quoted.add(column.quotedName()));
        Map<List<SqlValue>, List<SqlValue>> found = new LinkedHashMap<>();
        try (ResultSet rows =
                query.executeQuery("SELECT " + String.join(", ", quoted) + " FROM " + table.quotedName())) {
            while (rows.next()) {
                List<SqlValue> row = new ArrayList<>();
                for (int column = 1; column <= quoted.size(); column++) {
                    row.add(RowValues.read(rows, column));
                }
                List<SqlValue> key = table.keyIndexes().stream().map(row::get).toList();
                if (!key.contains(SqlValue.NULL)) {
                    found.put(key, row);
                }
            }
        }
        return new Content(table.columnNames(), found);
    }

    Map<String, Content> tables() {
        return tables;
    }

    /**
     * The image after row events, as an application sees it that mirrors them.
     *
     * @throws CheckException when an event does not fit the rows before it, or changes nothing
     */
    TableImage after(List<RowChange> events) throws CheckException {
        Map<String, Content> after = new TreeMap<>();
        tables.forEach(
                (name, content) -> after.put(name, new Content(content.columns(), new HashMap<>(content.rows()))));
        for (RowChange event : events) {
            Content content = after.get(event.table());
            if (content == null) {
                throw new CheckException("row events", event + " is about a table that is not synced");
            }
            if (event.before().equals(event.after())) {
                throw new CheckException("row events", event + " says that a row changed to what it was");
            }
            List<SqlValue> known = content.rows().get(event.key());
            if (!Objects.equals(known, event.before().orElse(null))) {
                throw new CheckException(
                        "row events", event + " says that the row was " + event.before() + ", it was " + known);
            }
            if (event.after().isPresent()) {
                content.rows().put(event.key(), event.after().get());
            } else {
                content.rows().remove(event.key());
            }
        }
        return new TableImage(after);
    }

    /** The same rows with the columns that the tables have now: new ones hold their defaults, as nobody has written them. */
    TableImage grown(List<SyncedTable> now) throws SQLException {
        Map<String, Content> grown = new TreeMap<>(tables);
        for (SyncedTable table : now) {
            Content before = tables.getOrDefault(table.name(), new Content(table.columnNames(), Map.of()));
            List<SqlValue> defaults = new ArrayList<>();
            for (SyncedColumn column : table.columns()
                    .subList(before.columns().size(), table.columns().size())) {
                defaults.add(defaultOf(column));
            }
            Map<List<SqlValue>, List<SqlValue>> rows = new LinkedHashMap<>();
            before.rows().forEach((key, row) -> {
                List<SqlValue> wider = new ArrayList<>(row);
                wider.addAll(defaults);
                rows.put(key, wider);
            });
            grown.put(table.name(), new Content(table.columnNames(), rows));
        }
        return new TableImage(grown);
    }

    /** What SQLite puts into a column of this type that is not written. */
    private static SqlValue defaultOf(SyncedColumn column) throws SQLException {
        String expression = column.defaultSql() == null ? "NULL" : column.defaultSql();
        try (Connection scratch = DriverManager.getConnection("jdbc:sqlite::memory:");
                Statement statement = scratch.createStatement()) {
            statement.execute("CREATE TABLE t(n, c %s DEFAULT (%s))"
                    .formatted(column.affinity().name(), expression));
            statement.execute("INSERT INTO t(n) VALUES (1)");
            try (ResultSet rows = statement.executeQuery("SELECT c FROM t")) {
                return RowValues.read(rows, 1);
            }
        }
    }

    /** The same tables, empty. */
    TableImage withoutRows() {
        Map<String, Content> empty = new TreeMap<>();
        tables.forEach((name, content) -> empty.put(name, new Content(content.columns(), Map.of())));
        return new TableImage(empty);
    }

    /** Whether the rows are the same, whatever their order. */
    boolean holdsTheSameAs(TableImage other) {
        return tables.equals(other.tables);
    }

    /** The rows of every table, one line each, in an order that depends on nothing but the rows. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        tables.forEach((name, content) -> {
            text.append("  ").append(name).append(content.columns()).append('\n');
            content.rows().values().stream()
                    .map(List::toString)
                    .sorted()
                    .forEach(row -> text.append("    ").append(row).append('\n'));
        });
        return text.toString();
    }
}
