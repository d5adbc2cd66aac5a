package dev.coven.storage.jclouds;

import dev.coven.spi.storage.StorageException;
import dev.coven.spi.storage.StorageException.Kind;
import dev.coven.spi.storage.StorageException.Retry;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLPeerUnverifiedException;

/**
 * Maps what the network does, and the refusals that mean the same of every service, to the one failure of a store. A store's own
 * mapping looks first for the words, and the statuses, that its service gives a meaning of its own: at least 401, 403, 404 and
 * redirects.
 *
 * <p>In each method {@code what} says what was asked of which key, and begins the message. Thread safe.
 */
public final class Failures {
    private final Service service;

    /** Of calls to this service. */
    public Failures(Service service) {
        this.service = service;
    }

    /** A setting or URL cannot be used: the message says which, and what to do. */
    public static StorageException invalid(String message) {
        return new StorageException(Kind.CONFIG_INVALID, Retry.NEVER, message);
    }

    /** The same, with what led to it. */
    public static StorageException invalid(String message, Exception cause) {
        return new StorageException(Kind.CONFIG_INVALID, Retry.NEVER, message, cause);
    }

    /** A refusal whose meaning is known. The message ends with the status and the service's word, and the pause is passed on. */
    public static StorageException refused(Kind kind, Retry retry, String message, Refusal refusal) {
        String full = message + " (" + refusal.getMessage() + ")";
        return refusal.retryAfter()
                .map(pause -> new StorageException(kind, retry, full, refusal, pause))
                .orElseGet(() -> new StorageException(kind, retry, full, refusal));
    }

    /** The service asks for fewer requests, as it does with status 429 and with words of its own. Nothing happened. */
    public static StorageException tooFast(String what, Refusal refusal) {
        return refused(Kind.RATE_LIMITED, Retry.SAFE, what + ": the service asks for fewer requests", refusal);
    }

    /** An object is larger than the service takes, as it says with status 413 and with words of its own. */
    public static StorageException tooLarge(String what, Refusal refusal) {
        return refused(Kind.UNSUPPORTED, Retry.NEVER, what + ": the service takes no object so large", refusal);
    }

    /** The service gave up waiting for the rest of a request, as it says with status 408 and with words of its own. */
    public static StorageException stalled(String what, Refusal refusal) {
        return refused(Kind.UNAVAILABLE, Retry.SAFE, what + ": the upload stalled; nothing was stored", refusal);
    }

    /** There is no such object, which is not a fact about any while {@linkplain #noBucket the bucket} is missing. */
    public static StorageException noObject(String what, Refusal refusal) {
        return refused(Kind.NOT_FOUND, Retry.NEVER, what + ": there is no such object", refusal);
    }

    /** There is no bucket, so that nothing can be told about any object. */
    public StorageException noBucket(String what, String bucket, Refusal refusal) {
        return refused(
                Kind.CONFIG_INVALID,
                Retry.NEVER,
                what + ": there is no bucket " + bucket + " at " + service.url().getRawAuthority()
                        + "; create it, or correct the bucket in the store's URL",
                refusal);
    }

    /** A refusal of which the service's own rules say nothing more than its status does. */
    public static StorageException byStatus(String what, Effect effect, Refusal refusal) {
        return switch (refusal.status()) {
            case 408 -> stalled(what, refusal);
            case 409 ->
                refused(
                        Kind.UNAVAILABLE,
                        Retry.SAFE,
                        what + ": another request on the same key was under way",
                        refusal);
            case 413 -> tooLarge(what, refusal);
            case 429 -> tooFast(what, refusal);
            default ->
                refusal.status() < 500
                        ? refused(Kind.UNEXPECTED, Retry.NEVER, what + ": the service refuses the request", refusal)
                        // A gateway that gives up says nothing of what the service behind it did.
                        : refused(Kind.UNAVAILABLE, effect.withoutAnswer(), what + ": the service failed", refusal);
        };
    }

    /**
     * A call that was not carried out: the network's failure where that is behind it, before, during or after a transfer, else one
     * of jclouds.
     *
     * @param failure what was thrown, which is not a {@link Refusal} and has none behind it
     */
    public StorageException of(String what, Effect effect, Exception failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof IOException io) {
                return network(what, effect, io);
            }
        }
        return new StorageException(
                Kind.UNEXPECTED,
                effect == Effect.WRITES ? Retry.OUTCOME_UNKNOWN : Retry.NEVER,
                what + ": the " + service.name() + " client failed, "
                        + failure.getClass().getSimpleName(),
                failure);
    }

    private StorageException network(String what, Effect effect, IOException failure) {
        if (failure instanceof UnreadablePayload) {
            return new StorageException(
                    Kind.UNEXPECTED, Retry.SAFE, what + ": the payload cannot be read; nothing was stored", failure);
        }
        if (failure instanceof MalformedAnswer) {
            return new StorageException(
                    Kind.UNEXPECTED,
                    effect.withoutAnswer(),
                    what + ": " + failure.getMessage() + "; check that " + service.name() + " is what answers at "
                            + service.place(),
                    failure);
        }
        String remedy = "; check the network, or correct " + service.endpointChoice();
        if (failure instanceof UnknownHostException) {
            return unavailable(what + ": there is no host " + service.url().getHost() + remedy, Retry.SAFE, failure);
        }
        if (failure instanceof ConnectException || failure instanceof NoRouteToHostException) {
            return unavailable(what + ": " + service.place() + " cannot be reached" + remedy, Retry.SAFE, failure);
        }
        if (failure instanceof SSLHandshakeException || failure instanceof SSLPeerUnverifiedException) {
            return invalid(
                    what + ": the certificate of " + service.place() + " is not trusted; correct "
                            + service.endpointChoice() + ", or add the certificate to Java's trust store",
                    failure);
        }
        if (failure instanceof SocketTimeoutException) {
            return unavailable(
                    what + ": " + service.place() + " did not answer within "
                            + service.readTimeout().toSeconds() + " s; raise " + service.readTimeoutSetting()
                            + " if the connection is that slow",
                    effect.withoutAnswer(),
                    failure);
        }
        return unavailable(what + ": the connection to " + service.place() + " broke", effect.withoutAnswer(), failure);
    }

    private static StorageException unavailable(String message, Retry retry, IOException cause) {
        return new StorageException(Kind.UNAVAILABLE, retry, message, cause);
    }
}
