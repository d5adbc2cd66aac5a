package dev.coven.engine.library;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.coven.engine.HeldDevice;
import dev.coven.engine.Library;
import dev.coven.engine.SyncException;
import dev.coven.engine.SyncListener;
import dev.coven.engine.SyncMeter;
import dev.coven.engine.SyncResult;
import dev.coven.engine.SyncStatus.Phase;
import dev.coven.spi.storage.StorageException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A library that is closed while something is at work: it stops at once, keeps what is whole, and loses nothing. */
class ClosingTest {
    private static final int PATIENCE_SECONDS = 60;

    @TempDir
    Path folder;

    private final SteppedTime time = new SteppedTime();
    private final CountDownLatch reached = new CountDownLatch(1);
    private final CountDownLatch never = new CountDownLatch(1);
    private Household house;
    private Library ada;
    private Library ben;

    @BeforeEach
    void found() throws Exception {
        house = new Household(folder, time, time, "coven.pull.transfers = 4", SyncMeter.NONE);
        ada = house.found("ada", "CREATE TABLE notes(id TEXT PRIMARY KEY, body)");
        ben = house.admit(ada, "ben");
        ada.sync();
        ben.sync();
    }

    @AfterEach
    void close() {
        house.close();
    }

    private void benWrites(int count) throws Exception {
        for (int i = 0; i < count; i++) {
            house.execute("ben", "INSERT INTO notes VALUES ('" + i + "', 'from Ben')");
            ben.capture();
        }
        ben.push();
    }

    /** The nth request that begins so never answers, until its thread is interrupted. */
    private void hangAt(String begins, int nth) {
        AtomicInteger seen = new AtomicInteger();
        house.store.watch(request -> {
            if (request.startsWith(begins) && seen.incrementAndGet() >= nth) {
                reached.countDown();
                try {
                    never.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    throw new StorageException(
                            StorageException.Kind.UNAVAILABLE, StorageException.Retry.SAFE, "interrupted", e);
                }
            }
        });
    }

    private void awaitHang() throws Exception {
        assertThat(reached.await(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
    }

    /** After it was closed in the midst of a transfer: nothing is held, and another start gets it all. */
    private void requireWholeAfterReopening(String rows) throws Exception {
        assertThat(LoopThreads.left()).isEmpty();
        assertThat(ada.syncStatus().phase()).isEqualTo(Phase.CLOSED);
        house.store.watch(request -> {});
        Library again = house.open("ada");
        assertThat(again.status().devices())
                .allSatisfy(device -> assertThat(device.held()).isEqualTo(Optional.<HeldDevice>empty()));
        again.sync();
        ben.pull();
        assertThat(house.ask("ada", "SELECT count(*) FROM notes")).isEqualTo(rows);
        assertThat(again.examine().fingerprint()).isEqualTo(ben.examine().fingerprint());
    }

    @ParameterizedTest
    @ValueSource(strings = {"LIST ", "GET index/", "GET changes/"})
    void close_inTheMidstOfAPull_stopsItAtOnce(String request) throws Exception {
        benWrites(6);
        hangAt(request, request.startsWith("GET changes/") ? 3 : 1);
        ada.start();
        awaitHang();
        ada.close();
        requireWholeAfterReopening("6");
    }

    @ParameterizedTest
    @ValueSource(strings = {"PUT changes/", "PUT index/heads/"})
    void close_inTheMidstOfAPush_stopsItAtOnce(String request) throws Exception {
        for (int i = 0; i < 3; i++) {
            house.execute("ada", "INSERT INTO notes VALUES ('a" + i + "', 1)");
            ada.capture();
        }
        hangAt(request, request.startsWith("PUT changes/") ? 2 : 1);
        ada.start();
        awaitHang();
        ada.close();
        requireWholeAfterReopening("3");
    }

    @Test
    void close_inAPauseBetweenAttempts_doesNotWaitForItsEnd() throws Exception {
        house.store.watch(request -> {
            throw new StorageException(StorageException.Kind.UNAVAILABLE, StorageException.Retry.SAFE, "offline");
        });
        ada.start();
        time.awaitPause();
        ada.close();
        requireWholeAfterReopening("0");
    }

    @Test
    void cycleOfAnotherThread_whenTheLibraryIsClosed_failsAsClosed() throws Exception {
        benWrites(6);
        hangAt("GET changes/", 2);
        AtomicReference<Throwable> failure = new AtomicReference<>();
        Thread caller = new Thread(() -> failure.set(catchThrowable(ada::sync)));
        caller.start();
        awaitHang();
        ada.close();
        caller.join(TimeUnit.SECONDS.toMillis(PATIENCE_SECONDS));
        assertThat(failure.get())
                .isInstanceOfSatisfying(
                        SyncException.class, e -> assertThat(e.kind()).isEqualTo(SyncException.Kind.CLOSED));
        requireWholeAfterReopening("6");
    }

    @Test
    void close_byAListenerInTheMidstOfACycle_endsTheCycleBehindTheTransaction() throws Exception {
        benWrites(6);
        ada.addListener(new SyncListener() {
            @Override
            public void pullProgress(long applied, long known) {
                if (applied == 2) {
                    ada.close();
                }
            }
        });
        SyncException failure = catchThrowableOfType(SyncException.class, ada::sync);
        assertThat(failure.kind()).isEqualTo(SyncException.Kind.CLOSED);
        // Small changesets share a transaction: the second one is never alone without the first.
        assertThat(Integer.parseInt(house.ask("ada", "SELECT count(*) FROM notes")))
                .isBetween(2, 6);
        requireWholeAfterReopening("6");
    }

    @Test
    void close_byAListenerOfTheLoop_endsTheLoop() throws Exception {
        CountDownLatch told = new CountDownLatch(1);
        ada.addListener(new SyncListener() {
            @Override
            public void cycleEnded(SyncResult result) {
                ada.close();
                told.countDown();
            }
        });
        ada.start();
        assertThat(told.await(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
        ada.close();
        requireWholeAfterReopening("0");
    }

    /** One after the other: the second one sends its first request when the first one is done. */
    @Test
    void cycleOfAnotherThread_whileTheLoopIsInOne_waits() throws Exception {
        hangAt("LIST ", 1);
        ada.start();
        awaitHang();
        List<String> asked = new java.util.concurrent.CopyOnWriteArrayList<>();
        house.store.watch(asked::add);
        AtomicReference<Optional<SyncResult>> result = new AtomicReference<>(Optional.empty());
        Thread caller = new Thread(() -> {
            try {
                result.set(Optional.of(ada.sync()));
            } catch (SyncException e) {
                throw new IllegalStateException(e);
            }
        });
        caller.start();
        while (caller.getState() != Thread.State.WAITING) {
            Thread.onSpinWait();
        }
        assertThat(asked).isEmpty();
        never.countDown();
        caller.join(TimeUnit.SECONDS.toMillis(PATIENCE_SECONDS));
        assertThat(result.get()).isPresent();
        assertThat(asked).isNotEmpty();
    }
}
