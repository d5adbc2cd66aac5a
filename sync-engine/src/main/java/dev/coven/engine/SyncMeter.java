package dev.coven.engine;

import java.time.Duration;

/**
 * Measures what an engine does, for whoever watches a fleet of them. One meter serves all libraries of an engine.
 *
 * <p>Bind one over {@code SyncEngineModule}'s binding, which is {@link #NONE};
 * {@code dev.coven.engine.micrometer.MicrometerMeter} is one at hand. Called by the threads that do the work, several at once,
 * in the midst of it: it must be thread safe, return at once, throw nothing, and not call the library.
 */
public interface SyncMeter {
    /** Measures nothing. */
    SyncMeter NONE = new SyncMeter() {};

    /** What was asked of a store. */
    enum Request {
        /** To read an object or a part of it; it lasts until the body is read or given up. */
        GET,
        /** For one page of a listing. */
        LIST,
        /** To create or replace an object. */
        PUT,
        /** To remove an object. */
        DELETE,
        /** Whether there is an object, and of which size. */
        STAT
    }

    /** What came of a request. */
    enum Outcome {
        /** It was done. */
        DONE,
        /** There is no such object. */
        NOT_FOUND,
        /** The key was taken already, and nothing was written. */
        TAKEN,
        /** The credentials do not allow it. */
        DENIED,
        /** The store asked for fewer requests. */
        RATE_LIMITED,
        /** The store could not be reached, or the transfer broke off. */
        UNAVAILABLE,
        /** It failed in another way. */
        FAILED
    }

    /** What a cycle consists of. */
    enum Work {
        /** Turning committed edits into changesets. */
        CAPTURE,
        /** Fetching and merging what others published, and files. */
        PULL,
        /** Publishing local edits, and files. */
        PUSH
    }

    /**
     * A request came to its end. One that is repeated counts each time.
     *
     * @param request what was asked
     * @param outcome what came of it
     * @param duration how long it took
     */
    default void request(Request request, Outcome outcome, Duration duration) {}

    /** So many more bytes went to the store, sealed as they are there; while a request is under way, in pieces. */
    default void sent(long bytes) {}

    /** So many more bytes came from the store, as with {@link #sent}. */
    default void received(long bytes) {}

    /** So many more changesets of others were applied. */
    default void changesetsPulled(long count) {}

    /** So many more changesets of this copy were published. */
    default void changesetsPushed(long count) {}

    /** So many more rows of visible tables are different because of others' edits. */
    default void rowsApplied(long count) {}

    /** After a pull: so many devices are held. */
    default void devicesHeld(int count) {}

    /** A part of a cycle ended, well or not. */
    default void ended(Work work, Duration duration) {}
}
