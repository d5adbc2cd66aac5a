package dev.coven.conformance.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coven.engine.Conflict;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rows that several devices write without knowing of each other. */
class ConcurrentEditsTest extends ThreeDevices {
    @BeforeEach
    void found() throws Exception {
        found(FleetPlan.of(
                folder,
                "CREATE TABLE songs(id TEXT PRIMARY KEY, title, year, rating)",
                "INSERT INTO songs VALUES ('s', 'So What', 1959, NULL)"));
    }

    /** Concurrent edits of different columns both survive. */
    @Test
    void edits_ofDifferentColumns_bothSurvive() throws Exception {
        ada.sql("UPDATE songs SET title = 'So What?'");
        ben.sql("UPDATE songs SET rating = 5");
        settleAs("'s', 'So What?', 1959, 5");
    }

    /** Of two edits of one column the later wins, whichever arrives first. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void edits_ofOneColumn_laterWins(boolean laterArrivesFirst) throws Exception {
        ada.sql("UPDATE songs SET rating = 1");
        ben.sql("UPDATE songs SET rating = 2");
        push(laterArrivesFirst);
        settleAs("'s', 'So What', 1959, 2");
    }

    /** A device that edits after it pulled wins over what it pulled, even though its clock is behind. */
    @Test
    void edit_afterAPull_winsThoughItsClockIsBehind() throws Exception {
        ben.clock().setError(Duration.ofMinutes(-3));
        ada.sql("UPDATE songs SET rating = 1");
        ada.push();
        ben.pull();
        ben.sql("UPDATE songs SET rating = 2");
        settleAs("'s', 'So What', 1959, 2");
    }

    /** A delete that is later than a concurrent edit wins, and the edit is recorded as lost. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void delete_afterConcurrentEdit_wins(boolean deleteArrivesFirst) throws Exception {
        ada.sql("UPDATE songs SET rating = 5");
        ben.sql("DELETE FROM songs");
        push(deleteArrivesFirst);
        settle();
    }

    /** An edit never revives a deleted row, however late it is: a row comes back by an INSERT only. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void edit_afterConcurrentDelete_doesNotReviveTheRow(boolean editArrivesFirst) throws Exception {
        ada.sql("DELETE FROM songs");
        ben.sql("UPDATE songs SET rating = 5");
        push(editArrivesFirst);
        settle();
        fleet.devices().forEach(device -> assertThat(conflicts(device)).isNotNull());
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void insert_afterDelete_bringsTheRowBack(boolean laterArrivesFirst) throws Exception {
        ada.sql("DELETE FROM songs");
        ben.sql("DELETE FROM songs");
        ben.sql("INSERT INTO songs VALUES ('s', 'again', 2000, 1)");
        push(laterArrivesFirst);
        settleAs("'s', 'again', 2000, 1");
    }

    /** Delete and re-insert of one key between two syncs keeps the data, and the old values do not come back. */
    @Test
    void row_deletedAndInsertedAgain_hasOnlyItsNewValues() throws Exception {
        ben.sql("UPDATE songs SET rating = 4");
        ada.uncaptured("DELETE FROM songs", "INSERT INTO songs(id, title) VALUES ('s', 'new')");
        ada.sql();
        settle();
    }

    /** A delete that was made before a re-insert elsewhere, but arrives after it, removes nothing. */
    @Test
    void delete_thatArrivesAfterALaterInsert_removesNothing() throws Exception {
        ada.sql("DELETE FROM songs");
        ada.push();
        ben.pull();
        ben.sql("INSERT INTO songs VALUES ('s', 'again', 2000, 1)");
        ben.push();
        // Cleo gets Ben's insert while Ada's delete cannot be fetched, and the delete later.
        hold(ada, () -> cleo.pull());
        assertThat(cleo.query("SELECT title FROM songs")).contains("'again'");
        settleAs("'s', 'again', 2000, 1");
    }

    /** Two inserts of one key are one row; for every column the later insert wins. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void inserts_ofOneKey_laterWins(boolean laterArrivesFirst) throws Exception {
        ada.sql("INSERT INTO songs VALUES ('t', 'Ada', 1, NULL)");
        ben.sql("INSERT INTO songs VALUES ('t', 'Ben', 2, 3)");
        push(laterArrivesFirst);
        settleAs("'s', 'So What', 1959, NULL", "'t', 'Ben', 2, 3");
    }

    /** An UPDATE that arrives before the INSERT of its row waits for it; it is not taken for one of a deleted row. */
    @Test
    void update_thatArrivesBeforeItsInsert_waitsForIt() throws Exception {
        ada.sql("INSERT INTO songs VALUES ('t', 'Blue in Green', 1959, NULL)");
        ada.push();
        ben.pull();
        ben.sql("UPDATE songs SET rating = 5 WHERE id = 't'");
        ben.push();
        hold(ada, () -> cleo.pull());
        assertThat(cleo.query("SELECT id FROM songs")).containsExactly("'s'");
        cleo.restart();
        settleAs("'s', 'So What', 1959, NULL", "'t', 'Blue in Green', 1959, 5");
    }

