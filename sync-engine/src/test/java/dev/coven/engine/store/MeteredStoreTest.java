package dev.coven.engine.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coven.engine.SyncMeter;
import dev.coven.spi.storage.ByteRange;
import dev.coven.spi.storage.KeyPrefix;
import dev.coven.spi.storage.ListCursor;
import dev.coven.spi.storage.ObjectBody;
import dev.coven.spi.storage.ObjectKey;
import dev.coven.spi.storage.ObjectStat;
import dev.coven.spi.storage.ObjectVersion;
import dev.coven.spi.storage.Payload;
import dev.coven.spi.storage.PutCondition;
import dev.coven.spi.storage.PutOutcome;
import dev.coven.spi.storage.StorageException;
import dev.coven.spi.storage.StorageException.Kind;
import dev.coven.spi.storage.StorageException.Retry;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MeteredStoreTest {
    private static final ObjectKey KEY = new ObjectKey("a");
    private static final int SIZE = 3 * MeteredStream.PIECE + 5;

    private final List<String> measured = new ArrayList<>();
    private long sent;
    private long received;
    private long now;
    private final MeteredStore store = new MeteredStore(new Plain(), new Recorder(), () -> now);
    private @Nullable StorageException failure;
    private InputStream body = new ByteArrayInputStream(new byte[SIZE]);

    private final class Recorder implements SyncMeter {
        @Override
        public void request(Request request, Outcome outcome, Duration duration) {
            measured.add(request + " " + outcome + " " + duration.toMillis());
        }

        @Override
        public void sent(long bytes) {
            sent += bytes;
        }

        @Override
        public void received(long bytes) {
            received += bytes;
        }
    }

    /** Each request takes 10 ms. */
    private final class Plain extends AnsweringStore {
        @Override
        void call() throws StorageException {
            pass(10);
            if (failure != null) {
                throw failure;
            }
        }

        @Override
        public PutOutcome put(ObjectKey key, Payload payload, PutCondition condition) throws StorageException {
            try (InputStream bytes = payload.open()) {
                bytes.readAllBytes();
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
            return super.put(key, payload, condition);
        }

        @Override
        public ObjectBody get(ObjectKey key, ByteRange range) throws StorageException {
            call();
            return new ObjectBody(new ObjectStat(key, SIZE, new ObjectVersion("v")), body);
        }
    }

    private void pass(long millis) {
        now += Duration.ofMillis(millis).toNanos();
    }

    @Test
    void requests_areMeasuredWithTheirOutcome() throws Exception {
        store.put(KEY, Payload.of(new byte[7]), PutCondition.ALWAYS);
        store.put(KEY, Payload.of(new byte[4]), PutCondition.IF_ABSENT);
        store.stat(KEY);
        store.list(new KeyPrefix("a/"), ListCursor.start(), 10);
        store.delete(KEY);
        assertThat(measured)
                .containsExactly("PUT DONE 10", "PUT TAKEN 10", "STAT NOT_FOUND 10", "LIST DONE 10", "DELETE DONE 10");
        assertThat(sent).isEqualTo(11);
    }

    @Test
    void read_lastsUntilItsBodyIsClosed_andCountsWhatCame() throws Exception {
        try (ObjectBody open = store.get(KEY, ByteRange.ALL)) {
            assertThat(open.stream().read()).isZero();
            assertThat(received).isZero();
            open.stream().readNBytes(MeteredStream.PIECE);
            assertThat(received).isBetween(1L, (long) MeteredStream.PIECE + 1);
            pass(90);
        }
        assertThat(received).isEqualTo(MeteredStream.PIECE + 1L);
        assertThat(measured).containsExactly("GET DONE 100");
    }

    @Test
    void bodyClosedTwice_isMeasuredOnce() throws Exception {
        ObjectBody open = store.get(KEY, ByteRange.ALL);
        assertThat(open.stream().readAllBytes()).hasSize(SIZE);
        open.close();
        open.close();
        assertThat(received).isEqualTo(SIZE);
        assertThat(measured).hasSize(1);
    }

    @Test
    void bodyThatBreaksOff_isMeasuredAsUnavailable() throws Exception {
        body = new SequenceInputStream(new ByteArrayInputStream(new byte[10]), new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("reset");
            }

            @Override
            public int read(byte[] buffer, int offset, int length) throws IOException {
                throw new IOException("reset");
            }
        });
        try (ObjectBody open = store.get(KEY, ByteRange.ALL)) {
            assertThatThrownBy(() -> open.stream().readAllBytes()).isInstanceOf(IOException.class);
        }
        assertThat(received).isEqualTo(10);
        assertThat(measured).containsExactly("GET UNAVAILABLE 10");
    }

    @ParameterizedTest
    @CsvSource({
        "NOT_FOUND, NOT_FOUND", "DENIED, DENIED", "RATE_LIMITED, RATE_LIMITED", "UNAVAILABLE, UNAVAILABLE",
        "CORRUPT, FAILED", "UNSUPPORTED, FAILED", "CONFIG_INVALID, FAILED", "UNEXPECTED, FAILED"
    })
    void failure_isMeasuredByItsKind(Kind kind, String outcome) {
        failure = new StorageException(kind, Retry.NEVER, "it failed");
        assertThatThrownBy(() -> store.get(KEY, ByteRange.ALL)).isSameAs(failure);
        assertThatThrownBy(() -> store.delete(KEY)).isSameAs(failure);
        assertThat(measured).containsExactly("GET " + outcome + " 10", "DELETE " + outcome + " 10");
    }
}
