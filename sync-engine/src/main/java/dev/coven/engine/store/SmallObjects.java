package dev.coven.engine.store;

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
import dev.coven.spi.storage.StorageException.Kind;
import dev.coven.spi.storage.StorageException.Retry;
import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Reads, creates and lists the small objects of a store, within limits. */
public final class SmallObjects {
    /** The largest small object. */
    public static final int MAX_BYTES = 2 << 20;
    /** The most objects below {@code index/}. */
    public static final int MAX_LISTED = 200_000;

    /** The most pages of a listing; a store that goes on without end must not keep anyone for ever. */
    static final int MAX_PAGES = 20_000;

    private final ObjectStore store;

    /** The small objects of a store. */
    public SmallObjects(ObjectStore store) {
        this.store = store;
    }

    /**
     * An object.
     *
     * @param stat its size and version
     * @param body its bytes
     */
    public record Fetched(ObjectStat stat, byte[] body) {}

    /**
     * The whole object.
     *
     * @throws StorageException NOT_FOUND when there is none, CORRUPT when it is larger than any small object, UNAVAILABLE when
     *     the transfer broke off or ended early
     */
    public Fetched read(ObjectKey key) throws StorageException {
        return read(key, MAX_BYTES);
    }

    /**
     * The whole object, when it has at most so many bytes.
     *
     * @throws StorageException as from {@link #read(ObjectKey)}
     */
    public Fetched read(ObjectKey key, int maxBytes) throws StorageException {
        try (ObjectBody body = store.get(key, ByteRange.ALL)) {
            if (body.stat().size() > maxBytes) {
                throw new StorageException(
                        Kind.CORRUPT,
                        Retry.NEVER,
                        key + " has " + body.stat().size() + " bytes, more than the " + maxBytes + " that it may have");
            }
            // It gives no more than the size that it says, and fails where it gives less.
            return new Fetched(body.stat(), WholeStream.of(body).readAllBytes());
        } catch (IOException e) {
            throw new StorageException(Kind.UNAVAILABLE, Retry.SAFE, "reading " + key + " broke off", e);
        }
    }

    /** The whole object, or empty when there is none. */
    public Optional<Fetched> find(ObjectKey key) throws StorageException {
        try {
            return Optional.of(read(key));
        } catch (StorageException e) {
            if (e.kind() == Kind.NOT_FOUND) {
                return Optional.empty();
            }
            throw e;
        }
    }

    /** Creates or replaces an object. */
    public void put(ObjectKey key, byte[] body) throws StorageException {
        store.put(key, Payload.of(body), PutCondition.ALWAYS);
    }

    /** Creates an object; true when it is there now with exactly these bytes, false when it has others. */
    public boolean create(ObjectKey key, byte[] body) throws StorageException {
        PutOutcome outcome = store.put(key, Payload.of(body), PutCondition.IF_ABSENT);
        return outcome instanceof PutOutcome.Stored || Arrays.equals(read(key).body(), body);
    }

    /** Everything below a prefix. */
    public Map<ObjectKey, ObjectStat> list(KeyPrefix prefix) throws StorageException {
        Map<ObjectKey, ObjectStat> listed = new TreeMap<>();
        Optional<ListCursor> next = Optional.of(ListCursor.start());
        for (int pages = 0; next.isPresent(); pages++) {
            if (pages == MAX_PAGES) {
                throw new StorageException(
                        Kind.CORRUPT,
                        Retry.NEVER,
                        "the listing of " + prefix + " has more than " + MAX_PAGES + " pages");
            }
            ListPage page = store.list(prefix, next.get(), store.traits().maxPageKeys());
            page.objects().forEach(stat -> listed.put(stat.key(), stat));
            if (listed.size() > MAX_LISTED) {
                throw new StorageException(
                        Kind.CORRUPT, Retry.NEVER, "more than " + MAX_LISTED + " objects below " + prefix);
            }
            next = page.next();
        }
        return listed;
    }
}
