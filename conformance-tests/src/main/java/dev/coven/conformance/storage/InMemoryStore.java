package dev.coven.conformance.storage;

import dev.coven.spi.plugin.Stability;
import dev.coven.spi.storage.ByteRange;
import dev.coven.spi.storage.Capability;
import dev.coven.spi.storage.KeyPrefix;
import dev.coven.spi.storage.ListCursor;
import dev.coven.spi.storage.ListPage;
import dev.coven.spi.storage.ObjectBody;
import dev.coven.spi.storage.ObjectKey;
import dev.coven.spi.storage.ObjectStat;
import dev.coven.spi.storage.ObjectStore;
import dev.coven.spi.storage.ObjectVersion;
import dev.coven.spi.storage.Payload;
import dev.coven.spi.storage.PutCondition;
import dev.coven.spi.storage.PutOutcome;
import dev.coven.spi.storage.StorageException;
import dev.coven.spi.storage.StorageException.Kind;
import dev.coven.spi.storage.StorageException.Retry;
import dev.coven.spi.storage.StoreTraits;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The reference store: objects in memory, gone with the process. It passes {@link ObjectStoreContract}, so tests of other
 * things may use it in place of a real one.
 *
 * <p>Several clients may share the objects, as several devices share a bucket: see {@link #anotherClient()}.
 */
@Stability(Stability.Promise.EVOLVING)
public final class InMemoryStore implements ObjectStore {
    /** What a store made without traits can do: create-if-absent, objects up to 64 MiB, pages up to 1000 keys. */
    public static final StoreTraits DEFAULT_TRAITS =
            new StoreTraits(Set.of(Capability.CREATE_IF_ABSENT), 64L << 20, 1000);

    private final StoreTraits traits;
    private final ConcurrentNavigableMap<String, StoredObject> objects;
    private final AtomicLong versions;
    private volatile boolean closed;

    /** An empty store with {@link #DEFAULT_TRAITS}. */
    public InMemoryStore() {
        this(DEFAULT_TRAITS);
    }

    /** An empty store with the given capabilities and limits. */
    public InMemoryStore(StoreTraits traits) {
        this(traits, new ConcurrentSkipListMap<>(), new AtomicLong());
    }

    private InMemoryStore(
            StoreTraits traits, ConcurrentNavigableMap<String, StoredObject> objects, AtomicLong versions) {
        this.traits = traits;
        this.objects = objects;
        this.versions = versions;
    }

    /** A second client of the same objects; each is closed on its own. */
    public InMemoryStore anotherClient() {
        return new InMemoryStore(traits, objects, versions);
    }

    @Override
    public StoreTraits traits() {
        requireOpen();
        return traits;
    }

    @Override
    public PutOutcome put(ObjectKey key, Payload payload, PutCondition condition) throws StorageException {
        requireOpen();
        if (condition == PutCondition.IF_ABSENT && !traits.has(Capability.CREATE_IF_ABSENT)) {
            throw new StorageException(
                    Kind.UNSUPPORTED, Retry.NEVER, "put " + key + ": this store does not claim CREATE_IF_ABSENT");
        }
        if (payload.length() > traits.maxObjectBytes()) {
            throw new StorageException(
                    Kind.UNSUPPORTED,
                    Retry.NEVER,
                    "put " + key + ": " + payload.length() + " bytes are more than the limit of "
                            + traits.maxObjectBytes());
        }
        StoredObject object = new StoredObject(read(key, payload), nextVersion());
        if (condition == PutCondition.IF_ABSENT) {
            if (objects.putIfAbsent(key.value(), object) != null) {
                return new PutOutcome.ConditionNotMet();
            }
        } else {
            objects.put(key.value(), object);
        }
        return new PutOutcome.Stored(object.version());
    }

    @Override
    public ObjectBody get(ObjectKey key, ByteRange range) throws StorageException {
        requireOpen();
        StoredObject object = objects.get(key.value());
        if (object == null) {
            throw new StorageException(Kind.NOT_FOUND, Retry.NEVER, "get " + key + ": there is no such object");
        }
        int length = (int) range.lengthWithin(object.bytes().length);
        int offset = length == 0 ? 0 : (int) range.offset();
        return new ObjectBody(object.stat(key), new ByteArrayInputStream(object.bytes(), offset, length));
    }

    @Override
    public Optional<ObjectStat> stat(ObjectKey key) {
        requireOpen();
        return Optional.ofNullable(objects.get(key.value())).map(object -> object.stat(key));
    }

    @Override
    public ListPage list(KeyPrefix prefix, ListCursor cursor, int maxKeys) {
        requireOpen();
        int limit = Math.min(maxKeys, traits.maxPageKeys());
        List<ObjectStat> page = new ArrayList<>();
        var rest = cursor.isStart() ? objects.tailMap(prefix.value(), true) : objects.tailMap(cursor.token(), false);
        for (var entry : rest.entrySet()) {
            ObjectKey key = new ObjectKey(entry.getKey());
            if (!prefix.covers(key)) {
                break;
            }
            if (page.size() == limit) {
                return ListPage.of(
                        page, new ListCursor(page.get(limit - 1).key().value()));
            }
            page.add(entry.getValue().stat(key));
        }
        return ListPage.last(page);
    }

    @Override
    public void delete(ObjectKey key) {
        requireOpen();
        objects.remove(key.value());
    }

    @Override
    public void close() {
        closed = true;
    }

    private static byte[] read(ObjectKey key, Payload payload) throws StorageException {
        try (InputStream stream = payload.open()) {
            byte[] bytes = stream.readAllBytes();
            if (bytes.length != payload.length()) {
                throw new StorageException(
                        Kind.UNEXPECTED,
                        Retry.NEVER,
                        "put " + key + ": the payload gave " + bytes.length + " bytes, not the " + payload.length()
                                + " it declared");
            }
            return bytes;
        } catch (IOException e) {
            throw new StorageException(
                    Kind.UNEXPECTED, Retry.SAFE, "put " + key + ": the payload cannot be read; nothing was stored", e);
        }
    }

    private ObjectVersion nextVersion() {
        return new ObjectVersion("v" + versions.incrementAndGet());
    }

    private void requireOpen() {
        if (closed) {
            throw new IllegalStateException("this store is closed");
        }
    }

    private static final class StoredObject {
        private final byte[] bytes;
        private final ObjectVersion version;

        StoredObject(byte[] bytes, ObjectVersion version) {
            this.bytes = bytes;
            this.version = version;
        }

        byte[] bytes() {
            return bytes;
        }

        ObjectVersion version() {
            return version;
        }

        ObjectStat stat(ObjectKey key) {
            return new ObjectStat(key, bytes.length, version);
        }
    }
}
