package dev.coven.conformance.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coven.engine.Conflict;
import dev.coven.engine.SyncException;
import dev.coven.spi.row.SqlValue;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What loses is on record, once on each device that saw it lose, and can be written back. */
class ConflictsTest extends ThreeDevices {
    @BeforeEach
    void found() throws Exception {
        found(FleetPlan.of(
                        folder,
                        "CREATE TABLE artists(id TEXT PRIMARY KEY, name TEXT UNIQUE)",
                        "CREATE TABLE songs(id TEXT PRIMARY KEY COLLATE NOCASE, title, rating CHECK (rating <> 13),"
                                + " artist TEXT REFERENCES artists)",
                        "CREATE TABLE places(id TEXT PRIMARY KEY, lat, lon)",
                        "CREATE TABLE scores(id TEXT PRIMARY KEY, best)",
                        "CREATE TABLE tagged(id TEXT PRIMARY KEY, tags)",
                        "INSERT INTO artists VALUES ('m', 'Miles')",
                        "INSERT INTO songs VALUES ('s', 'So What', 1, 'm')",
                        "INSERT INTO places VALUES ('p', 1, 1)",
                        "INSERT INTO scores VALUES ('g', 10)",
                        "INSERT INTO tagged VALUES ('t', '[]')")
                .withOptions(options ->
                        options.withPolicies(Map.of("places", "lww-row", "scores", "max", "tagged", "json-set"))));
    }

    private static List<Conflict> conflicts(Device device) throws SyncException {
        return device.library().conflicts(100);
    }

    /** Each conflict as {@code column: lost < kept}. */
    private static List<String> told(Device device) throws SyncException {
        return conflicts(device).stream()
                .map(lost -> lost.column() + ": " + lost.lost() + " < "
                        + lost.kept().map(SqlValue::toString).orElse("deleted"))
                .sorted()
                .toList();
    }

    private void requireToldEverywhere(String... told) throws Exception {
        for (Device device : fleet.devices()) {
            assertThat(told(device)).as("conflicts of " + device.name()).containsExactly(told);
        }
    }

    @Test
    void cell_ofThree_bothLosersAreRecordedOnceHowOftenEverTheySync() throws Exception {
        ada.sql("UPDATE songs SET rating = 2");
        ben.sql("UPDATE songs SET rating = 3");
        cleo.sql("UPDATE songs SET rating = 4");
        settle();
        List<String> atFirst = told(cleo);
        assertThat(atFirst).containsExactly("rating: 2 < 4", "rating: 3 < 4");
        for (Device device : fleet.devices()) {
            assertThat(conflicts(device))
                    .extracting(lost -> lost.lost().toString())
                    .containsExactlyInAnyOrder("2", "3");
            device.restart();
        }
        settle();
        assertThat(told(cleo)).isEqualTo(atFirst);
    }

    /** A copy that is put back to an older state and pulls again has each conflict once. */
    @Test
    void conflict_pulledAgainAfterARestore_isRecordedOnce(@TempDir Path backup) throws Exception {
        cleo.backUp(backup);
        ada.sql("UPDATE songs SET rating = 2");
        ben.sql("UPDATE songs SET rating = 3");
        settle();
        cleo.restore(backup);
        settle();
        requireToldEverywhere("rating: 2 < 3");
    }

    @Test
    void row_deletedWhileEdited_losesTheEditOnly() throws Exception {
        ada.sql("UPDATE songs SET rating = 2");
        ben.sql("DELETE FROM songs");
        settle();
        requireToldEverywhere("rating: 2 < deleted");
    }

    @Test
    void row_editedAfterItsDeletionElsewhere_losesTheEditOnly() throws Exception {
        ben.sql("DELETE FROM songs");
        ada.sql("UPDATE songs SET rating = 2");
        settle();
        requireToldEverywhere("rating: 2 < deleted");
    }

    @Test
    void row_insertedAgainWhileEdited_losesTheEdit() throws Exception {
        ada.sql("UPDATE songs SET rating = 2");
        ben.sql("DELETE FROM songs");
        ben.sql("INSERT INTO songs VALUES ('s', 'again', 5, NULL)");
        settle();
        assertThat(told(ben)).contains("rating: 2 < 5");
        assertThat(told(ada)).isNotEmpty();
    }

