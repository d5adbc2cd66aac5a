package dev.coven.conformance.fleet;

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
import dev.coven.spi.storage.StorageException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The objects of a store as whoever runs it sees them: sealed bytes by key, which can be read, replaced, moved and removed.
 */
@Stability(Stability.Promise.EVOLVING)
public final class StoredObjects {
    private static final int PAGE_KEYS = 1000;

    private final ObjectStore store;

    StoredObjects(ObjectStore store) {
        this.store = store;
    }

    /** The keys that begin so, in order. */
    public List<ObjectKey> keys(String prefix) {
        List<ObjectKey> keys = new ArrayList<>();
        return reach(() -> {
            Optional<ListCursor> next = Optional.of(ListCursor.start());
            while (next.isPresent()) {
                ListPage page = store.list(new KeyPrefix(prefix), next.get(), PAGE_KEYS);
                page.objects().stream().map(ObjectStat::key).forEach(keys::add);
                next = page.next();
            }
            return keys;
        });
    }

    /** An object's bytes. */
    public byte[] read(ObjectKey key) {
        return reach(() -> {
            try (ObjectBody body = store.get(key, ByteRange.ALL)) {
                return body.stream().readAllBytes();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    /** Puts an object in place of any before. */
    public void replace(ObjectKey key, byte[] bytes) {
        reach(() -> store.put(key, Payload.of(bytes), PutCondition.ALWAYS));
    }

    /** Removes an object. */
    public void remove(ObjectKey key) {
        reach(() -> {
            store.delete(key);
            return key;
        });
    }

    /** Changes the lowest bit of one byte of an object; a negative offset counts from the end. */
    public void flipBit(ObjectKey key, int offset) {
        byte[] bytes = read(key);
        bytes[offset < 0 ? bytes.length + offset : offset] ^= 1;
        replace(key, bytes);
    }

    /** Everything below a prefix, to be put back later. */
    public Map<ObjectKey, byte[]> copyOf(String prefix) {
        Map<ObjectKey, byte[]> copy = new TreeMap<>();
        keys(prefix).forEach(key -> copy.put(key, read(key)));
        return copy;
    }

    private interface Access<T> {
        T run() throws StorageException;
    }

    private static <T> T reach(Access<T> access) {
        try {
            return access.run();
        } catch (StorageException e) {
            throw new IllegalStateException("the fleet's store failed", e);
        }
    }
}
