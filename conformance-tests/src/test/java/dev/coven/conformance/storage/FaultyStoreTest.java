package dev.coven.conformance.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.coven.spi.storage.ByteRange;
import dev.coven.spi.storage.KeyPrefix;
import dev.coven.spi.storage.ListCursor;
import dev.coven.spi.storage.ObjectBody;
import dev.coven.spi.storage.ObjectKey;
import dev.coven.spi.storage.Payload;
import dev.coven.spi.storage.PutCondition;
import dev.coven.spi.storage.StorageException;
import dev.coven.spi.storage.StorageException.Kind;
import dev.coven.spi.storage.StorageException.Retry;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class FaultyStoreTest {
    private static final ObjectKey KEY = new ObjectKey("a/b");

    private final InMemoryStore store = new InMemoryStore();
    private final FaultPlan plan = FaultPlan.of();
    private final FaultyStore faulty = new FaultyStore(store, plan);

    @Test
    void put_failsBefore_storesNothingAndIsSafe() {
        plan.add(Fault.before(StoreRequest.PUT));
        StorageException failure = catchThrowableOfType(StorageException.class, this::put);
        assertThat(failure.retry()).isEqualTo(Retry.SAFE);
        assertThat(store.stat(KEY)).isEmpty();
    }

    @Test
    void put_failsAfter_isStoredAndUnknown() {
        plan.add(Fault.after(StoreRequest.PUT).with(Kind.RATE_LIMITED));
        StorageException failure = catchThrowableOfType(StorageException.class, this::put);
        assertThat(failure.retry()).isEqualTo(Retry.OUTCOME_UNKNOWN);
        assertThat(failure.kind()).isEqualTo(Kind.RATE_LIMITED);
        assertThat(store.stat(KEY)).isPresent();
    }

    @Test
    void fault_ofTheThirdCall_strikesOnce() throws Exception {
        plan.add(Fault.before(StoreRequest.PUT).below("a/").nth(3));
        put();
        put();
        faulty.put(new ObjectKey("b/c"), Payload.of(new byte[1]), PutCondition.ALWAYS);
        assertThatThrownBy(this::put).isInstanceOf(StorageException.class);
        put();
        assertThat(plan.remaining()).isZero();
    }

    @Test
    void fault_ofEveryCall_endsWhenCleared() throws Exception {
        plan.add(Fault.before(StoreRequest.LIST).always());
        for (int i = 0; i < 3; i++) {
            assertThatThrownBy(() -> faulty.list(KeyPrefix.ALL, ListCursor.start(), 1))
                    .isInstanceOf(StorageException.class);
        }
        plan.clear();
        assertThat(faulty.list(KeyPrefix.ALL, ListCursor.start(), 1).objects()).isEmpty();
    }

    @Test
    void get_breaksMidway_givesHalfAndThenThrows() throws Exception {
        put();
        plan.add(Fault.midway());
        try (ObjectBody body = faulty.get(KEY, ByteRange.ALL)) {
            assertThat(body.stat().size()).isEqualTo(10);
            assertThat(body.stream().readNBytes(5)).hasSize(5);
            assertThatThrownBy(() -> body.stream().read()).isInstanceOf(IOException.class);
        }
    }

    private void put() throws StorageException {
        faulty.put(KEY, Payload.of(new byte[10]), PutCondition.ALWAYS);
    }
}
