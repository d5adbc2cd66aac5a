package dev.coven.engine.library;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coven.engine.Library;
import dev.coven.engine.SyncException;
import dev.coven.engine.SyncListener;
import dev.coven.engine.SyncMeter;
import dev.coven.engine.SyncResult;
import dev.coven.engine.SyncStatus;
import dev.coven.engine.SyncStatus.Phase;
import dev.coven.spi.storage.StorageException;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** When the background loop asks the store for what, in a time that the test lets pass. */
class BackgroundLoopTest {
    private static final String SETTINGS = """
            coven {
              store.max-attempts = 1
              pull.transfers = 1
              loop {
                look-interval = 250 ms, push-delay = 2 s, max-push-delay = 10 s
                min-pull-interval = 30 s, max-pull-interval = 4 minutes, first-retry = 4 s
              }
            }""";

    @TempDir
    Path folder;

    private final SteppedTime time = new SteppedTime();
    private final List<Asked> asked = new ArrayList<>();
    private final List<SyncStatus> statuses = new ArrayList<>();
    private Household house;
    private Library ada;
    private Library ben;
    private volatile MapStore.Watch trouble = request -> {};

    /** A request, and when it was sent: so long after the test's first. */
    private record Asked(Duration at, String request) {}

    @BeforeEach
    void found() throws Exception {
        house = new Household(folder, time, time, SETTINGS, SyncMeter.NONE);
        ada = house.found("ada", "CREATE TABLE notes(id TEXT PRIMARY KEY, body)");
        ben = house.admit(ada, "ben");
        house.execute("ada", "CREATE TABLE local(n)");
        ada.sync();
        // Now it knows its own head too.
        ada.sync();
        Instant begun = time.instant();
        house.store.watch(request -> {
            synchronized (asked) {
                asked.add(new Asked(Duration.between(begun, time.instant()), request));
            }
            trouble.begun(request);
        });
        ada.addListener(new SyncListener() {
            @Override
            public void statusChanged(SyncStatus status) {
                statuses.add(status);
            }
        });
    }

    @AfterEach
    void close() {
        house.close();
    }

    /** When requests were sent that begin so, in seconds. */
    private List<Long> seconds(String request) {
        synchronized (asked) {
            return asked.stream()
                    .filter(one -> one.request().startsWith(request))
                    .map(one -> one.at().toSeconds())
                    .toList();
        }
    }

    private int requests() {
        synchronized (asked) {
            return asked.size();
        }
    }

    /** Ada's loop runs, has had its first cycle, and has nothing to do. */
    private void start() throws Exception {
        ada.start();
        time.awaitPause();
    }

    private void benWrites(String id) throws Exception {
        house.execute("ben", "INSERT INTO notes VALUES ('" + id + "', 'from Ben')");
        ben.push();
    }

    @Test
    void idleLoop_listsOnceAtIntervalsThatGrowToTheLongest() throws Exception {
        start();
        time.pass(Duration.ofSeconds(1000));
        assertThat(seconds("LIST")).containsExactly(0L, 30L, 90L, 210L, 450L, 690L, 930L);
        assertThat(requests()).isEqualTo(7);
        assertThat(ada.syncStatus().phase()).isEqualTo(Phase.IDLE);
        assertThat(ada.syncStatus().nextAttempt()).contains(Instant.ofEpochMilli(Household.NOW_MILLIS + 1_170_000));
        assertThat(ada.syncStatus().lastSuccess()).contains(Instant.ofEpochMilli(Household.NOW_MILLIS + 930_000));
    }

    @Test
    void incomingChanges_shortenTheInterval() throws Exception {
        start();
        time.pass(Duration.ofMinutes(5));
        benWrites("b");
        asked.clear();
        time.pass(Duration.ofMinutes(5));
        assertThat(house.ask("ada", "SELECT count(*) FROM notes")).isEqualTo("1");
        assertThat(seconds("LIST")).containsExactly(450L, 480L, 510L, 570L);
    }

    /** What a pull commits is no reason to push; that it was read is told once, in the cycle itself. */
    @Test
    void pulledChanges_areFollowedByNoRequestBeforeTheNextInterval() throws Exception {
        benWrites("b");
        asked.clear();
        start();
        List<String> first = asked.stream().map(Asked::request).toList();
        assertThat(first)
                .filteredOn(request -> request.startsWith("PUT index/heads/"))
                .hasSize(1);
        time.pass(Duration.ofSeconds(29));
        assertThat(requests()).isEqualTo(first.size());
    }

    @Test
    void burstOfCommits_isPushedOnceWhenItHasSettled() throws Exception {
        start();
        time.pass(Duration.ofSeconds(1));
        String[] inserts = new String[100];
        Arrays.setAll(inserts, i -> "INSERT INTO notes VALUES ('" + i + "', 1)");
        house.execute("ada", inserts);
        time.pass(Duration.ofSeconds(20));
        assertThat(seconds("PUT changes/")).containsExactly(3L);
        assertThat(seconds("PUT index/heads/")).containsExactly(3L);
        assertThat(seconds("LIST")).containsExactly(0L);
    }

