package dev.coven.conformance.fleet;

import dev.coven.conformance.storage.ForwardingStore;
import dev.coven.conformance.storage.InMemoryStore;
import dev.coven.spi.storage.ByteRange;
import dev.coven.spi.storage.ObjectBody;
import dev.coven.spi.storage.ObjectKey;
import dev.coven.spi.storage.StorageException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A store in memory that remembers what was read of it. */
final class ReadLog extends ForwardingStore {
    /** One read that found its object. */
    record Read(String key, ByteRange range) {}

    private final List<Read> reads = new CopyOnWriteArrayList<>();

    ReadLog() {
        super(new InMemoryStore());
    }

    /** The reads of keys that begin so, since the log was cleared. */
    List<Read> below(String prefix) {
        return reads.stream().filter(read -> read.key().startsWith(prefix)).toList();
    }

    void clear() {
        reads.clear();
    }

    @Override
    public ObjectBody get(ObjectKey key, ByteRange range) throws StorageException {
        ObjectBody body = store.get(key, range);
        reads.add(new Read(key.value(), range));
        return body;
    }
}
