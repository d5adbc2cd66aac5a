package dev.coven.conformance.storage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coven.conformance.KitRun;
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
import dev.coven.spi.storage.StoreTraits;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Each store is wrong in one thing; the kit must say which. */
class BrokenStoresTest {
    abstract static class Broken extends ObjectStoreContract {
        private final InMemoryStore store = new InMemoryStore();

        abstract ObjectStore broken(InMemoryStore client);

        @Override
        protected final ObjectStore connect() {
            return broken(store.anotherClient());
        }
    }

    static class Sound extends Broken {
        @Override
        ObjectStore broken(InMemoryStore client) {
            return new ForwardingStore(client);
        }
    }

    @Test
    void soundStore_behindADecorator_passes() {
        assertThat(KitRun.failedRules(Sound.class)).isEmpty();
    }

    static class CreateOverwrites extends Broken {
        @Override
        ObjectStore broken(InMemoryStore client) {
            return new ForwardingStore(client) {
                @Override
                public PutOutcome put(ObjectKey key, Payload payload, PutCondition condition) throws StorageException {
                    return store.put(key, payload, PutCondition.ALWAYS);
                }
            };
        }
    }

    @Test
    void createThatOverwrites_fails() {
        assertThat(KitRun.failedRules(CreateOverwrites.class))
                .containsExactlyInAnyOrder(
                        "createIfAbsent_asClaimed_worksOrIsRefused",
                        "createIfAbsent_keyTakenByAnotherClient_isNotMet",
                        "createIfAbsent_manyAtOnce_exactlyOneWins");
    }

    static class UnclaimedCreate extends Broken {
        @Override
        ObjectStore broken(InMemoryStore client) {
            return new ForwardingStore(client) {
                @Override
                public StoreTraits traits() {
                    StoreTraits traits = store.traits();
                    return new StoreTraits(Set.of(), traits.maxObjectBytes(), traits.maxPageKeys());
                }
            };
        }
    }

    @Test
    void createThatIsNotClaimed_fails() {
        assertThat(KitRun.failedRules(UnclaimedCreate.class))
                .containsExactly("createIfAbsent_asClaimed_worksOrIsRefused");
    }

    static class VersionIsSize extends Broken {
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

    @Test
    void versionMadeOfTheSize_fails() {
        assertThat(KitRun.failedRules(VersionIsSize.class))
                .containsExactlyInAnyOrder(
                        "put_manyQuickOverwritesOfOneSize_eachHasItsOwnVersion", "put_afterDelete_hasAnotherVersion");
    }

    static class ListsInFolderOrder extends Broken {
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

    @Test
    void listingInFolderOrder_fails() {
        assertThat(KitRun.failedRules(ListsInFolderOrder.class))
                .contains("list_keys_areInOrderOfTheirCharacters", "keys_ofEveryLength_areHeldAndOrdered")
                .allMatch(rule -> rule.startsWith("list_") || rule.startsWith("keys_"));
    }

    static class LosesPages extends Broken {
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

    @Test
    void listingThatEndsAfterAPage_fails() {
        assertThat(KitRun.failedRules(LosesPages.class))
                .containsExactlyInAnyOrder(
                        "list_smallPages_giveEachKeyOnce",
                        "list_manyKeys_areAllThere",
                        "keys_ofEveryLength_areHeldAndOrdered",
                        "list_objectsComeAndGoBetweenPages_othersAreListedOnce",
                        "list_whileOthersChange_showsWhatStaysExactlyOnce");
    }

    static class CountsPositions extends Broken {
        @Override
        ObjectStore broken(InMemoryStore client) {
            return new ForwardingStore(client) {
                @Override
                public ListPage list(KeyPrefix prefix, ListCursor cursor, int maxKeys) throws StorageException {
                    List<ObjectStat> all = store.list(prefix, ListCursor.start(), Integer.MAX_VALUE)
                            .objects();
                    int from = Math.min(all.size(), cursor.isStart() ? 0 : Integer.parseInt(cursor.token()));
                    int to = from + Math.min(maxKeys, all.size() - from);
                    List<ObjectStat> page = all.subList(from, to);
                    return to == all.size() ? ListPage.last(page) : ListPage.of(page, new ListCursor("" + to));
                }
            };
        }
    }

