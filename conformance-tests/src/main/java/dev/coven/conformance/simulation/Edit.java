package dev.coven.conformance.simulation;

import dev.coven.engine.changeset.ChangeKind;
import dev.coven.spi.row.SqlValue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What an application did to one row between two captures, all in all.
 *
 * @param device where
 * @param table the table
 * @param key the row
 * @param kind what
 * @param values the values that it wrote, by column; none for a DELETE
 */
record Edit(String device, String table, List<SqlValue> key, ChangeKind kind, Map<String, SqlValue> values) {
    @Override
    public String toString() {
        return device + ": " + kind + " " + table + key + " " + values;
    }

    /** The net edits that lead from one image of a device's tables to another. */
    static List<Edit> between(String device, TableImage before, TableImage after) {
        List<Edit> edits = new ArrayList<>();
        after.tables().forEach((table, content) -> {
            TableImage.Content former = before.tables().getOrDefault(table, content);
            former.rows().keySet().stream()
                    .filter(key -> !content.rows().containsKey(key))
                    .forEach(key -> edits.add(new Edit(device, table, key, ChangeKind.DELETE, Map.of())));
            content.rows().forEach((key, row) -> {
                List<SqlValue> formerRow = former.rows().get(key);
                if (formerRow == null) {
                    edits.add(new Edit(device, table, key, ChangeKind.INSERT, values(content.columns(), row)));
                    return;
                }
                Map<String, SqlValue> changed = values(content.columns(), row);
                values(former.columns(), formerRow).forEach((column, value) -> changed.remove(column, value));
                if (!changed.isEmpty()) {
                    edits.add(new Edit(device, table, key, ChangeKind.UPDATE, changed));
                }
            });
        });
        return edits;
    }

    private static Map<String, SqlValue> values(List<String> columns, List<SqlValue> row) {
        Map<String, SqlValue> values = new LinkedHashMap<>();
        for (int i = 0; i < columns.size(); i++) {
            values.put(columns.get(i), row.get(i));
        }
        return values;
    }
}
