package dev.coven.engine.status;

import dev.coven.engine.SyncException;
import dev.coven.engine.SyncStatus;
import dev.coven.engine.SyncStatus.Phase;
import dev.coven.spi.storage.StorageException;
import java.time.Duration;
import java.util.Optional;

/**
 * What a failure means for those who wait: whether time mends it, and what a person can do.
 *
 * @param phase OFFLINE, FAILED, or IDLE when only somebody else was at work
 * @param patience how soon it makes sense to try again
 * @param remedy what to do, for people
 * @param asked the pause that the store asked for
 */
public record Diagnosis(Phase phase, Patience patience, String remedy, Optional<Duration> asked) {
    /** How soon it makes sense to try again. */
    public enum Patience {
        /** Soon, and then with growing pauses: it may pass by itself. */
        GROWING,
        /** As rarely as may be: somebody has to do something first. */
        LONGEST
    }

    private static final String CREDENTIALS =
            "check the store's credentials and what they allow: coven.store.settings in DB.coven/coven.conf, or the"
                    + " environment that the storage plugin reads";

    /** What is to be thought of a failure. */
    public static Diagnosis of(SyncException failure) {
        return switch (failure.kind()) {
            case STORE -> ofStore(failure);
            case BUSY -> passing(Phase.IDLE, "wait until the other sync of this database is done");
            case DATABASE -> passing(Phase.FAILED, "make room on the disk, and end what keeps the database locked");
            case BLOB -> passing(Phase.FAILED, "put the file in its place, or change or delete the row that names it");
            case TRUST -> lasting("the store was changed or restored to an older state: ask the library's owner");
            case SCHEMA_TOO_OLD -> lasting("update the application");
            case KEYS -> lasting("set COVEN_HOME, or coven.home, to where the identity and the keys are");
            case CONFIGURATION -> lasting("mend the setting, or put the plugin on the class path");
            case REFUSED, NOT_A_LIBRARY -> lasting("do what the message asks for");
            case CLOSED -> lasting("open the library again");
            case INTERNAL -> lasting("report it, with the log");
        };
    }

    /** A mistake of the program, as a failure. */
    public static SyncException internal(Throwable mistake) {
        return new SyncException(
                SyncException.Kind.INTERNAL,
                "internal error, " + mistake.getClass().getSimpleName(),
                mistake);
    }

    private static Diagnosis ofStore(SyncException failure) {
        if (!(failure.getCause() instanceof StorageException store)) {
            return passing(Phase.OFFLINE, "check the network; syncing goes on by itself");
        }
        return switch (store.kind()) {
            case RATE_LIMITED, UNAVAILABLE ->
                new Diagnosis(
                        Phase.OFFLINE,
                        Patience.GROWING,
                        "check the network and the store; syncing goes on by itself when it can be reached",
                        store.retryAfter());
            case DENIED -> lasting(CREDENTIALS);
            case CONFIG_INVALID -> lasting("check coven.store.url and coven.store.settings in DB.coven/coven.conf");
            case UNSUPPORTED -> lasting("use a store that can do this: coven doctor --store URL tries one out");
            case NOT_FOUND, CORRUPT -> passing(Phase.FAILED, "restore in the store what the message names");
            case UNEXPECTED -> passing(Phase.FAILED, "if it stays, report it with the log");
        };
    }

    private static Diagnosis passing(Phase phase, String remedy) {
        return new Diagnosis(phase, Patience.GROWING, remedy, Optional.empty());
    }

    private static Diagnosis lasting(String remedy) {
        return new Diagnosis(Phase.FAILED, Patience.LONGEST, remedy, Optional.empty());
    }

    /** How the failure is shown. */
    SyncStatus.Failure shown(SyncException failure) {
        return new SyncStatus.Failure(failure.kind(), "" + failure.getMessage(), remedy);
    }
}
