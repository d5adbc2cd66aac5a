package dev.coven.conformance.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coven.spi.storage.ObjectKey;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rows that refer to others, or that may not stand beside others: nothing breaks a constraint, and nothing is lost. */
class ConstraintsTest extends ThreeDevices {
    @BeforeEach
    void found() throws Exception {
        found(FleetPlan.of(
                folder,
                // The child comes first, so that a changeset holds it before its parent.
                """
                        CREATE TABLE albums(id TEXT PRIMARY KEY, artist TEXT REFERENCES artists(id) ON DELETE CASCADE, \
                        previous TEXT REFERENCES albums(id) ON DELETE SET NULL)""",
                "CREATE TABLE artists(id TEXT PRIMARY KEY, name TEXT)",
                "CREATE TABLE seats(id TEXT PRIMARY KEY, number INTEGER UNIQUE CHECK (number < 100))",
                "INSERT INTO artists VALUES ('nina', 'Nina')",
                "INSERT INTO seats VALUES ('x', 1), ('y', 2), ('z', 3)"));
    }

    @Test
    void parentAndChild_inOneChangeset_bothArrive() throws Exception {
        ada.uncaptured("INSERT INTO artists VALUES ('m', 'Miles')", "INSERT INTO albums VALUES ('kind', 'm', NULL)");
        ada.push();
        ben.pull();
        assertThat(ben.query("SELECT id FROM albums")).containsExactly("'kind'");
        settle();
    }

    @Test
    void parentThenChild_inTwoChangesets_bothArrive() throws Exception {
        ada.sql("INSERT INTO artists VALUES ('m', 'Miles')", "INSERT INTO albums VALUES ('kind', 'm', NULL)");
        ada.push();
        ben.pull();
        assertThat(ben.query("SELECT id FROM albums")).containsExactly("'kind'");
        settle();
    }

    /** A child whose parent has not arrived is kept beside the table, and comes in with its parent. */
    @Test
    void child_thatArrivesBeforeItsParent_waitsForIt() throws Exception {
        ada.sql("INSERT INTO artists VALUES ('m', 'Miles')");
        ada.push();
        ben.pull();
        ben.sql("INSERT INTO albums VALUES ('kind', 'm', NULL)", "INSERT INTO albums VALUES ('blue', 'm', 'kind')");
        ben.push();
        Map<ObjectKey, byte[]> held = takeAway(ada);
        cleo.pull();
        assertThat(cleo.query("SELECT id FROM albums")).isEmpty();
        assertThat(cleo.library().parked(10))
                .hasSize(2)
                .allSatisfy(row -> assertThat(row.reasons()).isNotEmpty());
        assertThat(cleo.status().parked()).isEqualTo(2);
        cleo.restart();
        held.forEach(fleet.store().objects()::replace);
        cleo.pull();
        assertThat(cleo.query("SELECT id FROM albums ORDER BY id")).containsExactly("'blue'", "'kind'");
        assertThat(cleo.library().parked(10)).isEmpty();
        settle();
    }

    /** A waiting child that is edited meanwhile comes in as edited; one that is deleted never does. */
    @Test
    void child_changedWhileItWaits_comesInAsItIsThen() throws Exception {
        ada.sql("INSERT INTO artists VALUES ('m', 'Miles')", "INSERT INTO artists VALUES ('c', 'Coltrane')");
        ada.push();
        ben.pull();
        ben.sql("INSERT INTO albums VALUES ('kind', 'm', NULL)", "INSERT INTO albums VALUES ('gone', 'm', NULL)");
        ben.push();
        Map<ObjectKey, byte[]> held = takeAway(ada);
        cleo.pull();
        ben.sql("UPDATE albums SET artist = 'c' WHERE id = 'kind'", "DELETE FROM albums WHERE id = 'gone'");
        ben.push();
        cleo.pull();
        assertThat(cleo.query("SELECT id FROM albums")).isEmpty();
        held.forEach(fleet.store().objects()::replace);
        cleo.pull();
        assertThat(cleo.query("SELECT id, artist FROM albums")).containsExactly("'kind', 'c'");
        settle();
    }

    /** A child that is added while its parent is deleted elsewhere is kept, and shows again when the parent comes back. */
    @Test
    void child_addedWhileItsParentIsDeleted_isKeptUntilTheParentComesBack() throws Exception {
        ada.sql("DELETE FROM artists WHERE id = 'nina'");
        ben.sql("INSERT INTO albums VALUES ('pastel', 'nina', NULL)");
        settle();
        for (Device device : fleet.devices()) {
            assertThat(device.query("SELECT * FROM albums")).as(device.name()).isEmpty();
            assertThat(device.library().parked(10)).as(device.name()).hasSize(1);
        }
        ada.takeEvents();
        ada.sql("INSERT INTO artists VALUES ('nina', 'Nina Simone')");
        assertThat(ada.takeEvents())
                .singleElement()
                .satisfies(event -> assertThat(event.key().toString()).isEqualTo("['pastel']"));
        assertThat(ada.status().uncaptured()).as("what came back is no edit").isFalse();
        settle();
        for (Device device : fleet.devices()) {
            assertThat(device.query("SELECT id FROM albums")).as(device.name()).containsExactly("'pastel'");
            assertThat(device.library().parked(10)).as(device.name()).isEmpty();
        }
    }

