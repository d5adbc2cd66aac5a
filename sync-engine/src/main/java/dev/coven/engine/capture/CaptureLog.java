package dev.coven.engine.capture;

import dev.coven.engine.schema.SqlNames;
import dev.coven.engine.schema.SyncedColumn;
import dev.coven.engine.schema.SyncedTable;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The names and the shape of a table's capture log {@code coven_log_n(seq, existed, touched, c0, c1, ...)}.
 *
 * <p>Column {@code c_i} holds the table's i-th column. The log's columns have neither affinity nor collation, so they hold
 * and compare values as they are stored. An entry says what one row was just before a write: with {@code existed = 1} the
 * whole row, with {@code existed = 0} its key alone, meaning that there was no such row. The entry of a key with the least
 * {@code seq} tells what the row was when the log was last empty; entries may repeat, and may speak of rows that nothing
 * changed. A key with a NULL in it names no row; such entries count for nothing.
 */
final class CaptureLog {
    /** How many columns stand before the values. */
    static final int FIXED_COLUMNS = 3;

    private static final String LOG_PREFIX = "coven_log_";

    private final SyncedTable table;

    CaptureLog(SyncedTable table) {
        this.table = table;
    }

    static String name(int number) {
        return LOG_PREFIX + number;
    }

    String quotedName() {
        return SqlNames.quote(name(table.number()));
    }

    static String column(int index) {
        return "c" + index;
    }

    /** All value columns, separated by commas. */
    String columns() {
        return IntStream.range(0, table.columns().size())
                .mapToObj(CaptureLog::column)
                .collect(Collectors.joining(", "));
    }

    /** The key's columns in the key's order, separated by commas. */
    String keyColumns() {
        return table.keyIndexes().stream().map(CaptureLog::column).collect(Collectors.joining(", "));
    }

    /** What to group and order by so that only entries of the very same key meet: its values, and their classes. */
    String keyIdentity() {
        List<String> terms = new ArrayList<>();
        for (int index : table.keyIndexes()) {
            terms.add(column(index));
            if (table.columns().get(index).affinity().mixesNumberClasses()) {
                terms.add("typeof(" + column(index) + ")");
            }
        }
        return String.join(", ", terms);
    }

    /** Whether SQLite's own equality takes keys for equal that are stored differently: by letter case, or 1 and 1.0. */
    boolean looseKeysMeet() {
        return !table.hasIntegerKey()
                && table.keyColumns().stream()
                        .anyMatch(column -> !column.collation().equalsIgnoreCase("BINARY")
                                || column.affinity().mixesNumberClasses());
    }

    /** What to order by so that keys that SQLite takes for equal stand together. */
    String looseKeyOrder() {
        return table.keyIndexes().stream()
                .map(index -> column(index) + " COLLATE "
                        + SqlNames.quote(table.columns().get(index).collation()))
                .collect(Collectors.joining(", "));
    }

    /** The condition that an entry's key names a row. */
    String keyIsWhole() {
        return table.keyIndexes().stream()
                .map(index -> column(index) + " IS NOT NULL")
                .collect(Collectors.joining(" AND "));
    }

    /** The condition that a row of the table, found as {@code row}, has exactly the key of a log entry, {@code entry}. */
    String sameKey(String row, String entry) {
        List<String> terms = new ArrayList<>();
        for (int index : table.keyIndexes()) {
            SyncedColumn column = table.columns().get(index);
            String stored = row + "." + column.quotedName();
            String logged = entry + "." + column(index);
            terms.add(column.equalsInKey(row + ".", logged));
            if (!column.collation().equalsIgnoreCase("BINARY")) {
                terms.add(stored + " = " + logged + " COLLATE BINARY");
            }
            if (column.affinity().mixesNumberClasses() && !table.hasIntegerKey()) {
                terms.add("typeof(" + stored + ") = typeof(" + logged + ")");
            }
        }
        return String.join(" AND ", terms);
    }

    String createSql() {
        return "CREATE TABLE " + quotedName() + "(seq INTEGER PRIMARY KEY, existed, touched, " + columns() + ")";
    }
}
