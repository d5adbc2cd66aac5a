package dev.coven.conformance.fleet;

import dev.coven.spi.row.RowChange;
import dev.coven.spi.row.SqlValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Applies row events to a listing of tables, as an application that mirrors them would. */
final class EventReplay {
    private EventReplay() {}

    /** The tables after the events; an event that does not fit the tables before it is an {@link AssertionError}. */
    static Map<String, List<String>> replay(Map<String, List<String>> before, List<RowChange> events) {
        Map<String, List<String>> tables = new TreeMap<>();
        before.forEach((table, rows) -> tables.put(table, new ArrayList<>(rows)));
        for (RowChange event : events) {
            List<String> rows = tables.get(event.table());
            event.before().ifPresent(row -> {
                if (!rows.remove(text(row))) {
                    throw new AssertionError(event + " is about a row that is not there, in " + rows);
                }
            });
            event.after().ifPresent(row -> rows.add(text(row)));
        }
        tables.values().forEach(rows -> rows.sort(String::compareTo));
        return tables;
    }

    private static String text(List<SqlValue> row) {
        return row.stream().map(SqlValue::toString).collect(Collectors.joining(", "));
    }
}
