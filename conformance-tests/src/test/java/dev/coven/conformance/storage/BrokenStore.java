package dev.coven.conformance.storage;

import dev.coven.spi.storage.ObjectStore;

/** Stores that are sound but for one thing: each subclass spoils the clients of the reference store. */
abstract class BrokenStore extends ObjectStoreContract {
    private final InMemoryStore store = new InMemoryStore();

    /** What the store under test makes of a sound client. */
    abstract ObjectStore broken(InMemoryStore client);

    @Override
    protected final ObjectStore connect() {
        return broken(store.anotherClient());
    }
}
