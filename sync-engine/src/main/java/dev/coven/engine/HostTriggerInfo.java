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
        /**
         * It writes a synced table, so that what it did where the edit was made travels as changes; or it raises ROLLBACK or FAIL,
         * which would break off the merge. It is silent.
         */
        SILENT,
        /** It does neither (it writes a search index, or raises ABORT or IGNORE), so it runs on merged rows as on any write. */
        RUNS
    }
}
