package dev.coven.engine.schema;

import java.util.List;

/**
 * A synced table as the registry remembers it, which may be older than its schema is now.
 *
 * @param number names the table's side tables
 * @param name when it was last registered
 * @param policy the id of its conflict policy
 * @param columns the stored ones in order
 * @param fingerprint of its schema then
 * @param formerNames before that, the newest first
 */
public record RegisteredTable(
        int number,
        String name,
        String policy,
        List<RegisteredColumn> columns,
        String fingerprint,
        List<String> formerNames) {
    /**
     * A column that the registry remembers.
     *
     * @param name then
     * @param key its place in the primary key, from 1; 0 when it is no part of it
     */
    public record RegisteredColumn(String name, int key) {}

    /** Copies the lists. */
    public RegisteredTable {
        columns = List.copyOf(columns);
        formerNames = List.copyOf(formerNames);
    }
}
