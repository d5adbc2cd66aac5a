package dev.coven.conformance.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.coven.conformance.storage.StoreRequest;
import dev.coven.engine.HeldDevice;
import dev.coven.engine.HeldReason;
import dev.coven.engine.PullResult;
import dev.coven.engine.SyncException;
import dev.coven.engine.SyncListener;
import dev.coven.engine.layout.StoreLayout;
import dev.coven.spi.row.RowChange;
import dev.coven.spi.storage.ObjectKey;
import dev.coven.spi.storage.StorageException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A pull that fetches ahead: faster, within its memory, and with the outcome of one that fetches one after another. */
class PullPipelineTest {
    private static final List<String> WRITERS = List.of("ada", "cleo", "dan", "eve");
    private static final int EACH = 6;
    /** Nothing waits so long unless the engine does not do what it must; then the test fails instead of hanging. */
    private static final int PATIENCE_SECONDS = 60;

    @TempDir
    Path folder;

    private final WatchedStore store = new WatchedStore();
    private Fleet fleet;
    private Device ben;

    /** Four devices that write, and Ben who has all that was there before. */
    @BeforeEach
    void found() throws Exception {
        fleet = FleetPlan.of(folder, "CREATE TABLE notes(id TEXT PRIMARY KEY, body)")
                .withStore(store)
                .found("ada");
        for (String writer : WRITERS.subList(1, WRITERS.size())) {
            fleet.join(writer);
        }
        ben = fleet.join("ben");
        fleet.syncUntilQuiet();
        ben.takeEvents();
        fetchAhead(8);
    }

    @AfterEach
    void close() {
        fleet.close();
    }

    private void fetchAhead(int transfers) throws Exception {
        LocalSettings.set(ben, "pull.transfers", Integer.toString(transfers));
    }

    /** Every writer makes so many changesets, in turn; some write the same row. */
    private void backlog(int each, String body) throws Exception {
        for (int i = 0; i < each; i++) {
            for (String writer : WRITERS) {
                fleet.device(writer)
                        .sql(
                                "INSERT INTO notes VALUES ('shared', %d) ON CONFLICT DO UPDATE SET body = %d"
                                        .formatted(i, i),
                                "INSERT INTO notes VALUES ('%s-%d', %s)".formatted(writer, i, body));
            }
            fleet.advance(java.time.Duration.ofSeconds(1));
        }
        for (String writer : WRITERS) {
            fleet.device(writer).push();
        }
    }

    /** The number of a device's changeset that Ben needs next. */
    private long next(Device writer) throws Exception {
        String id = writer.id();
        return 1
                + ben.status().devices().stream()
                        .filter(device -> device.deviceId().equals(id))
                        .findFirst()
                        .orElseThrow()
                        .cursor();
    }

    private static void requireNoThreads() throws InterruptedException {
        for (Thread thread : Thread.getAllStackTraces().keySet()) {
            if (thread.getName().equals("coven-pull")) {
                thread.join(TimeUnit.SECONDS.toMillis(PATIENCE_SECONDS));
                assertThat(thread.isAlive()).as("a thread outlives its pull").isFalse();
            }
        }
    }

    /** Reads of changesets wait until as many are at work as may be; all but the first, which tells what is worth fetching. */
    @Test
    void backlog_ofOneDevice_isFetchedByAsManyRequestsAsMayBe() throws Exception {
        Device ada = fleet.device("ada");
        for (int i = 0; i < 20; i++) {
            ada.sql("INSERT INTO notes VALUES ('n%d', 1)".formatted(i));
        }
        ada.push();
        ObjectKey first = StoreLayout.changeset(ada.id(), next(ada));
        CountDownLatch eight = new CountDownLatch(8);
        store.watch(new WatchedStore.Watch() {
            @Override
            public void begun(ObjectKey key, int atWork) throws StorageException {
                if (key.value().startsWith("changes/") && !key.equals(first)) {
                    eight.countDown();
                    await(eight);
                }
            }
        });
        assertThat(ben.pull().changesetsApplied()).isEqualTo(20);
        assertThat(eight.getCount()).isZero();
        requireNoThreads();
    }

