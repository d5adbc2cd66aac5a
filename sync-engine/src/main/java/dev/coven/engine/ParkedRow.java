package dev.coven.engine;

import dev.coven.spi.row.SqlValue;
import java.util.List;
import java.util.Map;

/**
 * A row that the merge holds and a constraint keeps out of its table. It comes back by itself when the reasons go.
 *
 * @param table its table
 * @param key its primary key
 * @param values its known values by column, key columns included
 * @param reasons why, for people
 */
public record ParkedRow(String table, List<SqlValue> key, Map<String, SqlValue> values, List<String> reasons) {
    /** Copies the collections. */
    public ParkedRow {
        key = List.copyOf(key);
        values = java.util.Collections.unmodifiableMap(new java.util.LinkedHashMap<>(values));
        reasons = List.copyOf(reasons);
    }
}
