package dev.coven.engine;

import java.time.Instant;
import java.util.Optional;

/**
 * How the syncing of a library stands: what is at work now, and how the last cycle ended.
 *
 * @param phase what it does now, or why it does not
 * @param progress how far the cycle at work is; of the last one when none is
 * @param lastSuccess when a cycle last ended well since the library was opened
 * @param failure what is wrong, until a cycle ends well
 * @param nextAttempt when the background loop begins its next cycle at the latest; empty when it is not started
 */
public record SyncStatus(
        Phase phase,
        Progress progress,
        Optional<Instant> lastSuccess,
        Optional<Failure> failure,
        Optional<Instant> nextAttempt) {
    /** What the syncing does. */
    public enum Phase {
        /** Nothing; all went well as far as it went. */
        IDLE,
        /** It asks the store for news. */
        PULLING,
        /** It merges what others wrote, and fetches more of it meanwhile. */
        APPLYING,
        /** It fetches files that rows name. */
        FETCHING_FILES,
        /** It publishes local edits, and their files. */
        PUSHING,
        /** The store cannot be reached. It is tried again with growing pauses, and goes on by itself. */
        OFFLINE,
        /** Something is wrong that waiting may not mend: see {@link SyncStatus#failure()}. It is tried again now and then. */
        FAILED,
        /** The library is closed. */
        CLOSED
    }

    /**
     * Some of so many.
     *
     * @param done how many are done
     * @param known how many there are, as far as is known by now
     */
    public record Amount(long done, long known) {
        /** Nothing of nothing. */
        public static final Amount NONE = new Amount(0, 0);
    }

    /**
     * How far a cycle is.
     *
     * @param changesets those applied while it pulls, those published while it pushes
     * @param files those fetched while it pulls, those sent while it pushes
     * @param bytes what went to the store and came from it, sealed as it is there
     */
    public record Progress(Amount changesets, Amount files, long bytes) {
        /** Nothing yet. */
        public static final Progress NONE = new Progress(Amount.NONE, Amount.NONE, 0);
    }

    /**
     * What is wrong.
     *
     * @param kind what kind of failure
     * @param message what happened, for people
     * @param remedy what to do about it, for people
     */
    public record Failure(SyncException.Kind kind, String message, String remedy) {}
}
