package dev.coven.storage.gcs;

import dev.coven.spi.storage.StorageException;
import dev.coven.spi.storage.StorageException.Kind;
import dev.coven.spi.storage.StorageException.Retry;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.Set;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLPeerUnverifiedException;

/** Maps what the service answers, and what the network does, to the one failure of a store. */
final class GcsErrors {
    private static final Set<String> TOO_FAST =
            Set.of("rateLimitExceeded", "userRateLimitExceeded", "quotaExceeded", "dailyLimitExceeded");

    /** Whether the call changes the store when it succeeds. */
    enum Effect {
        READS,
        WRITES
    }

    private final GcsConfig config;

    GcsErrors(GcsConfig config) {
        this.config = config;
    }

    static StorageException invalid(String message) {
        return new StorageException(Kind.CONFIG_INVALID, Retry.NEVER, message);
    }

    static StorageException invalid(String message, Exception cause) {
        return new StorageException(Kind.CONFIG_INVALID, Retry.NEVER, message, cause);
    }

    /**
     * The failure of a call.
     *
     * @param what what was asked of which key
     * @param failure what jclouds threw
     */
    StorageException of(String what, Effect effect, RuntimeException failure) {
        if (failure instanceof GcsRefusal refusal) {
            return refused(what, effect, refusal);
        }
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof GcsRefusal refusal) {
                return noToken(what, refusal);
            }
            if (cause instanceof IOException io) {
                return network(what, effect, io);
            }
        }
        return new StorageException(
                Kind.UNEXPECTED,
                effect == Effect.WRITES ? Retry.OUTCOME_UNKNOWN : Retry.NEVER,
                what + ": the Google Cloud Storage client failed, "
                        + failure.getClass().getSimpleName(),
                failure);
    }

    /** A refusal that came while the request was still being made is the token service's. */
    private StorageException noToken(String what, GcsRefusal refusal) {
        if (refusal.status() >= 500 || refusal.status() == 429) {
            return failure(Kind.UNAVAILABLE, Retry.SAFE, what + ": the service that gives out tokens failed", refusal);
        }
        return failure(
                Kind.DENIED,
                Retry.NEVER,
                what + ": no token is given to the service account; check its key in "
                        + config.credentials().source() + ", and this machine's clock",
                refusal);
    }

    /** The failure of a connection, before, during or after a transfer. */
    StorageException network(String what, Effect effect, IOException failure) {
        if (failure instanceof UnreadablePayload) {
            return new StorageException(
                    Kind.UNEXPECTED, Retry.SAFE, what + ": the payload cannot be read; nothing was stored", failure);
        }
        if (failure instanceof MalformedAnswer) {
            return new StorageException(
                    Kind.UNEXPECTED,
                    effect == Effect.WRITES ? Retry.OUTCOME_UNKNOWN : Retry.SAFE,
                    what + ": " + failure.getMessage() + "; check that Google Cloud Storage is what answers there",
                    failure);
        }
        String place = config.endpoint().toString();
        if (failure instanceof UnknownHostException) {
            return unavailable(
                    what + ": there is no host " + config.endpoint().getHost() + "; check the network" + ", or correct "
                            + GcsConfig.ENDPOINT,
                    Retry.SAFE,
                    failure);
        }
        if (failure instanceof ConnectException || failure instanceof NoRouteToHostException) {
            return unavailable(
                    what + ": " + place + " cannot be reached; check the network, or correct " + GcsConfig.ENDPOINT,
                    Retry.SAFE,
                    failure);
        }
        if (failure instanceof SSLHandshakeException || failure instanceof SSLPeerUnverifiedException) {
            return new StorageException(
                    Kind.CONFIG_INVALID,
                    Retry.NEVER,
                    what + ": the certificate of " + place + " is not trusted; correct " + GcsConfig.ENDPOINT
                            + ", or add the certificate to Java's trust store",
                    failure);
        }
        Retry retry = effect == Effect.WRITES ? Retry.OUTCOME_UNKNOWN : Retry.SAFE;
        if (failure instanceof SocketTimeoutException) {
            return unavailable(
                    what + ": " + place + " did not answer within "
                            + config.readTimeout().toSeconds() + " s; raise " + GcsConfig.READ_TIMEOUT
                            + " if the connection is that slow",
                    retry,
                    failure);
        }
        return unavailable(what + ": the connection to " + place + " broke", retry, failure);
    }

    /** What was stored is not what was sent, and is removed again. */
    static StorageException damaged(String what) {
        return new StorageException(
                Kind.CORRUPT, Retry.SAFE, what + ": the bytes were damaged on the way; nothing was stored");
    }

    /** There is no bucket; nothing can be told about any object. */
    StorageException noBucket(String what, GcsRefusal refusal) {
        return failure(
                Kind.CONFIG_INVALID,
                Retry.NEVER,
                what + ": there is no bucket " + config.bucket() + " at "
                        + config.endpoint().getRawAuthority()
                        + "; create it, or correct the bucket in the store's URL",
                refusal);
    }

    private StorageException refused(String what, Effect effect, GcsRefusal refusal) {
        if (TOO_FAST.contains(refusal.reason()) || refusal.status() == 429) {
            return failure(Kind.RATE_LIMITED, Retry.SAFE, what + ": the service asks for fewer requests", refusal);
        }
        String source = config.credentials().source();
        return switch (refusal.status()) {
            case 401 ->
                failure(
                        Kind.DENIED,
                        Retry.NEVER,
                        what + ": the access token is not valid or has expired; renew " + source,
                        refusal);
            case 403 ->
                failure(
                        Kind.DENIED,
                        Retry.NEVER,
                        what + ": access denied; check " + source
                                + ", and that they may list, read, write and delete in bucket " + config.bucket(),
                        refusal);
            case 404 -> failure(Kind.NOT_FOUND, Retry.NEVER, what + ": there is no such object", refusal);
            case 408 ->
                failure(Kind.UNAVAILABLE, Retry.SAFE, what + ": the upload stalled; nothing was stored", refusal);
            case 409 ->
                failure(
                        Kind.UNAVAILABLE,
                        Retry.SAFE,
                        what + ": another request on the same key was under way",
                        refusal);
            case 413 ->
                failure(Kind.UNSUPPORTED, Retry.NEVER, what + ": the service takes no object so large", refusal);
            default -> other(what, effect, refusal);
        };
    }

    private static StorageException other(String what, Effect effect, GcsRefusal refusal) {
        if (refusal.status() < 500) {
            return failure(Kind.UNEXPECTED, Retry.NEVER, what + ": the service refuses the request", refusal);
        }
        // A gateway that gives up says nothing of what the service behind it did.
        Retry retry = effect == Effect.WRITES ? Retry.OUTCOME_UNKNOWN : Retry.SAFE;
        return failure(Kind.UNAVAILABLE, retry, what + ": the service failed", refusal);
    }

    private static StorageException unavailable(String message, Retry retry, IOException cause) {
        return new StorageException(Kind.UNAVAILABLE, retry, message, cause);
    }

    private static StorageException failure(Kind kind, Retry retry, String message, GcsRefusal refusal) {
        String full = message + " (" + refusal.getMessage() + ")";
        return refusal.retryAfter()
                .map(pause -> new StorageException(kind, retry, full, refusal, pause))
                .orElseGet(() -> new StorageException(kind, retry, full, refusal));
    }
}
