package dev.coven.conformance.storage;

import dev.coven.spi.plugin.Stability;
import dev.coven.spi.storage.StorageException;
import dev.coven.spi.storage.StorageException.Kind;
import dev.coven.spi.storage.StorageException.Retry;

/**
 * One failure to come: which call fails, when, and how.
 *
 * <p>{@code Fault.after(StoreRequest.PUT).below("changes/").nth(3)} lets the third put below {@code changes/} happen and
 * then reports it as failed.
 *
 * @param request the kind of call
 * @param keyPrefix what the call's key or listed prefix begins with; empty for any
 * @param nth which matching call, from 1, counted from when the fault joins a plan; 0 for every one
 * @param moment whether the call has taken effect by then
 * @param kind what the exception says
 */
@Stability(Stability.Promise.EVOLVING)
public record Fault(StoreRequest request, String keyPrefix, int nth, Moment moment, Kind kind) {
    /** When a call fails. */
    public enum Moment {
        /** Nothing happens; {@link Retry#SAFE}. */
        BEFORE,
        /** The call takes effect and its answer is lost; {@link Retry#OUTCOME_UNKNOWN}. */
        AFTER,
        /** The stream of a GET breaks with an {@link java.io.IOException} halfway; other calls: as {@link #AFTER}. */
        MIDWAY
    }

    /** Validates the number; throws {@link IllegalArgumentException}. */
    public Fault {
        if (nth < 0) {
            throw new IllegalArgumentException("a fault cannot hit call " + nth);
        }
    }

    /** The first such call fails as unavailable, without effect. */
    public static Fault before(StoreRequest request) {
        return new Fault(request, "", 1, Moment.BEFORE, Kind.UNAVAILABLE);
    }

    /** The first such call takes effect and fails as unavailable. */
    public static Fault after(StoreRequest request) {
        return new Fault(request, "", 1, Moment.AFTER, Kind.UNAVAILABLE);
    }

    /** The first GET's stream breaks halfway. */
    public static Fault midway() {
        return new Fault(StoreRequest.GET, "", 1, Moment.MIDWAY, Kind.UNAVAILABLE);
    }

    /** The same for calls on keys, or listings of prefixes, that begin so. */
    public Fault below(String prefix) {
        return new Fault(request, prefix, nth, moment, kind);
    }

    /** The same for the nth matching call, from 1. */
    public Fault nth(int call) {
        return new Fault(request, keyPrefix, call, moment, kind);
    }

    /** The same for every matching call. */
    public Fault always() {
        return nth(0);
    }

    /** The same with another kind of failure. */
    public Fault with(Kind otherKind) {
        return new Fault(request, keyPrefix, nth, moment, otherKind);
    }

    boolean matches(StoreRequest otherRequest, String key) {
        return request == otherRequest && key.startsWith(keyPrefix);
    }

    StorageException exception(String key) {
        Retry retry = moment == Moment.BEFORE ? Retry.SAFE : Retry.OUTCOME_UNKNOWN;
        return new StorageException(kind, retry, "planned fault: " + request + " " + key);
    }
}
