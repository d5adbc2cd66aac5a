package dev.coven.storage.s3;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Optional;
import org.jclouds.http.HttpResponse;
import org.jspecify.annotations.Nullable;

/** An answer that is not success: what the service said, and nothing of what was asked, so that it can be shown. */
final class S3Refusal extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** How much of an error's body is read. */
    static final int MAX_BODY_BYTES = 64 << 10;

    /** The longest pause that is passed on: one day. */
    private static final long MAX_RETRY_AFTER_SECONDS = 86_400;

    private final int status;
    private final String code;
    private final @Nullable Duration retryAfter;
    private final @Nullable String contentRange;

    private S3Refusal(int status, String code, @Nullable Duration retryAfter, @Nullable String contentRange) {
        super("HTTP status " + status + (code.isEmpty() ? "" : ", " + code));
        this.status = status;
        this.code = code;
        this.retryAfter = retryAfter;
        this.contentRange = contentRange;
    }

    /** Reads what there is to say, and gives the connection back. */
    static S3Refusal of(HttpResponse response) {
        String code = "";
        if (response.getPayload() != null) {
            try (InputStream body = response.getPayload().openStream()) {
                code = S3Xml.errorCode(body.readNBytes(MAX_BODY_BYTES));
            } catch (IOException e) {
                // The status alone decides then.
                code = "";
            }
        }
        return new S3Refusal(
                response.getStatusCode(),
                code,
                seconds(response.getFirstHeaderOrNull("Retry-After")),
                response.getFirstHeaderOrNull("Content-Range"));
    }

    /** A refusal that came as the body of a success, as the end of a multipart upload may. */
    static S3Refusal ofSuccess(String code) {
        int status = code.equals("PreconditionFailed") ? 412 : 500;
        return new S3Refusal(status, code, null, null);
    }

    private static @Nullable Duration seconds(@Nullable String header) {
        if (header == null || !header.matches("[0-9]{1,9}")) {
            return null;
        }
        return Duration.ofSeconds(Math.min(Long.parseLong(header), MAX_RETRY_AFTER_SECONDS));
    }

    int status() {
        return status;
    }

    /** The service's word for it, or empty when it gave none. */
    String code() {
        return code;
    }

    Optional<Duration> retryAfter() {
        return Optional.ofNullable(retryAfter);
    }

    /** Of a range that lies past the end: how long the object is. */
    Optional<String> contentRange() {
        return Optional.ofNullable(contentRange);
    }
}
