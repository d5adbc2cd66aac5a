package dev.coven.conformance.storage;

import dev.coven.spi.storage.ObjectKey;
import dev.coven.spi.storage.ObjectStore;
import dev.coven.spi.storage.Payload;
import dev.coven.spi.storage.PutCondition;
import dev.coven.spi.storage.PutOutcome;
import dev.coven.spi.storage.StorageException;

/** A service that takes the header of a condition for decoration. */
final class OverwritingStore extends ForwardingStore {
    OverwritingStore(ObjectStore store) {
        super(store);
    }

    @Override
    public PutOutcome put(ObjectKey key, Payload payload, PutCondition condition) throws StorageException {
        return store.put(key, payload, PutCondition.ALWAYS);
    }
}