    @ParameterizedTest
    @ValueSource(strings = {"index/heads/", "changes/"})
    void newsOfSeveralDevices_isFetchedFromAllAtOnce(String prefix) throws Exception {
        backlog(1, "1");
        CountDownLatch four = new CountDownLatch(WRITERS.size());
        store.watch(new WatchedStore.Watch() {
            @Override
            public void begun(ObjectKey key, int atWork) throws StorageException {
                if (key.value().startsWith(prefix)) {
                    four.countDown();
                    await(four);
                }
            }
        });
        ben.pull();
        assertThat(four.getCount()).isZero();
    }

    private static void await(CountDownLatch latch) throws StorageException {
        try {
            latch.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StorageException(
                    StorageException.Kind.UNAVAILABLE, StorageException.Retry.NEVER, "interrupted", e);
        }
    }

    @Test
    void oneTransfer_fetchesOneAfterAnotherOnTheCallersThread() throws Exception {
        fetchAhead(1);
        backlog(2, "1");
        AtomicInteger most = new AtomicInteger();
        List<Thread> threads = new ArrayList<>();
        store.watch(new WatchedStore.Watch() {
            @Override
            public void begun(ObjectKey key, int atWork) {
                most.accumulateAndGet(atWork, Math::max);
                threads.add(Thread.currentThread());
            }
        });
        ben.pull();
        assertThat(most).hasValue(1);
        assertThat(threads).containsOnly(Thread.currentThread());
    }

    /** What one pull came to, as far as another one must come to the same. */
    private record Came(
            long applied, List<HeldDevice> held, List<RowChange> events, Map<String, List<String>> tables) {}

    private Came pulled() throws Exception {
        ben.takeEvents();
        PullResult result = ben.pull();
        return new Came(result.changesetsApplied(), result.held(), ben.takeEvents(), ben.tables());
    }

    /** Events tell the order in which changesets were applied. */
    @Test
    void backlog_fetchedByOneAndByEight_comesToTheSame() throws Exception {
        backlog(EACH, "'text'");
        store.delete(StoreLayout.changeset(fleet.device("dan").id(), next(fleet.device("dan")) + 3));
        fleet.store()
                .objects()
                .flipBit(StoreLayout.changeset(fleet.device("eve").id(), next(fleet.device("eve")) + 1), -40);
        Path backup = folder.resolve("backup");
        ben.backUp(backup);
        Came ahead = pulled();
        ben.restore(backup);
        fetchAhead(1);
        Came oneByOne = pulled();
        assertThat(ahead).usingRecursiveComparison().isEqualTo(oneByOne);
        assertThat(ahead.held()).hasSize(2);
        assertThat(ahead.events()).isNotEmpty();
    }

    /** One device waits in the middle of its backlog; everything of the others comes, and the rest of it once it can. */
    @ParameterizedTest
    @ValueSource(strings = {"MISSING", "MALFORMED"})
    void envelope_inTheMiddleThatCannotBeTaken_holdsItsDeviceAndNothingElse(String reason) throws Exception {
        backlog(EACH, "'text'");
        Device dan = fleet.device("dan");
        long broken = next(dan) + 3;
        ObjectKey key = StoreLayout.changeset(dan.id(), broken);
        byte[] whole = fleet.store().objects().read(key);
        if (reason.equals("MISSING")) {
            fleet.store().objects().remove(key);
        } else {
            fleet.store().objects().replace(key, java.util.Arrays.copyOf(whole, whole.length / 2));
        }
        assertThat(ben.pull().held()).singleElement().satisfies(held -> {
            assertThat(held.seq()).isEqualTo(broken);
            assertThat(held.reason()).isEqualTo(HeldReason.valueOf(reason));
        });
        assertThat(next(dan)).isEqualTo(broken);
        assertThat(ben.query("SELECT id FROM notes WHERE id GLOB '*-" + (EACH - 1) + "' AND id NOT GLOB 's*'"))
                .containsExactlyInAnyOrder("'ada-5'", "'cleo-5'", "'eve-5'");
        fleet.store().objects().replace(key, whole);
        assertThat(ben.pull().held()).isEmpty();
        fleet.syncUntilQuiet();
        fleet.requireEqual();
    }

