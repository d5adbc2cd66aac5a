package dev.coven.engine.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coven.spi.storage.ByteRange;
import dev.coven.spi.storage.KeyPrefix;
import dev.coven.spi.storage.ListCursor;
import dev.coven.spi.storage.ListPage;
import dev.coven.spi.storage.ObjectBody;
import dev.coven.spi.storage.ObjectKey;
import dev.coven.spi.storage.ObjectStat;
import dev.coven.spi.storage.ObjectStore;
import dev.coven.spi.storage.ObjectVersion;
import dev.coven.spi.storage.Payload;
import dev.coven.spi.storage.PutCondition;
import dev.coven.spi.storage.PutOutcome;
import dev.coven.spi.storage.StorageException;
import dev.coven.spi.storage.StoreTraits;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A transfer that is under way when the library is closed. */
class StoppableStoreTest {
    private static final ObjectKey KEY = new ObjectKey("a");
    private static final int SIZE = 1000;

    private final StopSwitch stop = new StopSwitch();
    private int calls;
    private int taken;

    /** Is stopped when it has taken half of an upload. */
    private final class HalfWay implements ObjectStore {
        @Override
        public StoreTraits traits() {
            return new StoreTraits(Set.of(), 1 << 20, 10);
        }

        @Override
        public PutOutcome put(ObjectKey key, Payload payload, PutCondition condition) throws StorageException {
            calls++;
            try (InputStream bytes = payload.open()) {
                taken += bytes.readNBytes(SIZE / 2).length;
                stop.stop();
                taken += bytes.readAllBytes().length;
            } catch (IOException e) {
                throw new StorageException(
                        StorageException.Kind.UNAVAILABLE, StorageException.Retry.OUTCOME_UNKNOWN, "broke off", e);
            }
            return new PutOutcome.Stored(new ObjectVersion("v"));
        }

        @Override
        public ObjectBody get(ObjectKey key, ByteRange range) {
            calls++;
            return new ObjectBody(
                    new ObjectStat(key, SIZE, new ObjectVersion("v")), new ByteArrayInputStream(new byte[SIZE]));
        }

        @Override
        public Optional<ObjectStat> stat(ObjectKey key) {
            calls++;
            return Optional.empty();
        }

        @Override
        public ListPage list(KeyPrefix prefix, ListCursor cursor, int maxKeys) {
            calls++;
            return ListPage.last(List.of());
        }

        @Override
        public void delete(ObjectKey key) {
            calls++;
        }

        @Override
        public void close() {
            calls++;
        }
    }

    /** As the engine stacks them: what is stopped is not repeated. */
    private ObjectStore stacked() {
        RetryPolicy policy = new RetryPolicy(5, Duration.ofSeconds(1), Duration.ofSeconds(1));
        return new StoppableStore(new RetryingStore(new HalfWay(), policy, stop.over(duration -> {}), () -> 1), stop);
    }

    @Test
    void upload_breaksOffWhereItIs_andIsNotRepeated() {
        assertThatThrownBy(() -> stacked().put(KEY, Payload.of(new byte[SIZE]), PutCondition.IF_ABSENT))
                .isInstanceOf(StoppedException.class);
        assertThat(taken).isEqualTo(SIZE / 2);
        assertThat(calls).isEqualTo(1);
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
    }

    @Test
    void download_breaksOffWhereItIs_andCanBeClosed() throws Exception {
        try (ObjectBody body = stacked().get(KEY, ByteRange.ALL)) {
            assertThat(body.stream().readNBytes(10)).hasSize(10);
            stop.stop();
            assertThatThrownBy(() -> body.stream().read()).isInstanceOf(StoppedException.class);
            assertThatThrownBy(() -> body.stream().readAllBytes()).isInstanceOf(StoppedException.class);
        }
    }

    @Test
    void requests_afterTheStop_areNotSent_butTheStoreIsClosed() throws Exception {
        ObjectStore store = stacked();
        stop.stop();
        assertThatThrownBy(() -> store.put(KEY, Payload.of(new byte[1]), PutCondition.ALWAYS))
                .isInstanceOf(StoppedException.class);
        assertThatThrownBy(() -> store.get(KEY, ByteRange.ALL)).isInstanceOf(StoppedException.class);
        assertThatThrownBy(() -> store.stat(KEY)).isInstanceOf(StoppedException.class);
        assertThatThrownBy(() -> store.list(new KeyPrefix("a/"), ListCursor.start(), 1))
                .isInstanceOf(StoppedException.class);
        assertThatThrownBy(() -> store.delete(KEY)).isInstanceOf(StoppedException.class);
        assertThat(calls).isZero();
        store.close();
        assertThat(calls).isEqualTo(1);
    }
}
