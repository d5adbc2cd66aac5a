package dev.coven.engine.pull;

import dev.coven.engine.envelope.OpenedEnvelope;

/** What came of fetching an envelope. */
sealed interface Fetched {
    /**
     * It is here, and verified by itself.
     *
     * @param envelope the envelope
     * @param bytes how much room it takes
     */
    record Here(OpenedEnvelope envelope, long bytes) implements Fetched {}

    /** It cannot be taken, for this reason. */
    record Refused(HeldException reason) implements Fetched {}

    /** There was no room for it: it is fetched when it is needed. */
    record Postponed() implements Fetched {}
}
