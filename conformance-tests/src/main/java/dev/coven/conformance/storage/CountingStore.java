package dev.coven.conformance.storage;

import dev.coven.spi.plugin.Stability;
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
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Counts the requests that reach a store, failed ones too, and passes them on. Thread safe.
 *
 * <p>{@link #traits()} and {@link #close()} are no requests. A test that bounds what an operation costs wraps the store in
 * this, calls {@link #reset()}, runs the operation and reads the counts.
 */
@Stability(Stability.Promise.EVOLVING)
public final class CountingStore extends ForwardingStore {
    private final Map<StoreRequest, AtomicLong> counts = new EnumMap<>(StoreRequest.class);

    /** Counts what goes to {@code store}, which is closed with this one. */
    public CountingStore(ObjectStore store) {
        super(store);
        for (StoreRequest request : StoreRequest.values()) {
            counts.put(request, new AtomicLong());
        }
    }

    /** How many requests of this kind there were since the last reset. */
    public long count(StoreRequest request) {
        return counter(request).get();
    }

    /** How many requests there were since the last reset. */
    public long total() {
        return counts.values().stream().mapToLong(AtomicLong::get).sum();
    }

    /** Counts from zero again. */
    public void reset() {
        counts.values().forEach(counter -> counter.set(0));
    }

    @Override
    public PutOutcome put(ObjectKey key, Payload payload, PutCondition condition) throws StorageException {
        countOne(StoreRequest.PUT);
        return store.put(key, payload, condition);
    }

    @Override
    public ObjectBody get(ObjectKey key, ByteRange range) throws StorageException {
        countOne(StoreRequest.GET);
        return store.get(key, range);
    }

    @Override
    public Optional<ObjectStat> stat(ObjectKey key) throws StorageException {
        countOne(StoreRequest.STAT);
        return store.stat(key);
    }

    @Override
    public ListPage list(KeyPrefix prefix, ListCursor cursor, int maxKeys) throws StorageException {
        countOne(StoreRequest.LIST);
        return store.list(prefix, cursor, maxKeys);
    }

    @Override
    public void delete(ObjectKey key) throws StorageException {
        countOne(StoreRequest.DELETE);
        store.delete(key);
    }

    private void countOne(StoreRequest request) {
        counter(request).incrementAndGet();
    }

    private AtomicLong counter(StoreRequest request) {
        return Objects.requireNonNull(counts.get(request));
    }
}