    @Test
    void row_insertedTwice_losesTheValuesThatDiffer() throws Exception {
        ada.sql("INSERT INTO songs VALUES ('n', 'same', 2, NULL)");
        ben.sql("INSERT INTO songs VALUES ('n', 'same', 3, NULL)");
        settle();
        requireToldEverywhere("rating: 2 < 3");
    }

    /** Of a row that loses as a whole, the values that its author changed are lost; the others were sent along. */
    @Test
    void rowAsOneCell_losesWhatItsAuthorChanged() throws Exception {
        ada.sql("UPDATE places SET lat = 2");
        ben.sql("UPDATE places SET lon = 3");
        settle();
        assertThat(cleo.query("SELECT * FROM places")).containsExactly("'p', 1, 3");
        requireToldEverywhere("lat: 2 < 1");
        ada.library().restoreConflict(conflicts(ada).get(0).number());
        settle();
        assertThat(cleo.query("SELECT * FROM places")).containsExactly("'p', 2, 3");
    }

    /** The one who edited knew the row, though its INSERT comes later than the edit. */
    @Test
    void insert_thatArrivesAfterAnEditOfItsRow_isNoConflict() throws Exception {
        ada.sql("INSERT INTO songs VALUES ('n', 'new', 2, NULL)");
        ada.push();
        ben.pull();
        ben.sql("UPDATE songs SET rating = 3 WHERE id = 'n'");
        ben.push();
        var envelopes = fleet.store().objects().copyOf("changes/" + ada.id() + "/");
        envelopes.keySet().forEach(fleet.store().objects()::remove);
        cleo.pull();
        envelopes.forEach(fleet.store().objects()::replace);
        settle();
        requireToldEverywhere();
    }

    @Test
    void policyThatChooses_losesTheOther() throws Exception {
        ada.sql("UPDATE scores SET best = 30");
        ben.sql("UPDATE scores SET best = 20");
        settle();
        requireToldEverywhere("best: 20 < 30");
        assertThatThrownBy(() ->
                        ben.library().restoreConflict(conflicts(ben).get(0).number()))
                .isInstanceOf(SyncException.class)
                .hasMessage(
                        "the conflict policy 'max' of table 'scores' would undo it: no later write brings this value back");
        assertThat(conflicts(ben)).hasSize(1);
    }

    @Test
    void policyThatUnites_losesNothing() throws Exception {
        ada.sql("UPDATE tagged SET tags = '[\"a\"]'");
        ben.sql("UPDATE tagged SET tags = '[\"b\"]'");
        settle();
        requireToldEverywhere();
    }

    /** A write that its policy does not take, though its author knew what is there, is undone and no conflict. */
    @Test
    void policyAgainstAKnowingWrite_isNoConflict() throws Exception {
        ada.sql("UPDATE scores SET best = 3");
        settle();
        requireToldEverywhere();
    }

    /** Whatever the value is, it comes back as it was: storage class and bytes. */
    @Test
    void restore_anyValue_isExactAndTravels() throws Exception {
        List<String> values = List.of(
                "NULL",
                "9223372036854775807",
                "1.0",
                "'1'",
                "''",
                "x''",
                "x'00ff'",
                "CAST(x'ff00c0' AS TEXT)",
                "'a' || char(0) || 'b'",
                "1e300");
        for (String value : values) {
            ada.sql("UPDATE songs SET title = " + value);
            ben.sql("UPDATE songs SET title = 'other'");
            settle();
            List<Conflict> lost = conflicts(ada);
            assertThat(lost).as(value).hasSize(1);
            ada.library().restoreConflict(lost.get(0).number());
            assertThat(conflicts(ada)).isEmpty();
            settle();
            assertThat(cleo.query("SELECT title IS %s, typeof(title) = typeof(%s) FROM songs".formatted(value, value)))
                    .as(value)
                    .containsExactly("1, 1");
            assertThat(conflicts(ada)).isEmpty();
            ben.library().restoreConflict(conflicts(ben).get(0).number());
            settle();
        }
    }

    private void requireRefused(Device device, String... sentence) throws Exception {
        long number = conflicts(device).get(0).number();
        assertThatThrownBy(() -> device.library().restoreConflict(number))
                .isInstanceOfSatisfying(SyncException.class, refusal -> {
                    assertThat(refusal.kind()).isEqualTo(SyncException.Kind.REFUSED);
                    assertThat(refusal.getMessage()).contains(sentence).doesNotContain("\n");
                });
        assertThat(conflicts(device).get(0).number()).isEqualTo(number);
    }

