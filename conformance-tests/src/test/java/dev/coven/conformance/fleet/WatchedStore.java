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
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** A store in memory that lets a test stand in each read: it may wait there, and see how many do. */
final class WatchedStore implements ObjectStore {
    /** Stands in reads. */
    interface Watch {
        /** A read has begun, one of so many at work. */
        default void begun(ObjectKey key, int atWork) throws StorageException {}

        /** So many bytes of an object were taken. */
        default void taken(ObjectKey key, int bytes) {}
    }

    private final ObjectStore store = new InMemoryStore();
    private final AtomicInteger atWork = new AtomicInteger();
    private volatile Watch watch = new Watch() {};

    void watch(Watch other) {
        watch = other;
    }

    @Override
    public ObjectBody get(ObjectKey key, ByteRange range) throws StorageException {
        try {
            watch.begun(key, atWork.incrementAndGet());
            ObjectBody body = store.get(key, range);
            return new ObjectBody(body.stat(), counted(key, body.stream()));
        } finally {
            atWork.decrementAndGet();
        }
    }

    private InputStream counted(ObjectKey key, InputStream stream) {
        return new FilterInputStream(stream) {
            @Override
            public int read() throws IOException {
                int next = super.read();
                count(next < 0 ? -1 : 1);
                return next;
            }

            @Override
            public int read(byte[] buffer, int offset, int length) throws IOException {
                int count = super.read(buffer, offset, length);
                count(count);
                return count;
            }

            private void count(int count) {
                if (count > 0) {
                    watch.taken(key, count);
                }
            }
        };
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