    /** A DELETE that arrives before the INSERT of its row: the row never shows. */
    @Test
    void delete_thatArrivesBeforeItsInsert_leavesNothing() throws Exception {
        ada.sql("INSERT INTO songs VALUES ('t', 'x', 1, 1)");
        ada.push();
        ben.pull();
        ben.sql("DELETE FROM songs WHERE id = 't'");
        ben.push();
        hold(ada, () -> cleo.pull());
        cleo.takeEvents();
        settleAs("'s', 'So What', 1959, NULL");
        assertThat(cleo.takeEvents()).isEmpty();
    }

    /** A changed primary key is a DELETE of one row and an INSERT of another; an edit of the old one is lost on record. */
    @Test
    void keyChange_withConcurrentEdit_movesTheRow() throws Exception {
        ada.sql("UPDATE songs SET rating = 3");
        ben.sql("UPDATE songs SET id = 'moved'");
        settleAs("'moved', 'So What', 1959, NULL");
        assertThat(conflicts(ben)).anyMatch(lost -> lost.lost().toString().equals("3"));
    }

    @Test
    void keyChange_toTheSameKeyOnTwoDevices_converges() throws Exception {
        ada.sql("INSERT INTO songs VALUES ('t', 'T', 2, 2)");
        fleet.syncUntilQuiet();
        ada.sql("UPDATE songs SET id = 'one' WHERE id = 's'");
        ben.sql("UPDATE songs SET id = 'one' WHERE id = 't'");
        settleAs("'one', 'T', 2, 2");
    }

    @Test
    void replaceAndUpsert_travelAsWhatTheyDid() throws Exception {
        ada.sql("INSERT OR REPLACE INTO songs VALUES ('s', 'replaced', 1, 1)");
        ben.sql("INSERT INTO songs VALUES ('s', 'x', 0, 0) ON CONFLICT(id) DO UPDATE SET rating = 9");
        settleAs("'s', 'replaced', 1, 9");
    }

    /** A column without a type keeps -0.0, which SQLite holds for equal to 0.0. */
    @Test
    void edit_ofTheSignOfZero_travels() throws Exception {
        ada.sql("UPDATE songs SET rating = 0.0");
        settleAs("'s', 'So What', 1959, 0.0");
        ada.sql("UPDATE songs SET rating = -0.0");
        settleAs("'s', 'So What', 1959, -0.0");
    }

    /** A value that lost is on record with both sides, on every device that saw it lose. */
    @Test
    void conflict_isRecordedWithBothValues() throws Exception {
        ada.sql("UPDATE songs SET rating = 1");
        ben.sql("UPDATE songs SET rating = 2");
        fleet.syncUntilQuiet();
        Conflict conflict = conflicts(ada).get(0);
        assertThat(conflict.table()).isEqualTo("songs");
        assertThat(conflict.column()).isEqualTo("rating");
        assertThat(conflict.key().toString()).isEqualTo("['s']");
        assertThat(conflict.kept().orElseThrow().toString()).isEqualTo("2");
        assertThat(conflict.lost().toString()).isEqualTo("1");
        assertThat(conflict.keptStamp()).endsWith(ben.id());
        assertThat(conflict.lostStamp()).endsWith(ada.id());
        assertThat(conflicts(ben)).hasSize(1);
    }

    /** Overwriting what one knows is no conflict. */
    @Test
    void edits_oneAfterTheOther_areNoConflict() throws Exception {
        ada.sql("UPDATE songs SET rating = 1");
        fleet.syncUntilQuiet();
        ben.sql("UPDATE songs SET rating = 2");
        fleet.syncUntilQuiet();
        ada.sql("DELETE FROM songs");
        fleet.syncUntilQuiet();
        for (Device device : fleet.devices()) {
            assertThat(conflicts(device)).isEmpty();
        }
    }

    /** A lost value that is restored is a new edit: it travels and wins. */
    @Test
    void conflict_restored_isANewEditEverywhere() throws Exception {
        ada.sql("UPDATE songs SET rating = 1");
        ben.sql("UPDATE songs SET rating = 2");
        fleet.syncUntilQuiet();
        ada.library().restoreConflict(conflicts(ada).get(0).number());
        assertThat(conflicts(ada)).isEmpty();
        settleAs("'s', 'So What', 1959, 1");
    }

    private static java.util.List<Conflict> conflicts(Device device) {
        try {
            return device.library().conflicts(100);
        } catch (dev.coven.engine.SyncException e) {
            throw new AssertionError(e);
        }
    }

    /** Cleo receives Ada's and Ben's edits in this order, each in a pull of its own. */
    private interface Step {
        void run() throws Exception;
    }

    /** Takes the envelopes of one device out of the store while something happens. */
    private void hold(Device author, Step step) throws Exception {
        var envelopes = fleet.store().objects().copyOf("changes/" + author.id() + "/");
        envelopes.keySet().forEach(fleet.store().objects()::remove);
        step.run();
        envelopes.forEach(fleet.store().objects()::replace);
    }

    private void settleAs(String... rows) throws Exception {
        settle();
        assertThat(ada.query("SELECT * FROM songs ORDER BY id")).containsExactly(rows);
    }
}
