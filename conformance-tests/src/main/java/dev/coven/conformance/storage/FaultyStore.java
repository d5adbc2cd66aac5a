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
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/**
 * Passes requests on to a store, except that those of a {@link FaultPlan} fail, before or after they took effect. Thread
 * safe.
 */
@Stability(Stability.Promise.EVOLVING)
public final class FaultyStore extends ForwardingStore {
    private final FaultPlan plan;

    /** Spoils {@code store}, which is closed with this one. */
    public FaultyStore(ObjectStore store, FaultPlan plan) {
        super(store);
        this.plan = plan;
    }

    @Override
    public PutOutcome put(ObjectKey key, Payload payload, PutCondition condition) throws StorageException {
        return call(StoreRequest.PUT, key.value(), () -> store.put(key, payload, condition));
    }

    @Override
    public ObjectBody get(ObjectKey key, ByteRange range) throws StorageException {
        Optional<Fault> fault = plan.strike(StoreRequest.GET, key.value());
        if (fault.isEmpty()) {
            return store.get(key, range);
        }
        if (fault.get().moment() != Fault.Moment.MIDWAY) {
            throw fault.get().exception(key.value());
        }
        ObjectBody body = store.get(key, range);
        long half = range.lengthWithin(body.stat().size()) / 2;
        return new ObjectBody(body.stat(), new BreakingStream(body.stream(), half));
    }

    @Override
    public Optional<ObjectStat> stat(ObjectKey key) throws StorageException {
        return call(StoreRequest.STAT, key.value(), () -> store.stat(key));
    }

    @Override
    public ListPage list(KeyPrefix prefix, ListCursor cursor, int maxKeys) throws StorageException {
        return call(StoreRequest.LIST, prefix.value(), () -> store.list(prefix, cursor, maxKeys));
    }

    @Override
    public void delete(ObjectKey key) throws StorageException {
        call(StoreRequest.DELETE, key.value(), () -> {
            store.delete(key);
            return key;
        });
    }

    private <T> T call(StoreRequest request, String key, Call<T> call) throws StorageException {
        Optional<Fault> fault = plan.strike(request, key);
        if (fault.isEmpty()) {
            return call.run();
        }
        if (fault.get().moment() != Fault.Moment.BEFORE) {
            call.run();
        }
        throw fault.get().exception(key);
    }

    private interface Call<T> {
        T run() throws StorageException;
    }

    /** Gives so many bytes, then fails. */
    private static final class BreakingStream extends FilterInputStream {
        private long left;

        BreakingStream(InputStream stream, long left) {
            super(stream);
            this.left = left;
        }

        @Override
        public int read() throws IOException {
            requireWhole();
            left--;
            return super.read();
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            if (length == 0) {
                return 0;
            }
            requireWhole();
            int count = super.read(buffer, offset, (int) Math.min(length, left));
            left -= Math.max(0, count);
            return count;
        }

        @Override
        public long skip(long count) throws IOException {
            long skipped = super.skip(Math.min(count, left));
            left -= skipped;
            return skipped;
        }

        private void requireWhole() throws IOException {
            if (left == 0) {
                throw new IOException("planned fault: the transfer broke off");
            }
        }
    }
}