    @Test
    void cursorThatCountsPositions_fails() {
        assertThat(KitRun.failedRules(CountsPositions.class))
                .contains("list_objectsComeAndGoBetweenPages_othersAreListedOnce");
    }

    static class RefusesRangesPastTheEnd extends Broken {
        @Override
        ObjectStore broken(InMemoryStore client) {
            return new ForwardingStore(client) {
                @Override
                public ObjectBody get(ObjectKey key, ByteRange range) throws StorageException {
                    ObjectBody body = store.get(key, range);
                    if (range.offset() > 0 && range.offset() >= body.stat().size()) {
                        throw new StorageException(Kind.UNEXPECTED, Retry.NEVER, "status 416");
                    }
                    return body;
                }
            };
        }
    }

    @Test
    void rangePastTheEndAsAnError_fails() {
        assertThat(KitRun.failedRules(RefusesRangesPastTheEnd.class))
                .containsExactlyInAnyOrder(
                        "get_range_givesItsBytesOnly",
                        "get_rangeOfEmptyObject_isEmpty",
                        "get_range_tellsTheWholeObjectsSizeAndVersion");
    }

    static class KeepsParts extends Broken {
        @Override
        ObjectStore broken(InMemoryStore client) {
            return new ForwardingStore(client) {
                @Override
                public PutOutcome put(ObjectKey key, Payload payload, PutCondition condition) throws StorageException {
                    try {
                        return store.put(key, payload, condition);
                    } catch (StorageException e) {
                        store.put(key, Payload.of(new byte[10]), condition);
                        throw e;
                    }
                }
            };
        }
    }

    @Test
    void brokenPayloadThatLeavesAPart_fails() {
        assertThat(KitRun.failedRules(KeepsParts.class)).contains("put_payloadBreaksMidway_changesNothing");
    }

    static class FoldsCase extends Broken {
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

    @Test
    void keysFoldedToOneCase_fail() {
        assertThat(KitRun.failedRules(FoldsCase.class)).contains("keys_wholeAlphabet_areKeptApart");
    }

    static class MissesMissing extends Broken {
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

    @Test
    void deleteThatMissesTheMissing_fails() {
        assertThat(KitRun.failedRules(MissesMissing.class)).containsExactly("delete_missingKey_succeeds");
    }

    static class NeverCloses extends Broken {
        @Override
        ObjectStore broken(InMemoryStore client) {
            return new ForwardingStore(client) {
                @Override
                public void close() {}
            };
        }
    }

    @Test
    void storeThatWorksAfterClose_fails() {
        assertThat(KitRun.failedRules(NeverCloses.class)).containsExactly("calls_afterClose_areIllegal");
    }

    static class LeaksStreams extends Broken {
        @Override
        ObjectStore broken(InMemoryStore client) {
            return new ForwardingStore(client) {
                @Override
                public PutOutcome put(ObjectKey key, Payload payload, PutCondition condition) throws StorageException {
                    if (payload.length() <= store.traits().maxObjectBytes()) {
                        open(payload);
                    }
                    return store.put(key, payload, condition);
                }
            };
        }

        private static InputStream open(Payload payload) {
            try {
                return payload.open();
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        }
    }

    @Test
    void storeThatLeavesStreamsOpen_fails() {
        assertThat(KitRun.failedRules(LeaksStreams.class)).containsExactly("put_payloadStreams_areClosed");
    }

    static class MixesObjects extends Broken {
        @Override
        ObjectStore broken(InMemoryStore client) {
            return new ForwardingStore(client) {
                @Override
                public ObjectBody get(ObjectKey key, ByteRange range) throws StorageException {
                    Optional<ObjectStat> stale = store.stat(key);
                    for (int i = 0; i < 100_000 && stale.equals(store.stat(key)); i++) {
                        Thread.onSpinWait();
                    }
                    ObjectBody body = store.get(key, range);
                    return new ObjectBody(stale.orElse(body.stat()), body.stream());
                }
            };
        }
    }

    @Test
    void versionReadApartFromTheBytes_fails() {
        assertThat(KitRun.failedRules(MixesObjects.class)).containsExactly("get_whileReplaced_seesOneWholeObject");
    }
}