    private void loseARating() throws Exception {
        ada.sql("UPDATE songs SET rating = 2");
        ben.sql("UPDATE songs SET rating = 3");
        settle();
    }

    @Test
    void restore_twice_isRefused() throws Exception {
        loseARating();
        long number = conflicts(ada).get(0).number();
        ada.library().restoreConflict(number);
        assertThatThrownBy(() -> ada.library().restoreConflict(number))
                .hasMessage("there is no conflict " + number
                        + ": it was restored already, or the number is wrong; list them for the numbers");
    }

    @Test
    void restore_intoADeletedRow_worksOnceItIsInsertedAgain() throws Exception {
        ada.sql("UPDATE songs SET rating = 2");
        ben.sql("DELETE FROM songs");
        settle();
        requireRefused(ada, "was deleted from table 'songs': insert it again, then restore");
        // A row whose key a collation calls equal is another row.
        ada.sql("INSERT INTO songs VALUES ('S', 'other', 7, NULL)");
        requireRefused(ada, "was deleted from table 'songs'");
        ada.sql("DELETE FROM songs", "INSERT INTO songs(id) VALUES ('s')");
        ada.library().restoreConflict(conflicts(ada).get(0).number());
        settle();
        assertThat(cleo.query("SELECT * FROM songs")).containsExactly("'s', NULL, 2, NULL");
    }

    @Test
    void restore_intoAParkedRow_isRefusedUntilItIsBack() throws Exception {
        ada.sql("INSERT INTO artists VALUES ('x', 'Gil')");
        settle();
        loseARating();
        ada.sql("DELETE FROM artists WHERE id = 'x'");
        ben.sql("UPDATE songs SET artist = 'x'");
        settle();
        assertThat(ben.query("SELECT id FROM songs")).isEmpty();
        requireRefused(ben, "is parked (", "take away what keeps it out, sync, then restore again");
        ada.sql("INSERT INTO artists VALUES ('x', 'Gil')");
        settle();
        ben.library().restoreConflict(conflicts(ben).get(0).number());
        settle();
        assertThat(cleo.query("SELECT rating FROM songs")).containsExactly("2");
    }

    @Test
    void restore_intoAColumnThatIsGone_isRefused() throws Exception {
        loseARating();
        ada.sql("ALTER TABLE songs RENAME COLUMN rating TO stars");
        requireRefused(ada, "table 'songs' has no column 'rating' any more", "by hand");
    }

    @Test
    void restore_ofAValueThatAConstraintForbids_isRefused() throws Exception {
        ada.sql("UPDATE artists SET name = 'Gil'");
        ben.sql("UPDATE artists SET name = 'Bill'");
        settle();
        ada.sql("INSERT INTO artists VALUES ('x', 'Gil')");
        requireRefused(ada, "table 'artists' does not take the value back", "UNIQUE", "then restore again");
    }

    @Test
    void restore_ofAReferenceToARowThatIsGone_isRefused() throws Exception {
        ada.sql("INSERT INTO artists VALUES ('x', 'Gil')");
        settle();
        ada.sql("UPDATE songs SET artist = 'x'");
        ben.sql("UPDATE songs SET artist = NULL");
        settle();
        ada.sql("DELETE FROM artists WHERE id = 'x'");
        requireRefused(ada, "table 'songs' does not take the value back", "FOREIGN KEY", "then restore again");
        ada.sql("INSERT INTO artists VALUES ('x', 'Gil')");
        ada.library().restoreConflict(conflicts(ada).get(0).number());
        settle();
        assertThat(cleo.query("SELECT artist FROM songs")).containsExactly("'x'");
    }

    /** The value that was kept may be changed meanwhile; what is restored follows that edit too. */
    @Test
    void restore_overAnEditThatIsNotCapturedYet_wins() throws Exception {
        loseARating();
        ada.uncaptured("UPDATE songs SET rating = 9");
        ada.library().restoreConflict(conflicts(ada).get(0).number());
        settle();
        assertThat(cleo.query("SELECT rating FROM songs")).containsExactly("2");
        requireNoNewConflict();
    }

    private void requireNoNewConflict() throws Exception {
        assertThat(conflicts(ada)).isEmpty();
        assertThat(told(cleo)).containsExactly("rating: 2 < 3");
    }
}
