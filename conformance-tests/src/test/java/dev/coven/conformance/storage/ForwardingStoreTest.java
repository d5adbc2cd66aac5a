package dev.coven.conformance.storage;

import dev.coven.spi.storage.ObjectStore;

/** A sound store is sound behind a decorator that changes nothing: what the broken ones are made of. */
class ForwardingStoreTest extends BrokenStore {
    @Override
    ObjectStore broken(InMemoryStore client) {
        return new ForwardingStore(client);
    }
}
