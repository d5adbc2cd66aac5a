package dev.coven.conformance.fleet;

import dev.coven.conformance.storage.ForwardingStore;
import dev.coven.spi.storage.ByteRange;
import dev.coven.spi.storage.ObjectBody;
import dev.coven.spi.storage.ObjectKey;
import dev.coven.spi.storage.ObjectStore;
import dev.coven.spi.storage.StorageException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Passes everything on, but of some objects gives the first half once, as if that were all. */
final class TearingStore extends ForwardingStore {
    private final List<String> prefixes = new ArrayList<>();

    TearingStore(ObjectStore store) {
        super(store);
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
}
