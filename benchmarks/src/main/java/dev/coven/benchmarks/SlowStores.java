package dev.coven.benchmarks;

import dev.coven.conformance.storage.CountingStore;
import dev.coven.conformance.storage.ForwardingStore;
import dev.coven.conformance.storage.InMemoryStore;
import dev.coven.spi.plugin.PluginConfig;
import dev.coven.spi.plugin.PluginDescriptor;
import dev.coven.spi.storage.ByteRange;
import dev.coven.spi.storage.KeyPrefix;
import dev.coven.spi.storage.ListCursor;
import dev.coven.spi.storage.ListPage;
import dev.coven.spi.storage.ObjectBody;
import dev.coven.spi.storage.ObjectKey;
import dev.coven.spi.storage.ObjectStat;
import dev.coven.spi.storage.ObjectStore;
import dev.coven.spi.storage.Payload;
import dev.coven.spi.storage.PutCondition;
import dev.coven.spi.storage.PutOutcome;
import dev.coven.spi.storage.StorageException;
import dev.coven.spi.storage.StorageProvider;
import java.net.URI;
import java.util.Optional;

/** Clients of one store in memory whose every request really waits before it is served, as long as is set at that moment. */
final class SlowStores implements StorageProvider {
    static final URI LOCATION = URI.create("slow:library");

    private final InMemoryStore objects = new InMemoryStore();
    private final CountingStore requests = new CountingStore(new SlowStore(objects));
    private volatile long latencyMillis;

    void setLatencyMillis(long latencyMillis) {
        this.latencyMillis = latencyMillis;
    }

    /** What was asked since the last reset. */
    CountingStore requests() {
        return requests;
    }

    @Override
    public PluginDescriptor descriptor() {
        return PluginDescriptor.of("slow", "Memory, far away", "0.1.0");
    }

    /** Closing a client closes nothing: the others go on. */
    @Override
    public ObjectStore open(PluginConfig config) {
        return new ForwardingStore(requests) {
            @Override
            public void close() {
                // The objects stay for the other clients.
            }
        };
    }

    private final class SlowStore extends ForwardingStore {
        SlowStore(ObjectStore store) {
            super(store);
        }

        private void travel() throws StorageException {
            if (latencyMillis == 0) {
                return;
            }
            try {
                Thread.sleep(latencyMillis);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new StorageException(
                        StorageException.Kind.UNAVAILABLE, StorageException.Retry.NEVER, "broken off while waiting", e);
            }
        }

        @Override
        public PutOutcome put(ObjectKey key, Payload payload, PutCondition condition) throws StorageException {
            travel();
            return super.put(key, payload, condition);
        }

        @Override
        public ObjectBody get(ObjectKey key, ByteRange range) throws StorageException {
            travel();
            return super.get(key, range);
        }

        @Override
        public Optional<ObjectStat> stat(ObjectKey key) throws StorageException {
            travel();
            return super.stat(key);
        }

        @Override
        public ListPage list(KeyPrefix prefix, ListCursor cursor, int maxKeys) throws StorageException {
            travel();
            return super.list(prefix, cursor, maxKeys);
        }

        @Override
        public void delete(ObjectKey key) throws StorageException {
            travel();
            super.delete(key);
        }
    }
}
