package dev.coven.engine.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coven.spi.storage.ByteRange;
import dev.coven.spi.storage.KeyPrefix;
import dev.coven.spi.storage.ListCursor;
import dev.coven.spi.storage.ObjectKey;
import dev.coven.spi.storage.ObjectStore;
import dev.coven.spi.storage.Payload;
import dev.coven.spi.storage.PutCondition;
import dev.coven.spi.storage.PutOutcome;
import dev.coven.spi.storage.StorageException;
import dev.coven.spi.storage.StorageException.Kind;
import dev.coven.spi.storage.StorageException.Retry;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RetryingStoreTest {
    private static final ObjectKey KEY = new ObjectKey("a");

    private final List<Duration> pauses = new ArrayList<>();
    private int calls;
    private @Nullable Duration asked;

    /** Fails every call until so many were made. */
    private final class Failing extends AnsweringStore {
        private final int failures;
        private final Retry retry;

        Failing(int failures, Retry retry) {
            this.failures = failures;
            this.retry = retry;
        }

        @Override
        void call() throws StorageException {
            if (++calls <= failures) {
                String message = "call " + calls;
                throw asked == null
                        ? new StorageException(Kind.UNAVAILABLE, retry, message)
                        : new StorageException(Kind.RATE_LIMITED, retry, message, new IOException(message), asked);
            }
        }
    }

    private RetryingStore retrying(ObjectStore store) {
        RetryPolicy policy = new RetryPolicy(4, Duration.ofMillis(100), Duration.ofMillis(250));
        return new RetryingStore(store, policy, pauses::add, () -> 1.0);
    }

    @Test
    void passingFailures_areRepeatedWithGrowingPauses() throws Exception {
        assertThat(retrying(new Failing(3, Retry.SAFE)).stat(KEY)).isEmpty();
        assertThat(calls).isEqualTo(4);
        assertThat(pauses).containsExactly(Duration.ofMillis(100), Duration.ofMillis(200), Duration.ofMillis(250));
    }

    @Test
    void pauseThatTheServiceAskedFor_isKeptUpToTheLongest() throws Exception {
        asked = Duration.ofMillis(130);
        assertThat(retrying(new Failing(2, Retry.SAFE)).stat(KEY)).isEmpty();
        asked = Duration.ofDays(1);
        calls = 0;
        assertThat(retrying(new Failing(1, Retry.SAFE)).stat(KEY)).isEmpty();
        assertThat(pauses).containsExactly(Duration.ofMillis(130), Duration.ofMillis(200), Duration.ofMillis(250));
    }

    @Test
    void failuresBeyondTheLimit_areGivenUp() {
        RetryingStore store = retrying(new Failing(4, Retry.SAFE));
        assertThatThrownBy(() -> store.delete(KEY))
                .isInstanceOf(StorageException.class)
                .hasMessage("call 4");
        assertThat(calls).isEqualTo(4);
    }

    @Test
    void failuresThatCannotPass_areNotRepeated() {
        RetryingStore store = retrying(new Failing(1, Retry.NEVER));
        assertThatThrownBy(() -> store.stat(KEY)).isInstanceOf(StorageException.class);
        assertThat(calls).isEqualTo(1);
        assertThat(pauses).isEmpty();
    }

    /** Whoever asks for a pause may also say that it makes no difference. */
    @Test
    void failureThatCannotPass_isNotRepeatedThoughAPauseIsAskedFor() {
        asked = Duration.ofSeconds(1);
        RetryingStore store = retrying(new Failing(1, Retry.NEVER));
        assertThatThrownBy(() -> store.stat(KEY)).isInstanceOf(StorageException.class);
        assertThat(calls).isEqualTo(1);
    }

    @Test
    void pauses_areShortenedByChance_toHalfAtMost() throws Exception {
        RetryPolicy policy = new RetryPolicy(4, Duration.ofMillis(100), Duration.ofMillis(250));
        new RetryingStore(new Failing(3, Retry.SAFE), policy, pauses::add, () -> 0.0).stat(KEY);
        assertThat(pauses).containsExactly(Duration.ofMillis(50), Duration.ofMillis(100), Duration.ofMillis(125));
    }

    @Test
    void pause_thatTheServiceAskedFor_isNotShortenedByChance() throws Exception {
        asked = Duration.ofMillis(90);
        RetryPolicy policy = new RetryPolicy(2, Duration.ofMillis(100), Duration.ofMillis(250));
        new RetryingStore(new Failing(1, Retry.SAFE), policy, pauses::add, () -> 0.0).stat(KEY);
        assertThat(pauses).containsExactly(Duration.ofMillis(90));
    }

    private interface Call {
        void on(RetryingStore store) throws StorageException;
    }

    static Stream<Named<Call>> calls() {
        return Stream.of(
                Named.of("put", store -> store.put(KEY, Payload.of(new byte[0]), PutCondition.ALWAYS)),
                Named.of("stat", store -> store.stat(KEY)),
                Named.of("list", store -> store.list(new KeyPrefix("a/"), ListCursor.start(), 1)),
                Named.of("delete", store -> store.delete(KEY)));
    }

    /** None of them does harm twice. */
    @ParameterizedTest
    @MethodSource("calls")
    void requestOfUnknownOutcome_isRepeated(Call call) throws Exception {
        call.on(retrying(new Failing(1, Retry.OUTCOME_UNKNOWN)));
        assertThat(calls).isEqualTo(2);
    }

    @Test
    void get_thatMayBeRepeated_isRepeatedUntilTheStoreAnswers() {
        RetryingStore store = retrying(new Failing(2, Retry.SAFE));
        assertThatThrownBy(() -> store.get(KEY, ByteRange.ALL)).hasMessageContaining("nothing at");
        assertThat(calls).isEqualTo(3);
    }

    @Test
    void creatingPutOfUnknownOutcome_isRepeatedAndAnsweredByTheStore() throws Exception {
        PutOutcome outcome = retrying(new Failing(1, Retry.OUTCOME_UNKNOWN))
                .put(KEY, Payload.of(new byte[0]), PutCondition.IF_ABSENT);
        assertThat(outcome).isInstanceOf(PutOutcome.ConditionNotMet.class);
        assertThat(calls).isEqualTo(2);
    }

    @Test
    void interruptWhileWaiting_endsTheRequestAndIsKept() {
        RetryingStore store = new RetryingStore(
                new Failing(9, Retry.SAFE),
                new RetryPolicy(9, Duration.ofMillis(1), Duration.ofMillis(1)),
                duration -> {
                    throw new InterruptedException();
                },
                () -> 0.5);
        assertThatThrownBy(() -> store.stat(KEY))
                .isInstanceOf(StorageException.class)
                .hasMessageContaining("interrupted");
        assertThat(Thread.interrupted()).isTrue();
    }
}
