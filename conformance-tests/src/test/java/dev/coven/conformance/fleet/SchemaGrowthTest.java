package dev.coven.conformance.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A column that is added while rows are not in their tables: parked, or deleted. */
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

    /** Where the row is one cell, an edit of a row that is deleted elsewhere keeps all of it, in case it is born again. */
    @Test
    void editOfADeletedRow_whenAColumnIsAdded_isKeptEqualEverywhere() throws Exception {
        FleetPlan plan = FleetPlan.of(
                        folder, "CREATE TABLE notes(id TEXT PRIMARY KEY, body)", "INSERT INTO notes VALUES ('n', 1)")
                .withOptions(options -> options.withPolicies(Map.of("notes", "lww-row")));
        try (Fleet fleet = plan.found("ada")) {
            Device ada = fleet.device("ada");
            Device ben = fleet.join("ben");
            ada.sql("DELETE FROM notes");
            ada.push();
            ben.sql("UPDATE notes SET body = 2");
            ben.sync();
            for (Device device : fleet.devices()) {
                device.uncaptured("ALTER TABLE notes ADD COLUMN stars INTEGER DEFAULT 7");
            }
            fleet.syncUntilQuiet();
            fleet.requireEqual();
        }
    }
}
