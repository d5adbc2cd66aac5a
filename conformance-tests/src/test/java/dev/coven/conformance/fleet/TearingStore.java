package dev.coven.conformance.fleet;

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
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Passes everything on, but of some objects gives the first half once, as if that were all. */
final class TearingStore implements ObjectStore {
    private final ObjectStore store;
    private final List<String> prefixes = new ArrayList<>();

    TearingStore(ObjectStore store) {
        this.store = store;
    }

    /** The next object below a prefix will be torn. */
    void tear(String prefix) {
        prefixes.add(prefix);
    }

    /** How many objects are still to be torn. */
    int tears() {
        return prefixes.size();
    }

    @Override
    public ObjectBody get(ObjectKey key, ByteRange range) throws StorageException {
        ObjectBody body = store.get(key, range);
        Optional<String> torn =
                prefixes.stream().filter(key.value()::startsWith).findFirst();
        if (torn.isEmpty()) {
            return body;
        }
        prefixes.remove(torn.get());
        try (body) {
            byte[] bytes = body.stream().readAllBytes();
            return new ObjectBody(body.stat(), new ByteArrayInputStream(bytes, 0, bytes.length / 2));
        } catch (IOException e) {
            throw new IllegalStateException("a store in memory cannot be read", e);
        }
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
