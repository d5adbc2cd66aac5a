package dev.coven.conformance.storage;

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
import java.util.Optional;
import java.util.function.UnaryOperator;

/** A store that says something else when a call fails. */
class RewordingStore extends ForwardingStore {
    private final UnaryOperator<StorageException> other;

    RewordingStore(ObjectStore store, UnaryOperator<StorageException> other) {
        super(store);
        this.other = other;
    }

    private interface Request<T> {
        T send() throws StorageException;
    }

    private <T> T reword(Request<T> request) throws StorageException {
        try {
            return request.send();
        } catch (StorageException e) {
            throw other.apply(e);
        }
    }

    @Override
    public PutOutcome put(ObjectKey key, Payload payload, PutCondition condition) throws StorageException {
        return reword(() -> store.put(key, payload, condition));
    }

    @Override
    public ObjectBody get(ObjectKey key, ByteRange range) throws StorageException {
        return reword(() -> store.get(key, range));
    }

    @Override
    public Optional<ObjectStat> stat(ObjectKey key) throws StorageException {
        return reword(() -> store.stat(key));
    }

    @Override
    public ListPage list(KeyPrefix prefix, ListCursor cursor, int maxKeys) throws StorageException {
        return reword(() -> store.list(prefix, cursor, maxKeys));
    }

    @Override
    public void delete(ObjectKey key) throws StorageException {
        reword(() -> {
            store.delete(key);
            return key;
        });
    }
}
