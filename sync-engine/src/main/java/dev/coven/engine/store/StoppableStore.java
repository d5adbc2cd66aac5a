package dev.coven.engine.store;

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

/**
 * Lets a {@link StopSwitch} break requests off: no new one begins, those under way are interrupted, and bodies end where they
 * are, in both directions.
 */
public final class StoppableStore implements ObjectStore {
    private final ObjectStore store;
    private final StopSwitch stop;

    /** A store, closed with this one, that a switch stops. */
    public StoppableStore(ObjectStore store, StopSwitch stop) {
        this.store = store;
        this.stop = stop;
    }

    @Override
    public StoreTraits traits() {
        return store.traits();
    }

    @Override
    public PutOutcome put(ObjectKey key, Payload payload, PutCondition condition) throws StorageException {
        Payload stoppable = new Payload() {
            @Override
            public long length() {
                return payload.length();
            }

            @Override
            public InputStream open() throws IOException {
                return new StoppableUpload(payload.open());
            }
        };
        return stop.during(() -> store.put(key, stoppable, condition));
    }

    @Override
    public ObjectBody get(ObjectKey key, ByteRange range) throws StorageException {
        ObjectBody body = stop.during(() -> store.get(key, range));
        return new ObjectBody(body.stat(), new StoppableStream(body.stream()));
    }

    @Override
    public Optional<ObjectStat> stat(ObjectKey key) throws StorageException {
        return stop.during(() -> store.stat(key));
    }

    @Override
    public ListPage list(KeyPrefix prefix, ListCursor cursor, int maxKeys) throws StorageException {
        return stop.during(() -> store.list(prefix, cursor, maxKeys));
    }

    @Override
    public void delete(ObjectKey key) throws StorageException {
        stop.during(() -> {
            store.delete(key);
            return key;
        });
    }

    @Override
    public void close() throws StorageException {
        store.close();
    }

    private final class StoppableStream extends FilterInputStream {
        StoppableStream(InputStream stream) {
            super(stream);
        }

        @Override
        public int read() throws IOException {
            return stop.during(super::read);
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            return stop.during(() -> super.read(buffer, offset, length));
        }

        @Override
        public long skip(long count) throws IOException {
            return stop.during(() -> super.skip(count));
        }
    }

    /** Read by a client within its request, so it fails in the way that a client is ready for. */
    private final class StoppableUpload extends FilterInputStream {
        StoppableUpload(InputStream stream) {
            super(stream);
        }

        @Override
        public int read() throws IOException {
            requireGoingOn();
            return super.read();
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            requireGoingOn();
            return super.read(buffer, offset, length);
        }

        private void requireGoingOn() throws IOException {
            if (stop.isStopped()) {
                throw new IOException("the library was closed meanwhile");
            }
        }
    }
}
