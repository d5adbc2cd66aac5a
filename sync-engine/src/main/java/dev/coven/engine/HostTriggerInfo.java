package dev.coven.engine;

/**
 * A trigger of the application on a synced table.
 *
 * @param name the trigger's name
 * @param table the table that it is on
 * @param duringMerge what a merge does with it
 */
public record HostTriggerInfo(String name, String table, DuringMerge duringMerge) {
    /** What a merge does with a trigger. */
    public enum DuringMerge {
        /** It writes a synced table, so what it did where the edit was made travels as changes: it is silent. */
        SILENT,
        /** It writes local tables alone (a search index, a counter), so it runs on merged rows as on any write. */
        RUNS
    }
}
