package dev.coven.conformance.storage;

import dev.coven.spi.storage.ObjectStore;

class InMemoryStoreTest extends ObjectStoreContract {
    private final InMemoryStore store = new InMemoryStore();

    @Override
    protected ObjectStore connect() {
        return store.anotherClient();
    }
}
