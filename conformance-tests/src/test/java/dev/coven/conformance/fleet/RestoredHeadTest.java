package dev.coven.conformance.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A backup from before the first push of an edit: its changeset is made again, byte for byte. */
class RestoredHeadTest {
    @TempDir
    Path folder;

    /** Finding its own changeset in the store does not mean that it was the last one. */
    @Test
    void head_afterARestoredBackup_neverGoesBack() throws Exception {
        try (Fleet fleet = FleetPlan.of(folder.resolve("fleet"), "CREATE TABLE notes(id TEXT PRIMARY KEY, body)")
                .found("ada")) {
            Device ada = fleet.device("ada");
            Device ben = fleet.join("ben");
            fleet.syncUntilQuiet();
            ada.sql("INSERT INTO notes VALUES ('first', 1)");
            ada.backUp(folder.resolve("backup"));
            ada.push();
            ada.sql("INSERT INTO notes VALUES ('second', 2)");
            ada.push();
            ben.pull();
            ada.restore(folder.resolve("backup"));
            ada.push();
            fleet.syncUntilQuiet();
            assertThat(ben.held()).isEmpty();
            fleet.requireEqual();
            assertThat(fleet.join("cleo").query("SELECT count(*) FROM notes")).containsExactly("2");
        }
    }
}
