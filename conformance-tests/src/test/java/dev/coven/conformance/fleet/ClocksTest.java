package dev.coven.conformance.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coven.engine.ChangesetInfo;
import dev.coven.engine.HeldReason;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Devices whose wall clocks are wrong. */
class ClocksTest {
    @TempDir
    Path folder;

    private Fleet fleet;
    private Device ada;
    private Device ben;

    @BeforeEach
    void found() throws Exception {
        fleet = FleetPlan.of(
                        folder,
                        "CREATE TABLE notes(id TEXT PRIMARY KEY, body)",
                        "INSERT INTO notes VALUES ('n', 'first')")
                .found("ada");
        ada = fleet.device("ada");
        ben = fleet.join("ben");
        fleet.syncUntilQuiet();
    }

    @AfterEach
    void close() {
        fleet.close();
    }

    /** What comes from the future neither wins nor drags this clock: it waits until its time is there. */
    @Test
    void changeset_fromTheFuture_waitsUntilThen() throws Exception {
        ben.clock().setError(Duration.ofHours(2));
        ben.sql("UPDATE notes SET body = 'from the future'");
        ben.push();
        assertThat(ada.pull().held())
                .singleElement()
                .satisfies(held -> assertThat(held.reason()).isEqualTo(HeldReason.CLOCK_AHEAD));
        ada.sql("UPDATE notes SET body = 'now'");
        assertThat(newestStamp(ada)).isLessThan(newestStamp(ben));
        assertThat(ada.query("SELECT body FROM notes")).containsExactly("'now'");
        fleet.advance(Duration.ofHours(2));
        assertThat(ada.pull().held()).isEmpty();
        fleet.syncUntilQuiet();
        fleet.requireEqual();
        assertThat(ada.query("SELECT body FROM notes")).containsExactly("'from the future'");
    }

    /** A little ahead is no cause to wait, and who edits afterwards still wins. */
    @Test
    void changeset_aLittleAhead_isTaken() throws Exception {
        ben.clock().setError(Duration.ofMinutes(4));
        ben.sql("UPDATE notes SET body = 'ahead'");
        ben.push();
        assertThat(ada.pull().held()).isEmpty();
        ada.sql("UPDATE notes SET body = 'after it'");
        fleet.syncUntilQuiet();
        fleet.requireEqual();
        assertThat(ben.query("SELECT body FROM notes")).containsExactly("'after it'");
    }

    /** A clock that jumps back, restarts between: every changeset is stamped above the one before it. */
    @Test
    void clock_jumpingBack_neverStampsThePast() throws Exception {
        int edit = 0;
        for (int error : new int[] {0, -1000, 200, -5000, -5000, 0}) {
            ada.clock().setError(Duration.ofMinutes(error));
            ada.sql("UPDATE notes SET body = 'edit " + edit++ + "'");
            ada.restart();
        }
        ada.push();
        List<String> stamps = ada.library().changesets(Optional.of(ada.id()), 99).stream()
                .sorted(Comparator.comparingLong(ChangesetInfo::seq))
                .map(ChangesetInfo::timestamp)
                .toList();
        assertThat(stamps).hasSizeGreaterThan(5).isSorted().doesNotHaveDuplicates();
        fleet.advance(Duration.ofMinutes(200));
        fleet.syncUntilQuiet();
        fleet.requireEqual();
        assertThat(ben.query("SELECT body FROM notes")).containsExactly("'edit 5'");
    }

    /** Whoever has seen an edit stamps above it, whatever its own clock says, after a restart too. */
    @Test
    void edit_afterOneSeen_isStampedAboveItAfterARestart() throws Exception {
        ada.sql("UPDATE notes SET body = 'seen'");
        ada.push();
        ben.pull();
        ben.clock().setError(Duration.ofMinutes(-4));
        ben.restart();
        ben.sql("UPDATE notes SET body = 'knowing it'");
        assertThat(newestStamp(ben)).isGreaterThan(newestStamp(ada));
        fleet.syncUntilQuiet();
        assertThat(ada.query("SELECT body FROM notes")).containsExactly("'knowing it'");
    }

    private static String newestStamp(Device device) throws Exception {
        device.push();
        String id = device.id();
        return device.library().changesets(Optional.of(id), 1).get(0).timestamp();
    }
}