    /** What lies behind a changeset of a newer schema is not asked for again until this schema grows. */
    @Test
    void device_thatWaitsForANewerSchema_costsNothing() throws Exception {
        Device dan = fleet.device("dan");
        dan.uncaptured("PRAGMA user_version = 5");
        for (int i = 0; i < 30; i++) {
            dan.sql("INSERT INTO notes VALUES ('n%d', 1)".formatted(i));
        }
        dan.push();
        assertThat(ben.pull().skippedSchema()).isEqualTo(1);
        fleet.store().requests().reset();
        assertThat(ben.pull().skippedSchema()).isEqualTo(1);
        assertThat(fleet.store().requests().total()).isEqualTo(1);
        assertThat(fleet.store().requests().count(StoreRequest.LIST)).isEqualTo(1);
        ben.uncaptured("PRAGMA user_version = 5");
        assertThat(ben.pull().changesetsApplied()).isEqualTo(30);
    }

    /** Envelopes of 200 KB where a megabyte may be held: one more is held at most, the one that is needed. */
    @ParameterizedTest
    @ValueSource(ints = {1, 8})
    void memory_isBoundedWhateverTheBacklog(int transfers) throws Exception {
        fetchAhead(transfers);
        LocalSettings.set(ben, "pull.max-bytes", "1 MiB");
        backlog(EACH, "randomblob(200000)");
        AtomicLong held = new AtomicLong();
        AtomicLong most = new AtomicLong();
        store.watch(new WatchedStore.Watch() {
            @Override
            public void taken(ObjectKey key, int bytes) {
                if (key.value().startsWith("changes/")) {
                    most.accumulateAndGet(held.addAndGet(bytes), Math::max);
                }
            }
        });
        ben.library().addListener(new SyncListener() {
            @Override
            public void pullProgress(long applied, long known) {
                held.addAndGet(-200_000);
            }
        });
        assertThat(ben.pull().changesetsApplied()).isEqualTo((long) EACH * WRITERS.size());
        assertThat(most.get()).isBetween(400_000L, (1L << 20) + 220_000);
        fleet.syncUntilQuiet();
        fleet.requireEqual();
    }

    /** Larger than the memory, all of them: each is fetched alone, and again when its turn comes if others came between. */
    @Test
    void envelopes_largerThanTheMemory_comeOneByOne() throws Exception {
        LocalSettings.set(ben, "pull.max-bytes", "1 MiB");
        for (String writer : WRITERS) {
            fleet.device(writer).sql("INSERT INTO notes VALUES ('%s', randomblob(1200000))".formatted(writer));
            fleet.device(writer).push();
        }
        assertThat(ben.pull().changesetsApplied()).isEqualTo(WRITERS.size());
        fleet.syncUntilQuiet();
        fleet.requireEqual();
    }

    /** Reads that nobody waits for any more are broken off when applying fails. */
    @Test
    void applying_thatFails_endsTheThreadsAndLosesNothing() throws Exception {
        endTheSecondChangeset(() -> {
            throw new LinkageError("the application fails");
        });
        assertThat(catchThrowable(ben::pull)).hasMessageContaining("the application fails");
        requireGoingOn();
    }

    /** So are those of a library that is closed, and no device is held for that. */
    @Test
    void library_closedInTheMidstOfApplying_endsTheThreadsAndLosesNothing() throws Exception {
        endTheSecondChangeset(() -> ben.library().close());
        assertThat(catchThrowable(ben::pull))
                .isInstanceOfSatisfying(
                        SyncException.class,
                        failure -> assertThat(failure.kind()).isEqualTo(SyncException.Kind.CLOSED));
        ben.restart();
        assertThat(ben.held()).isEmpty();
        requireGoingOn();
    }

    /** A backlog whose last changeset never comes; something happens when the second one is applied. */
    private void endTheSecondChangeset(Runnable happens) throws Exception {
        backlog(EACH, "'text'");
        Device ada = fleet.device("ada");
        String last = StoreLayout.changeset(ada.id(), next(ada) + EACH).value();
        CountDownLatch never = new CountDownLatch(1);
        store.watch(new WatchedStore.Watch() {
            @Override
            public void begun(ObjectKey key, int atWork) throws StorageException {
                if (key.value().equals(last)) {
                    await(never);
                }
            }
        });
        AtomicInteger told = new AtomicInteger();
        ben.library().addListener(new SyncListener() {
            @Override
            public void pullProgress(long applied, long known) {
                if (told.incrementAndGet() == 2) {
                    happens.run();
                }
            }
        });
    }

    private void requireGoingOn() throws Exception {
        requireNoThreads();
        store.watch(new WatchedStore.Watch() {});
        ben.pull();
        fleet.syncUntilQuiet();
        fleet.requireEqual();
    }
}
