package dev.coven.storage.jclouds;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Optional;
import org.jclouds.http.HttpResponse;
import org.jspecify.annotations.Nullable;

/**
 * An answer that is not success, thrown by every request of an {@link ApiClient}. It holds what the service said, and nothing of
 * what was asked, so that it can be shown.
 */
public final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** How much of an error's body is read. */
    public static final int MAX_BODY_BYTES = 64 << 10;

    /** The longest pause that is passed on: one day. */
    static final long MAX_RETRY_AFTER_SECONDS = 86_400;

    private final int status;
    private final String word;
    private final @Nullable Duration retryAfter;

    private Refusal(int status, String word, @Nullable Duration retryAfter) {
        super("HTTP status " + status + (word.isEmpty() ? "" : ", " + word));
        this.status = status;
        this.word = word;
        this.retryAfter = retryAfter;
    }

    /** A refusal that came as the body of a success. */
    public static Refusal inSuccess(int status, String word) {
        return new Refusal(status, word, null);
    }

    /** Reads what there is to say, and gives the connection back. A body that breaks off leaves the status to decide. */
    static Refusal of(HttpResponse answer, ErrorFormat format) {
        String word = "";
        if (answer.getPayload() != null) {
            try (InputStream body = answer.getPayload().openStream()) {
                word = format.word(body.readNBytes(MAX_BODY_BYTES));
            } catch (IOException e) {
                word = "";
            }
        }
        return new Refusal(
                answer.getStatusCode(),
                word,
                pause(Answers.header(answer, "Retry-After").orElse("")));
    }

    /** A date is not understood: it would need this machine's clock to be right. */
    private static @Nullable Duration pause(String header) {
        if (!header.matches("[0-9]{1,9}")) {
            return null;
        }
        return Duration.ofSeconds(Math.min(Long.parseLong(header), MAX_RETRY_AFTER_SECONDS));
    }

    /** The HTTP status: 300 or more. */
    public int status() {
        return status;
    }

    /** The service's word for it, or empty when it gave none. */
    public String word() {
        return word;
    }

    /** The pause that the service asks for, at most one day. */
    public Optional<Duration> retryAfter() {
        return Optional.ofNullable(retryAfter);
    }
}
