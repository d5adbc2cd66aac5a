package dev.coven.conformance.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coven.engine.SyncDirection;
import dev.coven.spi.storage.ObjectKey;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What was spoilt outside the engine's sight is put right where that can be, and told where it cannot. */
class RepairsTest {
    @TempDir
    Path folder;

    private Fleet fleet;
    private Device ada;
    private Device ben;

    @BeforeEach
    void found() throws Exception {
        fleet = FleetPlan.of(folder, "CREATE TABLE t(id TEXT PRIMARY KEY, v)").found("ada");
        ada = fleet.device("ada");
        ben = fleet.join("ben");
        fleet.syncUntilQuiet();
    }

    @AfterEach
    void close() {
        fleet.close();
    }

    @Test
    void captureTriggers_thatWereDropped_areMadeAgainAndTheGapIsTold() throws Exception {
        ada.uncaptured("DROP TRIGGER coven_capture_1_delete", "INSERT INTO t VALUES ('first', 1)");
        ada.sync();
        assertThat(ada.status().warnings()).singleElement().asString().contains("'t'");
        ada.sql("INSERT INTO t VALUES ('later', 2)", "DELETE FROM t WHERE id = 'first'");
        fleet.syncUntilQuiet();
        fleet.requireEqual();
        assertThat(ben.query("SELECT id FROM t")).containsExactly("'later'");
    }

    @Test
    void headThatIsGoneFromTheStore_isPublishedAgain() throws Exception {
        ada.sql("INSERT INTO t VALUES ('x', 1)");
        fleet.syncUntilQuiet();
        fleet.store().objects().remove(new ObjectKey("index/heads/" + ada.id()));
        ben.pull();
        assertThat(ben.held()).isNotEmpty();
        ada.sync();
        ben.pull();
        assertThat(ben.held()).isEmpty();
    }

    @Test
    void rowWithoutAKey_isTold() throws Exception {
        assertThat(ada.status().warnings()).isEmpty();
        ada.sql("INSERT INTO t VALUES (NULL, 1)");
        assertThat(ada.status().warnings()).singleElement().asString().contains("NULL in the primary key");
    }

    @Test
    void cloneThatIsNoticedWhilePulling_isTold() throws Exception {
        Device copy = fleet.cloneOf(ada, "copy");
        String shared = copy.id();
        ada.sql("INSERT INTO t VALUES ('a', 1)");
        ada.sync();
        copy.sql("INSERT INTO t VALUES ('c', 1)");
        assertThat(copy.library().sync(SyncDirection.BOTH).push().orElseThrow().replacedDeviceId())
                .contains(shared);
        fleet.syncUntilQuiet();
        fleet.requireEqual();
    }
}
