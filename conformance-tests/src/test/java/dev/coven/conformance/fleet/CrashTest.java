package dev.coven.conformance.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coven.conformance.storage.Fault;
import dev.coven.conformance.storage.Fault.Moment;
import dev.coven.conformance.storage.StoreRequest;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A process may die, or lose an answer, at every request: what was written is in the end everywhere, once. */
class CrashTest {
    private static final int MAX_REQUESTS = 100;

    @TempDir
    Path folder;

    private Fleet fleet;
    private Device ada;
    private Device ben;
    private int written;

    @BeforeEach
    void found() throws Exception {
        fleet = FleetPlan.of(
                        folder,
                        "CREATE TABLE notes(id TEXT PRIMARY KEY, body)",
                        "CREATE TABLE counters(id TEXT PRIMARY KEY, n)",
                        "INSERT INTO counters VALUES ('c', 0)")
                .found("ada");
        ada = fleet.device("ada");
        ben = fleet.join("ben");
        fleet.syncUntilQuiet();
    }

    @AfterEach
    void close() {
        fleet.close();
    }

    private void write(Device device) throws Exception {
        for (int i = 0; i < 3; i++) {
            device.sql("INSERT INTO notes VALUES ('" + written++ + "', 'x')", "UPDATE counters SET n = n + 1");
        }
    }

    private interface Step {
        void run() throws Exception;
    }

    /** Runs a step whose nth request is its process's last; false when it had fewer. */
    private boolean crashes(int nth, Moment moment, Device device, Step step) throws Exception {
        fleet.store().crashAt(nth, moment);
        try {
            step.run();
            fleet.store().crashNoMore();
            return false;
        } catch (SimulatedCrash crash) {
            device.restart();
            return true;
        }
    }

    private void requireAllThere() throws Exception {
        fleet.syncUntilQuiet();
        fleet.requireEqual();
        assertThat(ben.query("SELECT count(*), (SELECT n FROM counters) FROM notes"))
                .containsExactly(written + ", " + written);
    }

    @ParameterizedTest
    @EnumSource(
            value = Moment.class,
            names = {"BEFORE", "AFTER"})
    void push_dyingAtAnyRequest_isResumed(Moment moment) throws Exception {
        int nth = 1;
        boolean crashed = true;
        while (crashed) {
            write(ada);
            crashed = crashes(nth++, moment, ada, ada::push);
            requireAllThere();
            assertThat(nth).isLessThan(MAX_REQUESTS);
        }
        assertThat(nth).as("requests of a push of three changesets").isGreaterThan(4);
        assertThat(fleet.store().objects().keys("index/heads/"))
                .as("nobody became another device")
                .hasSize(2);
    }

    /** Dying again and again without a sync between: each push goes on where the last one died. */
    @ParameterizedTest
    @EnumSource(
            value = Moment.class,
            names = {"BEFORE", "AFTER"})
    void push_dyingAgainAndAgain_isResumed(Moment moment) throws Exception {
        int nth = 1;
        do {
            write(ada);
        } while (crashes(nth++, moment, ada, ada::push));
        requireAllThere();
    }

    @ParameterizedTest
    @EnumSource(
            value = Moment.class,
            names = {"BEFORE", "AFTER"})
    void pull_dyingAtAnyRequest_isResumed(Moment moment) throws Exception {
        int nth = 1;
        boolean crashed = true;
        while (crashed) {
            write(ada);
            ada.push();
            ben.uncaptured("INSERT INTO notes VALUES ('" + written++ + "', 'of Ben')");
            ben.uncaptured("UPDATE counters SET n = n");
            crashed = crashes(nth++, moment, ben, ben::pull);
            fleet.syncUntilQuiet();
            fleet.requireEqual();
            assertThat(nth).isLessThan(MAX_REQUESTS);
        }
        assertThat(nth).as("requests of a pull of three changesets").isGreaterThan(5);
        assertThat(ada.query("SELECT count(*) FROM notes")).containsExactly(Integer.toString(written));
    }

    /** Rows, cursor and clock are one transaction: what a pull applied before it died is not fetched again. */
    /** Small changesets are applied together: a pull that dies before that has none of them, and the next one has all. */
    @Test
    void pull_dyingBeforeItsTransaction_appliesAllNextTime() throws Exception {
        write(ada);
        ada.push();
        // The listing, the head, then one envelope each.
        assertThat(crashes(5, Moment.BEFORE, ben, ben::pull)).isTrue();
        assertThat(ben.query("SELECT count(*), (SELECT n FROM counters) FROM notes"))
                .containsExactly("0, 0");
        assertThat(ben.pull().changesetsApplied()).isEqualTo(3);
        requireAllThere();
    }

    @Test
    void pull_dyingAfterItsFirstTransaction_keepsWhatThatApplied() throws Exception {
        fleet.close();
        fleet = FleetPlan.of(folder.resolve("large"), "CREATE TABLE notes(id TEXT PRIMARY KEY, body)")
                .withSetting("pull.max-bytes", "1 MiB")
                .found("ada");
        ada = fleet.device("ada");
        ben = fleet.join("ben");
        fleet.syncUntilQuiet();
        for (int i = 0; i < 3; i++) {
            // A quarter of the memory holds one of them, and not two.
            ada.sql("INSERT INTO notes VALUES ('" + i + "', randomblob(200000))");
        }
        ada.push();
        assertThat(crashes(5, Moment.BEFORE, ben, ben::pull)).isTrue();
        assertThat(ben.query("SELECT count(*) FROM notes")).containsExactly("1");
        assertThat(ben.pull().changesetsApplied()).isEqualTo(2);
        fleet.syncUntilQuiet();
        fleet.requireEqual();
    }

    /** A create that landed though its answer was lost is recognised as one's own. */
    @Test
    void push_answersLost_landsOnce() throws Exception {
        for (int nth = 1; nth <= 3; nth++) {
            fleet.store()
                    .faults()
                    .add(Fault.after(StoreRequest.PUT).below("changes/").nth(nth));
        }
        write(ada);
        assertThat(ada.push().replacedDeviceId()).isEmpty();
        requireAllThere();
    }

    /** A store that is away: the push fails, nothing is lost, the next one says it all. */
    @Test
    void push_storeAway_failsAndIsResumed() throws Exception {
        write(ada);
        fleet.store().faults().add(Fault.before(StoreRequest.PUT).always());
        assertThat(org.assertj.core.api.Assertions.catchThrowableOfType(dev.coven.engine.SyncException.class, ada::push)
                        .kind())
                .isEqualTo(dev.coven.engine.SyncException.Kind.STORE);
        fleet.store().faults().clear();
        assertThat(ada.status().outbox()).isEqualTo(3);
        requireAllThere();
    }
}
