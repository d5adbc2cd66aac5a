package dev.coven.conformance.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A column that is added while rows are not in their tables. */
class SchemaGrowthTest {
    @TempDir
    Path folder;

    /** A row that waits beside its table when the column comes has the column's default when it comes back. */
    @Test
    void parkedRow_whenAColumnIsAdded_comesBackWithItsDefault() throws Exception {
        try (Fleet fleet = FleetPlan.of(
                        folder,
                        "CREATE TABLE artists(id TEXT PRIMARY KEY, name)",
                        "CREATE TABLE albums(id TEXT PRIMARY KEY, artist TEXT REFERENCES artists(id))",
                        "INSERT INTO artists VALUES ('nina', 'Nina')")
                .found("ada")) {
            Device ada = fleet.device("ada");
            Device ben = fleet.join("ben");
            ada.sql("DELETE FROM artists");
            ben.sql("INSERT INTO albums VALUES ('pastel', 'nina')");
            fleet.syncUntilQuiet();
            for (Device device : fleet.devices()) {
                assertThat(device.library().parked(10)).as(device.name()).hasSize(1);
                device.uncaptured("ALTER TABLE albums ADD COLUMN stars INTEGER DEFAULT 3");
            }
            ada.sql("INSERT INTO artists VALUES ('nina', 'Nina Simone')");
            fleet.syncUntilQuiet();
            fleet.requireEqual();
            assertThat(ben.query("SELECT * FROM albums")).containsExactly("'pastel', 'nina', 3");
        }
    }
}
