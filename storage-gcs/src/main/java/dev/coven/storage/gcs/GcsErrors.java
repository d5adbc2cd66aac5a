package dev.coven.storage.gcs;

import dev.coven.spi.storage.StorageException;
import dev.coven.spi.storage.StorageException.Kind;
import dev.coven.spi.storage.StorageException.Retry;
import dev.coven.storage.jclouds.Effect;
import dev.coven.storage.jclouds.Failures;
import dev.coven.storage.jclouds.Refusal;
import java.util.Set;

/** Maps what Google Cloud Storage answers, and what the network does, to the one failure of a store. */
final class GcsErrors {
    private static final Set<String> TOO_FAST =
            Set.of("rateLimitExceeded", "userRateLimitExceeded", "quotaExceeded", "dailyLimitExceeded");

    private final GcsConfig config;
    private final Failures failures;

    GcsErrors(GcsConfig config) {
        this.config = config;
        this.failures = new Failures(config.service());
    }

    /**
     * The failure of a call, before, during or after a transfer.
     *
     * @param what what was asked of which key
     * @param failure what was thrown
     */
    StorageException of(String what, Effect effect, Exception failure) {
        if (failure instanceof Refusal refusal) {
            return refused(what, effect, refusal);
        }
        for (Throwable cause = failure.getCause(); cause != null; cause = cause.getCause()) {
            if (cause instanceof Refusal refusal) {
                return noToken(what, refusal);
            }
        }
        return failures.of(what, effect, failure);
    }

    /** A refusal that came while the request was still being made is the token service's. */
    private StorageException noToken(String what, Refusal refusal) {
        if (refusal.status() >= 500 || refusal.status() == 429) {
            return Failures.refused(
                    Kind.UNAVAILABLE, Retry.SAFE, what + ": the service that gives out tokens failed", refusal);
        }
        return Failures.refused(
                Kind.DENIED,
                Retry.NEVER,
                what + ": no token is given to the service account; check its key in "
                        + config.credentials().source() + ", and this machine's clock",
                refusal);
    }

    /** What was stored is not what was sent, and is removed again. */
    static StorageException damaged(String what) {
        return new StorageException(
                Kind.CORRUPT, Retry.SAFE, what + ": the bytes were damaged on the way; nothing was stored");
    }

    /** There is no bucket; nothing can be told about any object. */
    StorageException noBucket(String what, Refusal refusal) {
        return failures.noBucket(what, config.bucket(), refusal);
    }

    private StorageException refused(String what, Effect effect, Refusal refusal) {
        if (TOO_FAST.contains(refusal.word())) {
            return Failures.tooFast(what, refusal);
        }
        String source = config.credentials().source();
        return switch (refusal.status()) {
            case 401 ->
                Failures.refused(
                        Kind.DENIED,
                        Retry.NEVER,
                        what + ": the access token is not valid or has expired; renew " + source,
                        refusal);
            case 403 ->
                Failures.refused(
                        Kind.DENIED,
                        Retry.NEVER,
                        what + ": access denied; check " + source
                                + ", and that they may list, read, write and delete in bucket " + config.bucket(),
                        refusal);
            case 404 -> Failures.noObject(what, refusal);
            default -> Failures.byStatus(what, effect, refusal);
        };
    }
}