    /** What ON DELETE CASCADE did at its origin travels as deletes. */
    @Test
    void cascade_travelsAsTheDeletesItMade() throws Exception {
        ada.sql("INSERT INTO albums VALUES ('pastel', 'nina', NULL)");
        fleet.syncUntilQuiet();
        ben.sql("DELETE FROM artists");
        settle();
        assertThat(ada.query("SELECT * FROM albums")).isEmpty();
        assertThat(ada.library().parked(10)).isEmpty();
    }

    @Test
    void setNull_travelsAsTheUpdateItMade() throws Exception {
        ada.sql("INSERT INTO albums VALUES ('one', 'nina', NULL)", "INSERT INTO albums VALUES ('two', 'nina', 'one')");
        fleet.syncUntilQuiet();
        ben.sql("DELETE FROM albums WHERE id = 'one'");
        settle();
        assertThat(ada.query("SELECT * FROM albums")).containsExactly("'two', 'nina', NULL");
    }

    /** A row whose key moves takes its children along, as ON UPDATE does nothing here: the host moves them itself. */
    @Test
    void parentKeyChange_withItsChildren_travels() throws Exception {
        ada.sql("INSERT INTO albums VALUES ('pastel', 'nina', NULL)");
        fleet.syncUntilQuiet();
        ada.uncaptured(
                "PRAGMA defer_foreign_keys = ON",
                "BEGIN",
                "PRAGMA defer_foreign_keys = ON",
                "UPDATE artists SET id = 'simone'",
                "UPDATE albums SET artist = 'simone'",
                "COMMIT");
        settle();
        assertThat(ben.query("SELECT artist FROM albums")).containsExactly("'simone'");
    }

    /** Two rows of one changeset that exchange a UNIQUE value stand in each other's way only for a moment. */
    @Test
    void uniqueValues_exchangedInOneTransaction_arriveExchanged() throws Exception {
        ada.uncaptured(
                "BEGIN",
                "UPDATE seats SET number = NULL WHERE id = 'x'",
                "UPDATE seats SET number = 1 WHERE id = 'y'",
                "UPDATE seats SET number = 2 WHERE id = 'x'",
                "COMMIT");
        settle();
        assertThat(ben.query("SELECT id, number FROM seats ORDER BY id")).containsExactly("'x', 2", "'y', 1", "'z', 3");
        assertThat(ben.library().parked(10)).isEmpty();
    }

    @Test
    void uniqueValues_rotatedOverThreeRows_arriveRotated() throws Exception {
        ada.uncaptured(
                "BEGIN",
                "UPDATE seats SET number = number + 10",
                "UPDATE seats SET number = (number - 10) % 3 + 1",
                "COMMIT");
        settle();
        assertThat(ben.query("SELECT id, number FROM seats ORDER BY id")).containsExactly("'x', 2", "'y', 3", "'z', 1");
    }

    /** REPLACE that evicts a row through a UNIQUE index travels as the delete it was. */
    @Test
    void replace_thatEvictsAnotherRow_travels() throws Exception {
        ada.sql(
                "INSERT OR REPLACE INTO seats VALUES ('w', 1)",
                "UPDATE OR REPLACE seats SET number = 2 WHERE id = 'z'");
        settle();
        assertThat(ben.query("SELECT id, number FROM seats ORDER BY id")).containsExactly("'w', 1", "'z', 2");
    }

    /** Two devices that take one seat: the rest of their changesets goes on, and no row is lost. */
    @Test
    void uniqueValue_takenTwice_isOnlyTheRowsAffair() throws Exception {
        ada.sql("INSERT INTO seats VALUES ('a', 50)");
        ben.uncaptured("INSERT INTO seats VALUES ('b', 50)", "INSERT INTO seats VALUES ('c', 51)");
        fleet.syncUntilQuiet();
        for (Device device : fleet.devices()) {
            assertThat(device.query("SELECT id FROM seats WHERE number = 51")).containsExactly("'c'");
            assertThat(device.query("SELECT count(*) FROM seats WHERE number = 50"))
                    .containsExactly("1");
            assertThat(device.status().parked()).as(device.name()).isEqualTo(1);
            assertThat(device.held()).isEmpty();
        }
    }

    /** A child may spell its reference otherwise than the parent spells its key, where the parent's collation says they are equal. */
    @Test
    void childThatSpellsItsParentOtherwise_followsItOut(@TempDir Path place) throws Exception {
        try (Fleet spelled = FleetPlan.of(
                        place,
                        "CREATE TABLE p(id TEXT COLLATE NOCASE PRIMARY KEY)",
                        "CREATE TABLE c(id TEXT PRIMARY KEY, p TEXT REFERENCES p(id))",
                        "INSERT INTO p VALUES ('Nina')")
                .found("ada")) {
            Device one = spelled.device("ada");
            Device two = spelled.join("ben");
            two.sql("INSERT INTO c VALUES ('x', 'NINA')");
            one.sql("DELETE FROM p");
            spelled.syncUntilQuiet();
            spelled.requireEqual();
            assertThat(two.query("SELECT * FROM c")).isEmpty();
            assertThat(two.library().parked(10)).hasSize(1);
        }
    }

    private Map<ObjectKey, byte[]> takeAway(Device author) throws Exception {
        Map<ObjectKey, byte[]> envelopes = fleet.store().objects().copyOf("changes/" + author.id() + "/");
        envelopes.keySet().forEach(fleet.store().objects()::remove);
        return envelopes;
    }
}
