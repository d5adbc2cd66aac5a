package dev.coven.conformance.fleet;

import dev.coven.conformance.storage.InMemoryStore;
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
import dev.coven.spi.storage.StoreTraits;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** A store in memory that remembers what was read of it. */
final class ReadLog implements ObjectStore {
    /** One read that found its object. */
    record Read(String key, ByteRange range) {}

    private final ObjectStore store = new InMemoryStore();
    private final List<Read> reads = new CopyOnWriteArrayList<>();

    /** The reads of keys that begin so, since the log was cleared. */
    List<Read> below(String prefix) {
        return reads.stream().filter(read -> read.key().startsWith(prefix)).toList();
    }

    void clear() {
        reads.clear();
    }

    @Override
    public StoreTraits traits() {
        return store.traits();
    }

    @Override
    public PutOutcome put(ObjectKey key, Payload payload, PutCondition condition) throws StorageException {
        return store.put(key, payload, condition);
    }

    @Override
    public ObjectBody get(ObjectKey key, ByteRange range) throws StorageException {
        ObjectBody body = store.get(key, range);
        reads.add(new Read(key.value(), range));
        return body;
    }

    @Override
    public Optional<ObjectStat> stat(ObjectKey key) throws StorageException {
        return store.stat(key);
    }

    @Override
    public ListPage list(KeyPrefix prefix, ListCursor cursor, int maxKeys) throws StorageException {
        return store.list(prefix, cursor, maxKeys);
    }

    @Override
    public void delete(ObjectKey key) throws StorageException {
        store.delete(key);
    }

    @Override
    public void close() throws StorageException {
        store.close();
    }
}
