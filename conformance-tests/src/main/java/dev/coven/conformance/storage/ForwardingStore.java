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
import dev.coven.spi.storage.StoreTraits;
import java.util.Optional;

/**
 * Passes every call on to another store: the base of stores that do one thing otherwise, and of those that are wrong in one
 * thing.
 */
@Stability(Stability.Promise.EVOLVING)
public class ForwardingStore implements ObjectStore {
    /** The store that is called. */
    protected final ObjectStore store;

    /** Passes calls on to this store, and closes it when it is closed. */
    protected ForwardingStore(ObjectStore store) {
        this.store = store;
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
        return store.get(key, range);
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
