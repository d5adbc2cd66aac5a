package dev.coven.conformance.storage;

import dev.coven.conformance.Breaks;
import dev.coven.spi.storage.ByteRange;
import dev.coven.spi.storage.ObjectBody;
import dev.coven.spi.storage.ObjectKey;
import dev.coven.spi.storage.ObjectStore;
import dev.coven.spi.storage.Payload;
import dev.coven.spi.storage.PutCondition;
import dev.coven.spi.storage.PutOutcome;
import dev.coven.spi.storage.StorageException;
import dev.coven.spi.storage.StoreTraits;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/** Stores whose clients are wrong in how long they live, or in whom they serve. */
final class BrokenClients {
    private BrokenClients() {}

    /** Keeps the key of the request in a field. */
    @Breaks(rule = "N1", says = "thread-")
    static class HasOneRequest extends BrokenStore {
        /** So long does it take to send a request, unless another one comes. */
        private static final int LOOKS = 20_000;

        @Override
        ObjectStore broken(InMemoryStore client) {
            AtomicReference<ObjectKey> current = new AtomicReference<>();
            return new ForwardingStore(client) {
                @Override
                public ObjectBody get(ObjectKey key, ByteRange range) throws StorageException {
                    current.set(key);
                    for (int i = 0; i < LOOKS && key.equals(current.get()); i++) {
                        Thread.onSpinWait();
                    }
                    return store.get(current.get(), range);
                }
            };
        }
    }

    @Breaks(rule = "E1", says = "call 1 of 6 of a closed store")
    static class NeverCloses extends BrokenStore {
        @Override
        ObjectStore broken(InMemoryStore client) {
            return new ForwardingStore(client) {
                @Override
                public void close() {}
            };
        }
    }

    @Breaks(rule = "E2", says = "this store is closed")
    static class ShareOneConnection extends BrokenStore {
        private final AtomicReference<InMemoryStore> shared = new AtomicReference<>();

        @Override
        ObjectStore broken(InMemoryStore client) {
            shared.compareAndSet(null, client);
            return new ForwardingStore(shared.get());
        }
    }

    @Breaks(rule = "E3", says = "traits after a put")
    static class LearnsItsTraits extends BrokenStore {
        @Override
        ObjectStore broken(InMemoryStore client) {
            AtomicInteger puts = new AtomicInteger();
            return new ForwardingStore(client) {
                @Override
                public PutOutcome put(ObjectKey key, Payload payload, PutCondition condition) throws StorageException {
                    PutOutcome outcome = store.put(key, payload, condition);
                    puts.incrementAndGet();
                    return outcome;
                }

                @Override
                public StoreTraits traits() {
                    StoreTraits traits = store.traits();
                    return new StoreTraits(
                            traits.capabilities(), traits.maxObjectBytes(), traits.maxPageKeys() + puts.get());
                }
            };
        }
    }
}
