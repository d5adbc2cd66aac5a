package dev.coven.conformance.fleet;

import dev.coven.conformance.storage.ForwardingStore;
import dev.coven.conformance.storage.InMemoryStore;
import dev.coven.spi.storage.ByteRange;
import dev.coven.spi.storage.ObjectBody;
import dev.coven.spi.storage.ObjectKey;
import dev.coven.spi.storage.StorageException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.atomic.AtomicInteger;

/** A store in memory that lets a test stand in each read: it may wait there, and see how many do. */
final class WatchedStore extends ForwardingStore {
    /** Stands in reads. */
    interface Watch {
        /** A read has begun, one of so many at work. */
        default void begun(ObjectKey key, int atWork) throws StorageException {}

        /** So many bytes of an object were taken. */
        default void taken(ObjectKey key, int bytes) {}
    }

    private final AtomicInteger atWork = new AtomicInteger();
    private volatile Watch watch = new Watch() {};

    WatchedStore() {
        super(new InMemoryStore());
    }

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
}
