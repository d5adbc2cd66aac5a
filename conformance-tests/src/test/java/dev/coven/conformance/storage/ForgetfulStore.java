package dev.coven.conformance.storage;

import dev.coven.spi.storage.ObjectKey;
import dev.coven.spi.storage.ObjectStore;
import dev.coven.spi.storage.ObjectVersion;
import dev.coven.spi.storage.Payload;
import dev.coven.spi.storage.PutCondition;
import dev.coven.spi.storage.PutOutcome;

/** A service that says that it stored an object, and did not. */
final class ForgetfulStore extends ForwardingStore {
    ForgetfulStore(ObjectStore store) {
        super(store);
    }

    @Override
    public PutOutcome put(ObjectKey key, Payload payload, PutCondition condition) {
        return new PutOutcome.Stored(new ObjectVersion("never-" + payload.length()));
    }
}
