package dev.coven.spi.storage;

import dev.coven.spi.plugin.Stability;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The one failure of a store: what kind it is, and whether trying again is safe.
 *
 * <p>A plugin maps its client's errors to this in one class, keeps them as the cause, and never decides by message text.
 * The message says what was asked of which key and what to do; it never holds a credential.
 */
@Stability(Stability.Promise.STABLE)
public class StorageException extends Exception {
    private static final long serialVersionUID = 1L;

    /** What went wrong. */
    public enum Kind {
        /** There is no such object. A container that is missing is not this: see {@link #CONFIG_INVALID}. */
        NOT_FOUND,
        /** The credentials are wrong or do not allow it. */
        DENIED,
        /** The store asks for fewer requests. */
        RATE_LIMITED,
        /** The store cannot be reached, does not answer, or failed inside. */
        UNAVAILABLE,
        /** What came back is not what was stored: a checksum or length does not hold. */
        CORRUPT,
        /** The store cannot do this at all: a capability it does not claim, a size above its limit. */
        UNSUPPORTED,
        /** The configuration cannot work, or names a container that is not there. */
        CONFIG_INVALID,
        /** Anything that the plugin did not foresee. */
        UNEXPECTED
    }

    /** Whether trying again makes sense. */
    public enum Retry {
        /** The same call will fail the same way. */
        NEVER,
        /** Nothing happened; the call may be repeated. */
        SAFE,
        /** The call may have happened: read back before concluding anything. */
        OUTCOME_UNKNOWN
    }

    private final Kind kind;
    private final Retry retry;
    private final @Nullable Duration retryAfter;

    /** A failure without a cause of the client library. */
    public StorageException(Kind kind, Retry retry, String context) {
        super(context);
        this.kind = kind;
        this.retry = retry;
        this.retryAfter = null;
    }

    /** A failure with the client library's error behind it. */
    public StorageException(Kind kind, Retry retry, String context, Throwable cause) {
        super(context, cause);
        this.kind = kind;
        this.retry = retry;
        this.retryAfter = null;
    }

    /** A failure after which the service itself asked for a pause. */
    public StorageException(Kind kind, Retry retry, String context, Throwable cause, Duration retryAfter) {
        super(context, cause);
        this.kind = kind;
        this.retry = retry;
        this.retryAfter = retryAfter;
    }

    /** What went wrong. */
    public Kind kind() {
        return kind;
    }

    /** Whether trying again makes sense. */
    public Retry retry() {
        return retry;
    }

    /** How long the service asked to be left alone, if it did; what it asks for is not checked. */
    public Optional<Duration> retryAfter() {
        return Optional.ofNullable(retryAfter);
    }
}
