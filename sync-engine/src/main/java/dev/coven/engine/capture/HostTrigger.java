package dev.coven.engine.capture;

/**
 * A trigger of the host on a synced table.
 *
 * @param name the trigger's
 * @param table that it is on
 * @param effect what its body does
 */
public record HostTrigger(String name, String table, Effect effect) {
    /** What a trigger's body does, through other triggers too. */
    public enum Effect {
        /** It writes a synced table: what it does travels as changes, so it is silent while changes are applied. */
        WRITES_SYNCED,
        /**
         * It raises ROLLBACK, which would end the whole merge, or FAIL, which leaves half a write: it is silent while changes are
         * applied. One that raises ABORT or IGNORE keeps a row out.
         */
        BREAKS_OFF,
        /** It does neither: it runs on every write, applied ones included. */
        LOCAL_ONLY
    }
}
