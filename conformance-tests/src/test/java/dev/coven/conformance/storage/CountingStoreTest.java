package dev.coven.conformance.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.coven.spi.storage.ByteRange;
import dev.coven.spi.storage.KeyPrefix;
import dev.coven.spi.storage.ListCursor;
import dev.coven.spi.storage.ObjectKey;
import dev.coven.spi.storage.ObjectStore;
import dev.coven.spi.storage.StorageException;
import org.junit.jupiter.api.Test;

class CountingStoreTest extends ObjectStoreContract {
    private final InMemoryStore shared = new InMemoryStore();

    @Override
    protected ObjectStore connect() {
        return new CountingStore(new FaultyStore(shared.anotherClient(), FaultPlan.of()));
    }

    @Test
    void counts_ofEachRequest_areKeptApart() throws Exception {
        CountingStore store = new CountingStore(shared.anotherClient());
        store.stat(new ObjectKey("a"));
        store.stat(new ObjectKey("a"));
        store.list(KeyPrefix.ALL, ListCursor.start(), 1);
        assertThat(catchThrowable(() -> store.get(new ObjectKey("a"), ByteRange.ALL)))
                .isInstanceOf(StorageException.class);
        assertThat(store.count(StoreRequest.STAT)).isEqualTo(2);
        assertThat(store.count(StoreRequest.GET)).isEqualTo(1);
        assertThat(store.total()).isEqualTo(4);
        store.reset();
        assertThat(store.total()).isZero();
    }
}
