package dev.coven.storage.s3;

import dev.coven.spi.storage.StorageException;
import dev.coven.spi.storage.StorageException.Kind;
import dev.coven.spi.storage.StorageException.Retry;
import dev.coven.storage.jclouds.Effect;
import dev.coven.storage.jclouds.Failures;
import dev.coven.storage.jclouds.Refusal;
import java.util.Set;

/** Maps what an S3 service answers, and what the network does, to the one failure of a store. */
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

    private final S3Config config;
    private final Failures failures;

    S3Errors(S3Config config) {
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
        return failure instanceof Refusal refusal ? refused(what, effect, refusal) : failures.of(what, effect, failure);
    }

    private StorageException refused(String what, Effect effect, Refusal refusal) {
        String code = refusal.word();
        if (WRONG_REGION.contains(code) || (refusal.status() / 100 == 3)) {
            return Failures.refused(
                    Kind.CONFIG_INVALID,
                    Retry.NEVER,
                    what + ": bucket " + config.bucket() + " is not in region " + config.region()
                            + " of this endpoint; correct region in the store's URL (" + S3Config.REGION + ")",
                    refusal);
        }
        if (TOO_FAST.contains(code)) {
            return Failures.tooFast(what, refusal);
        }
        if (DAMAGED_ON_THE_WAY.contains(code)) {
            return Failures.refused(
                    Kind.CORRUPT,
                    Retry.SAFE,
                    what + ": the bytes were damaged on the way; nothing was stored",
                    refusal);
        }
        return switch (refusal.status()) {
            case 400 -> badRequest(what, effect, refusal);
            case 401, 403 -> denied(what, refusal);
            // Not NOT_FOUND, which is a fact about an object; of a missing bucket's objects nothing can be told.
            case 404 ->
                code.equals("NoSuchBucket")
                        ? failures.noBucket(what, config.bucket(), refusal)
                        : Failures.noObject(what, refusal);
            case 501 ->
                Failures.refused(
                        Kind.UNSUPPORTED,
                        Retry.NEVER,
                        what + ": the service cannot do this; if it was a conditional write, set "
                                + S3Config.CONDITIONAL_CREATE + " to false",
                        refusal);
            default -> Failures.byStatus(what, effect, refusal);
        };
    }

    private StorageException badRequest(String what, Effect effect, Refusal refusal) {
        return switch (refusal.word()) {
            case "ExpiredToken", "InvalidToken", "InvalidAccessKeyId", "InvalidSecurity" -> denied(what, refusal);
            case "EntityTooLarge" -> Failures.tooLarge(what, refusal);
            case "RequestTimeout" -> Failures.stalled(what, refusal);
            default -> Failures.byStatus(what, effect, refusal);
        };
    }

    private StorageException denied(String what, Refusal refusal) {
        return Failures.refused(Kind.DENIED, Retry.NEVER, what + ": " + denial(refusal.word()), refusal);
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
}
