package dev.coven.storage.s3;

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
final class S3Errors {
    private static final Set<String> WRONG_REGION = Set.of(
            "AuthorizationHeaderMalformed",
            "PermanentRedirect",
            "TemporaryRedirect",
            "IllegalLocationConstraintException");
    private static final Set<String> TOO_FAST = Set.of(
            "SlowDown",
            "RequestLimitExceeded",
            "Throttling",
            "ThrottlingException",
            "TooManyRequests",
            "TooManyRequestsException",
            "RequestThrottled",
            "RequestThrottledException",
            "BandwidthLimitExceeded");
    private static final Set<String> DAMAGED_ON_THE_WAY =
            Set.of("BadDigest", "InvalidDigest", "XAmzContentSHA256Mismatch", "IncompleteBody");

    /** Whether the call changes the store when it succeeds. */
    enum Effect {
        READS,
        WRITES
    }

    private final S3Config config;

    S3Errors(S3Config config) {
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
        if (failure instanceof S3Refusal refusal) {
            return refused(what, effect, refusal);
        }
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof IOException io) {
                return network(what, effect, io);
            }
        }
        return new StorageException(
                Kind.UNEXPECTED,
                effect == Effect.WRITES ? Retry.OUTCOME_UNKNOWN : Retry.NEVER,
                what + ": the S3 client failed, " + failure.getClass().getSimpleName(),
                failure);
    }

    /** The failure of a connection, before, during or after a transfer. */
    StorageException network(String what, Effect effect, IOException failure) {
        if (failure instanceof UnreadablePayload) {
            return new StorageException(
                    Kind.UNEXPECTED, Retry.SAFE, what + ": the payload cannot be read; nothing was stored", failure);
        }
        String place =
                config.bucketUrl().getScheme() + "://" + config.bucketUrl().getRawAuthority();
        if (failure instanceof UnknownHostException) {
            return unavailable(
                    what + ": there is no host " + config.bucketUrl().getHost()
                            + "; check the network, or correct the store URL's endpoint (" + S3Config.ENDPOINT + ")",
                    Retry.SAFE,
                    failure);
        }
        if (failure instanceof ConnectException || failure instanceof NoRouteToHostException) {
            return unavailable(
                    what + ": " + place + " cannot be reached; check the network, or correct the store URL's endpoint ("
                            + S3Config.ENDPOINT + ")",
                    Retry.SAFE,
                    failure);
        }
        if (failure instanceof SSLHandshakeException || failure instanceof SSLPeerUnverifiedException) {
            return new StorageException(
                    Kind.CONFIG_INVALID,
                    Retry.NEVER,
                    what + ": the certificate of " + place + " is not trusted; correct the store URL's endpoint ("
                            + S3Config.ENDPOINT + "), or add the certificate to Java's trust store",
                    failure);
        }
        Retry retry = effect == Effect.WRITES ? Retry.OUTCOME_UNKNOWN : Retry.SAFE;
        if (failure instanceof SocketTimeoutException) {
            return unavailable(
                    what + ": " + place + " did not answer within "
                            + config.readTimeout().toSeconds() + " s; raise " + S3Config.READ_TIMEOUT
                            + " if the connection is that slow",
                    retry,
                    failure);
        }
        return unavailable(what + ": the connection to " + place + " broke", retry, failure);
    }

    private StorageException refused(String what, Effect effect, S3Refusal refusal) {
        String code = refusal.code();
        if (WRONG_REGION.contains(code) || (refusal.status() / 100 == 3)) {
            return failure(
                    Kind.CONFIG_INVALID,
                    Retry.NEVER,
                    what + ": bucket " + config.bucket() + " is not in region " + config.region()
                            + " of this endpoint; correct region in the store's URL (" + S3Config.REGION + ")",
                    refusal);
        }
        if (TOO_FAST.contains(code) || refusal.status() == 429) {
            return failure(Kind.RATE_LIMITED, Retry.SAFE, what + ": the service asks for fewer requests", refusal);
        }
        if (DAMAGED_ON_THE_WAY.contains(code)) {
            return failure(
                    Kind.CORRUPT,
                    Retry.SAFE,
                    what + ": the bytes were damaged on the way; nothing was stored",
                    refusal);
        }
        return switch (refusal.status()) {
            case 401, 403 -> failure(Kind.DENIED, Retry.NEVER, what + ": " + denial(code), refusal);
            case 404 -> missing(what, refusal);
            case 409 ->
                failure(
                        Kind.UNAVAILABLE,
                        Retry.SAFE,
                        what + ": another request on the same key was under way",
                        refusal);
            case 400 -> badRequest(what, refusal);
            case 413 ->
                failure(Kind.UNSUPPORTED, Retry.NEVER, what + ": the service takes no object so large", refusal);
            case 501 ->
                failure(
                        Kind.UNSUPPORTED,
                        Retry.NEVER,
                        what + ": the service cannot do this; if it was a conditional write, set "
                                + S3Config.CONDITIONAL_CREATE + " to false",
                        refusal);
            default -> other(what, effect, refusal);
        };
    }

    private StorageException missing(String what, S3Refusal refusal) {
        if (refusal.code().equals("NoSuchBucket")) {
            return noBucket(what, refusal);
        }
        return failure(Kind.NOT_FOUND, Retry.NEVER, what + ": there is no such object", refusal);
    }

    /** Not NOT_FOUND, which is a fact about an object; here nothing can be told about any. */
    private StorageException noBucket(String what, S3Refusal refusal) {
        return failure(
                Kind.CONFIG_INVALID,
                Retry.NEVER,
                what + ": there is no bucket " + config.bucket() + " at "
                        + config.bucketUrl().getRawAuthority()
                        + "; create it, or correct the bucket in the store's URL",
                refusal);
    }

    private StorageException badRequest(String what, S3Refusal refusal) {
        return switch (refusal.code()) {
            case "ExpiredToken", "InvalidToken", "InvalidAccessKeyId", "InvalidSecurity" ->
                failure(Kind.DENIED, Retry.NEVER, what + ": " + denial(refusal.code()), refusal);
            case "EntityTooLarge" ->
                failure(Kind.UNSUPPORTED, Retry.NEVER, what + ": the service takes no object so large", refusal);
            case "RequestTimeout" ->
                failure(Kind.UNAVAILABLE, Retry.SAFE, what + ": the upload stalled; nothing was stored", refusal);
            default -> failure(Kind.UNEXPECTED, Retry.NEVER, what + ": the service refuses the request", refusal);
        };
    }

    private static StorageException other(String what, Effect effect, S3Refusal refusal) {
        if (refusal.status() < 500) {
            return failure(Kind.UNEXPECTED, Retry.NEVER, what + ": the service refuses the request", refusal);
        }
        // A gateway that gives up says nothing of what the service behind it did.
        Retry retry = effect == Effect.WRITES ? Retry.OUTCOME_UNKNOWN : Retry.SAFE;
        return failure(Kind.UNAVAILABLE, retry, what + ": the service failed", refusal);
    }

    private String denial(String code) {
        String source = config.credentials().source();
        return switch (code) {
            case "SignatureDoesNotMatch" -> "the secret access key is wrong; correct it in " + source;
            case "InvalidAccessKeyId" -> "the service does not know the access key id; correct it in " + source;
            case "ExpiredToken" -> "the session token has expired; renew " + source;
            case "InvalidToken", "InvalidSecurity" -> "the session token is not valid; renew " + source;
            case "RequestTimeTooSkewed", "RequestExpired" -> "this machine's clock is wrong; set it";
            default ->
                "access denied; check " + source + ", and that they may list, read, write and delete in bucket "
                        + config.bucket();
        };
    }

    private static StorageException unavailable(String message, Retry retry, IOException cause) {
        return new StorageException(Kind.UNAVAILABLE, retry, message, cause);
    }

    private static StorageException failure(Kind kind, Retry retry, String message, S3Refusal refusal) {
        String full = message + " (" + refusal.getMessage() + ")";
        return refusal.retryAfter()
                .map(pause -> new StorageException(kind, retry, full, refusal, pause))
                .orElseGet(() -> new StorageException(kind, retry, full, refusal));
    }
}
