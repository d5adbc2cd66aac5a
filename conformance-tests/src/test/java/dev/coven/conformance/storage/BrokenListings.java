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
import dev.coven.spi.storage.Payload;
import dev.coven.spi.storage.PutCondition;
import dev.coven.spi.storage.PutOutcome;
import dev.coven.spi.storage.StorageException;
import dev.coven.spi.storage.StorageException.Kind;
import dev.coven.spi.storage.StorageException.Retry;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;

/** Stores that are wrong in what {@code list} gives, or in which keys they tell apart. */
final class BrokenListings {
    private BrokenListings() {}

    @Breaks(rule = "L1", says = "no such folder")
    static class MissesFolders extends BrokenStore {
        @Override
        ObjectStore broken(InMemoryStore client) {
            return new ForwardingStore(client) {
                @Override
                public ListPage list(KeyPrefix prefix, ListCursor cursor, int maxKeys) throws StorageException {
                    ListPage page = store.list(prefix, cursor, maxKeys);
                    if (cursor.isStart() && page.objects().isEmpty() && !prefix.equals(KeyPrefix.ALL)) {
                        throw new StorageException(Kind.NOT_FOUND, Retry.NEVER, "no such folder");
                    }
                    return page;
                }
            };
        }
    }

    @Breaks(rule = "L2", says = "a-b")
    @Breaks(rule = "L7", says = "pages of ")
    @Breaks(rule = "L5", says = "a/b-")
    static class ListsInFolderOrder extends BrokenStore {
        @Override
        ObjectStore broken(InMemoryStore client) {
            return new ForwardingStore(client) {
                @Override
                public ListPage list(KeyPrefix prefix, ListCursor cursor, int maxKeys) throws StorageException {
                    ListPage page = store.list(prefix, cursor, maxKeys);
                    List<ObjectStat> objects = new ArrayList<>(page.objects());
                    objects.sort((a, b) -> folders(a).compareTo(folders(b)));
                    return page.next().map(next -> ListPage.of(objects, next)).orElseGet(() -> ListPage.last(objects));
                }
            };
        }

        private static String folders(ObjectStat stat) {
            return stat.key().value().replace('/', '\0');
        }
    }

    @Breaks(rule = "L3", says = "pages of 1")
    @Breaks(rule = "L4", says = "many/")
    @Breaks(rule = "L7", says = "pages of 1")
    @Breaks(rule = "L9", says = "k/14")
    @Breaks(rule = "N3", says = "a listing in pages of 37")
    static class LosesPages extends BrokenStore {
        @Override
        ObjectStore broken(InMemoryStore client) {
            return new ForwardingStore(client) {
                @Override
                public ListPage list(KeyPrefix prefix, ListCursor cursor, int maxKeys) throws StorageException {
                    return ListPage.last(store.list(prefix, cursor, maxKeys).objects());
                }
            };
        }
    }

    /** Where case does not count, {@code A/b} lies below {@code a/}. */
    @Breaks(rule = "L5", says = "A/b")
    static class FoldsPrefixes extends BrokenStore {
        @Override
        ObjectStore broken(InMemoryStore client) {
            return new ForwardingStore(client) {
                @Override
                public ListPage list(KeyPrefix prefix, ListCursor cursor, int maxKeys) throws StorageException {
                    if (prefix.equals(KeyPrefix.ALL)) {
                        return store.list(prefix, cursor, maxKeys);
                    }
                    ListPage page = store.list(KeyPrefix.ALL, cursor, maxKeys);
                    String folded = prefix.value().toLowerCase(Locale.ROOT);
                    List<ObjectStat> below = page.objects().stream()
                            .filter(stat ->
                                    stat.key().value().toLowerCase(Locale.ROOT).startsWith(folded))
                            .toList();
                    return page.next().map(next -> ListPage.of(below, next)).orElseGet(() -> ListPage.last(below));
                }
            };
        }
    }

    @Breaks(rule = "L6", says = "[ABCDEFGHIJKLMNOPQRSTUVWXYZ]")
    @Breaks(rule = "L2", says = "aB")
    @Breaks(rule = "L5", says = "A/b")
    @Breaks(rule = "L7", says = "expected")
    @Breaks(rule = "R5", says = "a StorageException was due")
    @Breaks(rule = "R6", says = "stat A/B")
    static class FoldsCase extends BrokenStore {
        @Override
        ObjectStore broken(InMemoryStore client) {
            return new ForwardingStore(client) {
                @Override
                public PutOutcome put(ObjectKey key, Payload payload, PutCondition condition) throws StorageException {
                    return store.put(folded(key), payload, condition);
                }

                @Override
                public ObjectBody get(ObjectKey key, ByteRange range) throws StorageException {
                    return store.get(folded(key), range);
                }

                @Override
                public Optional<ObjectStat> stat(ObjectKey key) throws StorageException {
                    return store.stat(folded(key));
                }
            };
        }

        private static ObjectKey folded(ObjectKey key) {
            return new ObjectKey(key.value().toLowerCase(Locale.ROOT));
        }
    }

    /** Whoever only reads sees what was there at first. */
    @Breaks(rule = "L8", says = "what another client lists after")
    static class ReadersCacheListings extends BrokenStore {
        @Override
        ObjectStore broken(InMemoryStore client) {
            Map<KeyPrefix, ListPage> first = new ConcurrentHashMap<>();
            AtomicBoolean writes = new AtomicBoolean();
            return new ForwardingStore(client) {
                @Override
                public PutOutcome put(ObjectKey key, Payload payload, PutCondition condition) throws StorageException {
                    writes.set(true);
                    return store.put(key, payload, condition);
                }

                @Override
                public ListPage list(KeyPrefix prefix, ListCursor cursor, int maxKeys) throws StorageException {
                    ListPage page = store.list(prefix, cursor, maxKeys);
                    ListPage known = cursor.isStart() && page.next().isEmpty() ? first.putIfAbsent(prefix, page) : null;
                    return known == null || writes.get() ? page : known;
                }
            };
        }
    }

    @Breaks(rule = "L9", says = "k/14")
    @Breaks(rule = "N3", says = "a listing", seen = Seen.AT_TIMES)
    static class CountsPositions extends BrokenStore {
        @Override
        ObjectStore broken(InMemoryStore client) {
            return new ForwardingStore(client) {
                @Override
                public ListPage list(KeyPrefix prefix, ListCursor cursor, int maxKeys) throws StorageException {
                    List<ObjectStat> all = everything(prefix);
                    int from = Math.min(all.size(), cursor.isStart() ? 0 : Integer.parseInt(cursor.token()));
                    int limit = Math.min(maxKeys, store.traits().maxPageKeys());
                    int to = from + Math.min(limit, all.size() - from);
                    List<ObjectStat> page = all.subList(from, to);
                    return to == all.size() ? ListPage.last(page) : ListPage.of(page, new ListCursor("" + to));
                }

                private List<ObjectStat> everything(KeyPrefix prefix) throws StorageException {
                    List<ObjectStat> all = new ArrayList<>();
                    Optional<ListCursor> cursor = Optional.of(ListCursor.start());
                    while (cursor.isPresent()) {
                        ListPage page = store.list(prefix, cursor.get(), Integer.MAX_VALUE);
                        all.addAll(page.objects());
                        cursor = page.next();
                    }
                    return all;
                }
            };
        }
    }
}
