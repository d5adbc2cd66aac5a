package dev.coven.conformance.storage;

import dev.coven.conformance.Breaks;
import dev.coven.conformance.Breaks.Seen;
import dev.coven.spi.storage.ByteRange;
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
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;

/** Stores that are wrong in what {@code put} and {@code delete} do. */
final class BrokenWrites {
    private BrokenWrites() {}

    /** Opens what it writes without emptying it. */
    @Breaks(rule = "W1", says = "10 bytes put over another object")
    @Breaks(rule = "R7", says = "what another client gets after put")
    @Breaks(rule = "N2", says = "are that content", seen = Seen.AT_TIMES)
    static class KeepsTheTail extends BrokenStore {
        @Override
        ObjectStore broken(InMemoryStore client) {
            return new ForwardingStore(client) {
                @Override
                public PutOutcome put(ObjectKey key, Payload payload, PutCondition condition) throws StorageException {
                    Optional<ObjectStat> old = store.stat(key);
                    boolean shortened = old.isPresent() && old.get().size() > payload.length();
                    if (condition != PutCondition.ALWAYS || !shortened) {
                        return store.put(key, payload, condition);
                    }
                    try (ObjectBody body = store.get(key, ByteRange.ALL);
                            InputStream written = payload.open()) {
                        byte[] whole = body.stream().readAllBytes();
                        byte[] head = written.readAllBytes();
                        System.arraycopy(head, 0, whole, 0, head.length);
                        return store.put(key, Payload.of(whole), condition);
                    } catch (IOException e) {
                        throw new StorageException(Kind.UNEXPECTED, Retry.SAFE, "cannot be read", e);
                    }
                }
            };
        }
    }

    @Breaks(
            rule = "W2",
            says = {"size-64", "of overwrite 1 is new"})
    @Breaks(
            rule = "W3",
            says = {"size-64", "is new"})
    static class VersionIsSize extends BrokenStore {
        @Override
        ObjectStore broken(InMemoryStore client) {
            return new ForwardingStore(client) {
                @Override
                public PutOutcome put(ObjectKey key, Payload payload, PutCondition condition) throws StorageException {
                    PutOutcome outcome = store.put(key, payload, condition);
                    return outcome instanceof PutOutcome.Stored
                            ? new PutOutcome.Stored(version(payload.length()))
                            : outcome;
                }

                @Override
                public ObjectBody get(ObjectKey key, ByteRange range) throws StorageException {
                    ObjectBody body = store.get(key, range);
                    return new ObjectBody(sized(body.stat()), body.stream());
                }

                @Override
                public Optional<ObjectStat> stat(ObjectKey key) throws StorageException {
                    return store.stat(key).map(VersionIsSize::sized);
                }

                @Override
                public ListPage list(KeyPrefix prefix, ListCursor cursor, int maxKeys) throws StorageException {
                    ListPage page = store.list(prefix, cursor, maxKeys);
                    List<ObjectStat> objects =
                            page.objects().stream().map(VersionIsSize::sized).toList();
                    return page.next().map(next -> ListPage.of(objects, next)).orElseGet(() -> ListPage.last(objects));
                }
            };
        }

        private static ObjectStat sized(ObjectStat stat) {
            return new ObjectStat(stat.key(), stat.size(), version(stat.size()));
        }

        private static ObjectVersion version(long size) {
            return new ObjectVersion("size-" + size);
        }
    }

    /** A listing knows another tag of what was uploaded in parts. */
    @Breaks(
            rule = "W4",
            says = {"list", "-2"})
    static class ListsTagsOfParts extends BrokenStore {
        private static final int PART_BYTES = 1 << 20;

        @Override
        ObjectStore broken(InMemoryStore client) {
            return new ForwardingStore(client) {
                @Override
                public ListPage list(KeyPrefix prefix, ListCursor cursor, int maxKeys) throws StorageException {
                    ListPage page = store.list(prefix, cursor, maxKeys);
                    List<ObjectStat> objects = page.objects().stream()
                            .map(ListsTagsOfParts::inParts)
                            .toList();
                    return page.next().map(next -> ListPage.of(objects, next)).orElseGet(() -> ListPage.last(objects));
                }
            };
        }

        private static ObjectStat inParts(ObjectStat stat) {
            return stat.size() <= PART_BYTES
                    ? stat
                    : new ObjectStat(
                            stat.key(),
                            stat.size(),
                            new ObjectVersion(stat.version().token() + "-2"));
        }
    }

    @Breaks(rule = "W5", says = "a new object whose payload broke")
    static class KeepsParts extends BrokenStore {
        @Override
        ObjectStore broken(InMemoryStore client) {
            return new ForwardingStore(client) {
                @Override
                public PutOutcome put(ObjectKey key, Payload payload, PutCondition condition) throws StorageException {
                    try {
                        return store.put(key, payload, condition);
                    } catch (StorageException e) {
                        if (payload.length() <= store.traits().maxObjectBytes()) {
                            store.put(key, Payload.of(new byte[10]), condition);
                        }
                        throw e;
                    }
                }
            };
        }
    }

    @Breaks(rule = "W6", says = "a payload above the limit was opened")
    static class OpensWhatItRefuses extends BrokenStore {
        @Override
        ObjectStore broken(InMemoryStore client) {
            return new ForwardingStore(client) {
                @Override
                public PutOutcome put(ObjectKey key, Payload payload, PutCondition condition) throws StorageException {
                    open(payload, closed -> closed.close());
                    return store.put(key, payload, condition);
                }
            };
        }
    }

    @Breaks(rule = "W7", says = "streams closed")
    static class LeaksStreams extends BrokenStore {
        @Override
        ObjectStore broken(InMemoryStore client) {
            return new ForwardingStore(client) {
                @Override
                public PutOutcome put(ObjectKey key, Payload payload, PutCondition condition) throws StorageException {
                    if (payload.length() <= store.traits().maxObjectBytes()) {
                        open(payload, left -> {});
                    }
                    return store.put(key, payload, condition);
                }
            };
        }
    }

    private interface Use {
        void with(InputStream stream) throws IOException;
    }

    private static void open(Payload payload, Use use) {
        try {
            use.with(payload.open());
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Breaks(rule = "W8", says = "the neighbours of the deleted a/b")
    static class DeletesWhatLiesBelow extends BrokenStore {
        @Override
        ObjectStore broken(InMemoryStore client) {
            return new ForwardingStore(client) {
                @Override
                public void delete(ObjectKey key) throws StorageException {
                    for (ObjectStat below : store.list(new KeyPrefix(key.value() + "/"), ListCursor.start(), 1000)
                            .objects()) {
                        store.delete(below.key());
                    }
                    store.delete(key);
                }
            };
        }
    }

    @Breaks(rule = "W9", says = "no such object")
    static class MissesMissing extends BrokenStore {
        @Override
        ObjectStore broken(InMemoryStore client) {
            return new ForwardingStore(client) {
                @Override
                public void delete(ObjectKey key) throws StorageException {
                    if (store.stat(key).isEmpty()) {
                        throw new StorageException(Kind.NOT_FOUND, Retry.NEVER, "no such object");
                    }
                    store.delete(key);
                }
            };
        }
    }
}
