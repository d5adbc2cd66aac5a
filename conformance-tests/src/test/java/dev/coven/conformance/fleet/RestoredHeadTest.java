package dev.coven.conformance.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.coven.conformance.storage.Fault;
import dev.coven.conformance.storage.StoreRequest;
import dev.coven.engine.SyncException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a device published before its database was restored from a backup: its head never goes back, and promises all of it. */
class RestoredHeadTest {
    @TempDir
    Path folder;

    private Fleet fleet;
    private Device ada;
    private Device ben;

    @BeforeEach
    void found() throws Exception {
        fleet = FleetPlan.of(folder.resolve("fleet"), "CREATE TABLE notes(id TEXT PRIMARY KEY, body)")
                .found("ada");
        ada = fleet.device("ada");
        ben = fleet.join("ben");
        fleet.syncUntilQuiet();
    }

    @AfterEach
    void close() {
        fleet.close();
    }

    private void backUp() throws Exception {
        ada.backUp(folder.resolve("backup"));
    }

    private void restore() throws Exception {
        ada.restore(folder.resolve("backup"));
    }

    /** The changesets land, the head does not. */
    private void pushWithoutHead() {
        fleet.store()
                .faults()
                .add(Fault.before(StoreRequest.PUT).below("index/heads/").always());
        assertThatExceptionOfType(SyncException.class).isThrownBy(ada::push);
        fleet.store().faults().clear();
    }

    /** Finding its own changeset in the store does not mean that it was the last one. */
    @Test
    void head_afterARestoredBackup_neverGoesBack() throws Exception {
        ada.sql("INSERT INTO notes VALUES ('first', 1)");
        backUp();
        ada.push();
        ada.sql("INSERT INTO notes VALUES ('second', 2)");
        ada.push();
        ben.pull();
        restore();
        ada.push();
        fleet.syncUntilQuiet();
        assertThat(ben.held()).isEmpty();
        fleet.requireEqual();
        assertThat(fleet.join("cleo").query("SELECT count(*) FROM notes")).containsExactly("2");
    }

    /** A head is news for what was read too: then no changeset of this push tells how far the device has come. */
    @Test
    void head_thatTellsOnlyOfWhatWasRead_neverGoesBack() throws Exception {
        ben.sql("INSERT INTO notes VALUES ('of Ben', 0)");
        ben.push();
        ada.pull();
        backUp();
        ada.sql("INSERT INTO notes VALUES ('after', 1)");
        ada.push();
        restore();
        assertThat(ada.push().replacedDeviceId()).isPresent();
        ben.pull();
        assertThat(ben.held()).isEmpty();
        assertThat(ben.query("SELECT count(*) FROM notes")).containsExactly("2");
        fleet.syncUntilQuiet();
        fleet.requireEqual();
    }

    /** A push landed and died before its head, and was never resumed: whoever takes the device's place promises what landed. */
    @ParameterizedTest
    @ValueSource(strings = {"one edit", "two edits", "another edit after it"})
    void changesetsThatNoHeadPromised_areNotLost(String landed) throws Exception {
        ada.sql("INSERT INTO notes VALUES ('in the backup', 1)");
        backUp();
        if (landed.equals("two edits")) {
            ada.sql("INSERT INTO notes VALUES ('landed too', 2)");
        }
        pushWithoutHead();
        restore();
        if (landed.startsWith("another")) {
            ada.sql("INSERT INTO notes VALUES ('landed too', 3)");
        }
        ada.push();
        fleet.syncUntilQuiet();
        fleet.requireEqual();
        assertThat(ben.held()).isEmpty();
        assertThat(ben.query("SELECT id FROM notes ORDER BY id"))
                .containsExactlyElementsOf(
                        landed.equals("one edit")
                                ? java.util.List.of("'in the backup'")
                                : java.util.List.of("'in the backup'", "'landed too'"));
    }

    /** The path that is taken holds another edit than the one here, and no head told of it. */
    @Test
    void changesetsOfAnotherCopyThatNoHeadPromised_areNotLost() throws Exception {
        backUp();
        ada.sql("INSERT INTO notes VALUES ('of the other copy', 1)", "INSERT INTO notes VALUES ('and more', 1)");
        pushWithoutHead();
        restore();
        ada.sql("INSERT INTO notes VALUES ('of this copy', 2)");
        assertThat(ada.push().replacedDeviceId()).isPresent();
        fleet.syncUntilQuiet();
        fleet.requireEqual();
        assertThat(ben.query("SELECT count(*) FROM notes")).containsExactly("3");
    }

    /** What lies after the last envelope that can be believed is nobody's word. */
    @Test
    void whatFollowsOneThatWasSpoilt_isNotPromised() throws Exception {
        String former = ada.id();
        backUp();
        for (int i = 1; i <= 3; i++) {
            ada.sql("INSERT INTO notes VALUES ('" + i + "', 1)");
        }
        pushWithoutHead();
        fleet.store()
                .objects()
                .flipBit(fleet.store().objects().keys("changes/" + former + "/").get(1), -1);
        restore();
        ada.sql("INSERT INTO notes VALUES ('here', 2)");
        ada.push();
        fleet.syncUntilQuiet();
        fleet.requireEqual();
        assertThat(ben.held()).isEmpty();
        assertThat(ben.query("SELECT id FROM notes ORDER BY id")).containsExactly("'1'", "'here'");
    }
}
