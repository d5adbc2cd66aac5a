package dev.coven.storage.jclouds;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.coven.spi.storage.StorageException;
import dev.coven.spi.storage.StorageException.Kind;
import dev.coven.spi.storage.StorageException.Retry;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import javax.net.ssl.SSLHandshakeException;
import org.jclouds.http.HttpResponse;
import org.junit.jupiter.api.Test;

class FailuresTest {
    private static final Failures FAILURES = new Failures(new Service(
            "Shelf",
            URI.create("https://shelf.example:8443/bucket"),
            "shelf.endpoint",
            "shelf.read-timeout-seconds",
            Duration.ofSeconds(10),
            Duration.ofSeconds(60)));

    @Test
    void of_nothingWasSent_mayBeRepeated() {
        for (IOException cause : new IOException[] {new UnknownHostException("x"), new ConnectException("x")}) {
            StorageException failure = FAILURES.of("put a", Effect.WRITES, cause);
            assertThat(failure.kind()).isEqualTo(Kind.UNAVAILABLE);
            assertThat(failure.retry()).isEqualTo(Retry.SAFE);
            assertThat(failure).hasMessageContainingAll("put a", "shelf.example", "shelf.endpoint");
        }
    }

    @Test
    void of_noAnswer_leavesAWriteUnknown() {
        for (IOException cause : new IOException[] {new SocketTimeoutException("x"), new IOException("x")}) {
            assertThat(FAILURES.of("put a", Effect.WRITES, cause).retry()).isEqualTo(Retry.OUTCOME_UNKNOWN);
            StorageException read = FAILURES.of("get a", Effect.READS, cause);
            assertThat(read.kind()).isEqualTo(Kind.UNAVAILABLE);
            assertThat(read.retry()).isEqualTo(Retry.SAFE);
        }
    }

    @Test
    void of_certificateNotTrusted_isAWrongConfiguration() {
        StorageException failure = FAILURES.of("get a", Effect.READS, new SSLHandshakeException("x"));
        assertThat(failure.kind()).isEqualTo(Kind.CONFIG_INVALID);
        assertThat(failure.retry()).isEqualTo(Retry.NEVER);
        assertThat(failure).hasMessageContaining("https://shelf.example:8443 ");
    }

    @Test
    void of_malformedAnswer_isToldAndNotTakenForABrokenConnection() {
        StorageException failure = FAILURES.of("get a", Effect.READS, new MalformedAnswer("no size"));
        assertThat(failure.kind()).isEqualTo(Kind.UNEXPECTED);
        assertThat(failure).hasMessageContainingAll("no size", "Shelf");
    }

    @Test
    void of_unreadablePayload_storedNothing() {
        StorageException failure = FAILURES.of("put a", Effect.WRITES, new UnreadablePayload("too short"));
        assertThat(failure.kind()).isEqualTo(Kind.UNEXPECTED);
        assertThat(failure.retry()).isEqualTo(Retry.SAFE);
    }

    @Test
    void of_networkBehindIt_isTheNetworks() {
        RuntimeException failure = new IllegalStateException(new RuntimeException(new ConnectException("x")));
        assertThat(FAILURES.of("get a", Effect.READS, failure).kind()).isEqualTo(Kind.UNAVAILABLE);
    }

    @Test
    void of_ofItsOwn_isNotRepeatedBlindly() {
        RuntimeException failure = new IllegalStateException("x");
        assertThat(FAILURES.of("get a", Effect.READS, failure).retry()).isEqualTo(Retry.NEVER);
        assertThat(FAILURES.of("put a", Effect.WRITES, failure).retry()).isEqualTo(Retry.OUTCOME_UNKNOWN);
    }

    @Test
    void byStatus_serverError_leavesAWriteUnknown() {
        for (int status : new int[] {500, 502, 503, 504, 599}) {
            assertThat(Failures.byStatus("put a", Effect.WRITES, refusal(status, "", "")))
                    .hasMessageContaining("HTTP status " + status)
                    .extracting(StorageException::kind, StorageException::retry)
                    .containsExactly(Kind.UNAVAILABLE, Retry.OUTCOME_UNKNOWN);
            assertThat(Failures.byStatus("get a", Effect.READS, refusal(status, "", ""))
                            .retry())
                    .isEqualTo(Retry.SAFE);
        }
    }

    @Test
    void byStatus_tooManyRequests_passesThePauseOn() {
        StorageException failure = Failures.byStatus("put a", Effect.WRITES, refusal(429, "7", "SlowDown"));
        assertThat(failure.kind()).isEqualTo(Kind.RATE_LIMITED);
        assertThat(failure.retry()).isEqualTo(Retry.SAFE);
        assertThat(failure.retryAfter()).contains(Duration.ofSeconds(7));
        assertThat(failure).hasMessageContaining("SlowDown");
    }

    @Test
    void byStatus_unknownRefusal_isNotRepeated() {
        StorageException failure = Failures.byStatus("put a", Effect.WRITES, refusal(418, "", ""));
        assertThat(failure.kind()).isEqualTo(Kind.UNEXPECTED);
        assertThat(failure.retry()).isEqualTo(Retry.NEVER);
    }

    @Test
    void refusal_pause_isAtMostADay() {
        assertThat(refusal(503, "86400", "").retryAfter()).contains(Duration.ofDays(1));
        assertThat(refusal(503, "86401", "").retryAfter()).contains(Duration.ofDays(1));
        assertThat(refusal(503, "9999999999", "").retryAfter()).isEmpty();
        assertThat(refusal(503, "Wed, 21 Oct 2026 07:28:00 GMT", "").retryAfter())
                .isEmpty();
        assertThat(refusal(503, "-1", "").retryAfter()).isEmpty();
    }

    @Test
    void refusal_longBody_isCut() {
        String body = "x".repeat(Refusal.MAX_BODY_BYTES + 1);
        HttpResponse answer =
                HttpResponse.builder().statusCode(500).payload(body).build();
        assertThat(Refusal.of(answer, bytes -> Integer.toString(bytes.length)).word())
                .isEqualTo(Integer.toString(Refusal.MAX_BODY_BYTES));
    }

    private static Refusal refusal(int status, String retryAfter, String word) {
        HttpResponse answer = HttpResponse.builder()
                .statusCode(status)
                .addHeader("Retry-After", retryAfter)
                .payload(word)
                .build();
        return Refusal.of(answer, bytes -> new String(bytes, UTF_8));
    }
}