    @Test
    void continuousWriter_isPushedAtTheLongestDelay() throws Exception {
        start();
        try (Connection host = DriverManager.getConnection("jdbc:sqlite:" + house.database("ada"));
                Statement statement = host.createStatement()) {
            for (int i = 0; i < 125; i++) {
                statement.execute("INSERT INTO notes VALUES ('" + i + "', 1)");
                time.pass(Duration.ofMillis(200));
            }
        }
        assertThat(seconds("PUT changes/")).containsExactly(10L, 20L);
    }

    @Test
    void commitsThatTravelNowhere_causeNoRequest() throws Exception {
        start();
        for (int i = 0; i < 20; i++) {
            house.execute("ada", "INSERT INTO local VALUES (1)");
            time.pass(Duration.ofSeconds(1));
        }
        assertThat(requests()).isEqualTo(1);
    }

    @Test
    void commitsOfAnotherProcess_arePushed() throws Exception {
        start();
        Process writer = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        ForeignWriter.class.getName(),
                        house.database("ada").toString())
                .inheritIO()
                .start();
        assertThat(writer.waitFor()).isZero();
        time.pass(Duration.ofSeconds(5));
        assertThat(seconds("PUT changes/")).containsExactly(2L);
    }

    /** An application in another process. */
    static final class ForeignWriter {
        private ForeignWriter() {}

        public static void main(String[] args) throws Exception {
            try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + args[0]);
                    Statement statement = connection.createStatement()) {
                statement.execute("INSERT INTO notes VALUES ('foreign', 1)");
            }
        }
    }

    @Test
    void editsCapturedByAnotherCaller_arePushed() throws Exception {
        start();
        house.execute("ada", "INSERT INTO notes VALUES ('a', 1)");
        ada.capture();
        time.pass(Duration.ofSeconds(5));
        assertThat(seconds("PUT changes/")).containsExactly(2L);
    }

    @Test
    void offlineStore_isTriedWithGrowingPauses_toldOnce_andComesBackByItself() throws Exception {
        start();
        statuses.clear();
        trouble = request -> {
            throw new StorageException(StorageException.Kind.UNAVAILABLE, StorageException.Retry.SAFE, "no route");
        };
        house.execute("ada", "INSERT INTO notes VALUES ('a', 1)");
        time.pass(Duration.ofMinutes(30));
        assertThat(statuses).extracting(SyncStatus::phase).containsExactly(Phase.PUSHING, Phase.OFFLINE);
        SyncStatus.Failure failure = ada.syncStatus().failure().orElseThrow();
        assertThat(failure.kind()).isEqualTo(SyncException.Kind.STORE);
        assertThat(failure.message()).contains("no route");
        assertThat(failure.remedy()).contains("check the network");
        requireBackOff();

        trouble = request -> {};
        time.pass(Duration.ofMinutes(5));
        assertThat(ada.syncStatus().phase()).isEqualTo(Phase.IDLE);
        assertThat(ada.syncStatus().failure()).isEmpty();
        assertThat(statuses.get(statuses.size() - 1).phase()).isEqualTo(Phase.IDLE);
        ben.pull();
        assertThat(house.ask("ben", "SELECT count(*) FROM notes")).isEqualTo("1");
    }

    /** The first try is a push, two seconds after the edit. Each pause is between half and the whole of what it may be. */
    private void requireBackOff() {
        List<Duration> tries =
                asked.stream().map(Asked::at).filter(at -> !at.isZero()).toList();
        Duration longest = Duration.ofSeconds(4);
        for (int i = 1; i < tries.size(); i++) {
            assertThat(tries.get(i).minus(tries.get(i - 1)))
                    .as("pause %d of %s", i, tries)
                    .isBetween(longest.dividedBy(2), longest);
            longest = longest.multipliedBy(2).compareTo(Duration.ofMinutes(4)) < 0
                    ? longest.multipliedBy(2)
                    : Duration.ofMinutes(4);
        }
        assertThat(tries).hasSizeBetween(12, 22);
    }

    @Test
    void storeThatAsksForAPause_isGivenIt() throws Exception {
        trouble = request -> {
            throw new StorageException(
                    StorageException.Kind.RATE_LIMITED,
                    StorageException.Retry.SAFE,
                    "slow down",
                    new IOException("503"),
                    Duration.ofSeconds(100));
        };
        start();
        time.pass(Duration.ofSeconds(101));
        assertThat(seconds("LIST")).containsExactly(0L, 100L);
    }

    @Test
    void deniedStore_isTriedAtTheLongestIntervalOnly_withWhatToDo() throws Exception {
        trouble = request -> {
            throw new StorageException(StorageException.Kind.DENIED, StorageException.Retry.NEVER, "403");
        };
        start();
        house.execute("ada", "INSERT INTO notes VALUES ('a', 1)");
        time.pass(Duration.ofMinutes(13));
        assertThat(seconds("")).containsExactly(0L, 240L, 480L, 720L);
        assertThat(ada.syncStatus().phase()).isEqualTo(Phase.FAILED);
        assertThat(ada.syncStatus().failure().orElseThrow().remedy()).contains("credentials");
        assertThat(statuses).extracting(SyncStatus::phase).containsExactly(Phase.PULLING, Phase.FAILED);
        trouble = request -> {};
        time.pass(Duration.ofMinutes(4));
        assertThat(seconds("PUT changes/")).containsExactly(960L);
        assertThat(ada.syncStatus().phase()).isEqualTo(Phase.IDLE);
    }

    @Test
    void phasesAndProgress_areTold() throws Exception {
        benWrites("b1");
        benWrites("b2");
        start();
        assertThat(statuses)
                .extracting(SyncStatus::phase)
                .containsExactly(Phase.PULLING, Phase.APPLYING, Phase.APPLYING, Phase.IDLE);
        assertThat(statuses)
                .extracting(status -> status.progress().changesets())
                .contains(new SyncStatus.Amount(1, 2), new SyncStatus.Amount(2, 2));
    }

    @Test
    void listenerThatThrows_stopsNothing() throws Exception {
        List<SyncResult> ended = new ArrayList<>();
        ada.addListener(new SyncListener() {
            @Override
            public void cycleEnded(SyncResult result) {
                throw new IllegalStateException("a listener's own mistake");
            }

            @Override
            public void pullProgress(long applied, long known) {
                throw new IllegalStateException("another one");
            }
        });
        ada.addListener(new SyncListener() {
            @Override
            public void cycleEnded(SyncResult result) {
                ended.add(result);
            }
        });
        benWrites("b");
        start();
        time.pass(Duration.ofSeconds(40));
        assertThat(ended).hasSize(2);
        assertThat(house.ask("ada", "SELECT count(*) FROM notes")).isEqualTo("1");
    }

    /** Outside of locks: another thread may use the library while a listener is told that a cycle has ended. */
    @Test
    void listenerOfAnEndedCycle_isToldOutsideOfAnyLock() throws Exception {
        List<Boolean> done = new ArrayList<>();
        ada.addListener(new SyncListener() {
            @Override
            public void cycleEnded(SyncResult result) {
                Thread other = new Thread(() -> readStatus());
                other.start();
                try {
                    other.join(60_000);
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
                done.add(!other.isAlive());
            }
        });
        start();
        assertThat(done).containsExactly(true);
    }

    private void readStatus() {
        try {
            ada.status();
        } catch (SyncException e) {
            throw new IllegalStateException(e);
        }
    }

    private void requireGoingOn(Runnable atTheEndOfACycle) throws Exception {
        ada.addListener(new SyncListener() {
            @Override
            public void cycleEnded(SyncResult result) {
                atTheEndOfACycle.run();
            }
        });
        start();
        time.pass(Duration.ofSeconds(40));
        assertThat(seconds("LIST")).contains(0L, 30L);
        assertThat(LoopThreads.alive()).hasSize(1);
        assertThat(ada.syncStatus().phase()).isEqualTo(Phase.IDLE);
    }

    /** The switch alone ends the loop. */
    @Test
    void interruptThatAListenerLeavesBehind_doesNotEndTheLoop() throws Exception {
        requireGoingOn(() -> Thread.currentThread().interrupt());
    }

    @Test
    void errorOfAListener_doesNotEndTheLoop() throws Exception {
        requireGoingOn(() -> {
            throw new AssertionError("a mistake of the host");
        });
    }

    @Test
    void startTwice_isOneLoop() throws Exception {
        start();
        ada.start();
        time.pass(Duration.ofSeconds(40));
        assertThat(seconds("LIST")).containsExactly(0L, 30L);
        assertThat(LoopThreads.alive()).hasSize(1);
    }

    @Test
    void closeBeforeStart_isHarmless_andNothingStartsAfterIt() throws Exception {
        ada.close();
        ada.close();
        assertThatThrownBy(() -> ada.start())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("closed");
        assertThat(ada.syncStatus().phase()).isEqualTo(Phase.CLOSED);
        assertThat(LoopThreads.left()).isEmpty();
    }

    @Test
    void closedLoop_leavesNoThreadAndSendsNothing() throws Exception {
        start();
        ada.close();
        assertThat(LoopThreads.left()).isEmpty();
        assertThat(requests()).isEqualTo(1);
        assertThat(statuses.get(statuses.size() - 1).phase()).isEqualTo(Phase.CLOSED);
    }
}
