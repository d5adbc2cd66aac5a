package dev.coven.storage.gcs;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Optional;
import org.jclouds.http.HttpResponse;
import org.jspecify.annotations.Nullable;

/** An answer that is not success: what the service said, and nothing of what was asked, so that it can be shown. */
final class GcsRefusal extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** How much of an error's body is read. */
    static final int MAX_BODY_BYTES = 64 << 10;

    /** The longest pause that is passed on: one day. */
    private static final long MAX_RETRY_AFTER_SECONDS = 86_400;

    private final int status;
    private final String reason;
    private final @Nullable Duration retryAfter;

    private GcsRefusal(int status, String reason, @Nullable Duration retryAfter) {
        super("HTTP status " + status + (reason.isEmpty() ? "" : ", " + reason));
        this.status = status;
        this.reason = reason;
        this.retryAfter = retryAfter;
    }

    /** Reads what there is to say, and gives the connection back. */
    static GcsRefusal of(HttpResponse response) {
        String reason = "";
        if (response.getPayload() != null) {
            try (InputStream body = response.getPayload().openStream()) {
                reason = GcsJson.errorReason(body.readNBytes(MAX_BODY_BYTES));
            } catch (IOException e) {
                // The status alone decides then.
                reason = "";
            }
        }
        return new GcsRefusal(response.getStatusCode(), reason, seconds(response.getFirstHeaderOrNull("Retry-After")));
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
    String reason() {
        return reason;
    }

    Optional<Duration> retryAfter() {
        return Optional.ofNullable(retryAfter);
    }
}
