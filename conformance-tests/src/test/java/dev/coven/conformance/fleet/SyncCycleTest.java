package dev.coven.conformance.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coven.conformance.storage.StoreRequest;
import dev.coven.engine.PullResult;
import dev.coven.engine.SyncDirection;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a push, a pull and a sync do when nothing goes wrong, and what they cost. */
class SyncCycleTest {
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
                        "CREATE TABLE drafts(id TEXT PRIMARY KEY, body)",
                        "INSERT INTO notes VALUES ('first', 'there before')",
                        "INSERT INTO drafts VALUES ('secret', 'only here')")
                .withOptions(options -> options.withTables(java.util.List.of("notes")))
                .found("ada");
        ada = fleet.device("ada");
        ben = fleet.join("ben");
        fleet.syncUntilQuiet();
        ada.takeEvents();
        ben.takeEvents();
    }

    @AfterEach
    void close() {
        fleet.close();
    }

    /** An idle pull looks at the index once and at nothing else, however long the history. */
    @Test
    void pull_nothingNew_isOneRequestAndChangesNothing() throws Exception {
        fleet.store().requests().reset();
        PullResult result = ben.pull();
        assertThat(fleet.store().requests().total()).isEqualTo(1);
        assertThat(fleet.store().requests().count(StoreRequest.LIST)).isEqualTo(1);
        assertThat(result.changesetsApplied()).isZero();
        assertThat(result.devicesPulled()).isZero();
        assertThat(result.held()).isEmpty();
        assertThat(ben.takeEvents()).isEmpty();
    }

    @Test
    void push_nothingToSay_isNoRequest() throws Exception {
        fleet.store().requests().reset();
        assertThat(ben.push().pushed()).isZero();
        assertThat(fleet.store().requests().total()).isZero();
    }

    @Test
    void push_afterRestartWithNothingToSay_isNoRequest() throws Exception {
        ben.restart();
        fleet.store().requests().reset();
        ben.push();
        assertThat(fleet.store().requests().total()).isZero();
    }

    @Test
    void pull_oneDevicesChangesets_appliesAllAndMovesTheCursor() throws Exception {
        ada.sql("INSERT INTO notes VALUES ('a', 1)");
        ada.sql("INSERT INTO notes VALUES ('b', 2)");
        ada.push();
        PullResult result = ben.pull();
        assertThat(result.changesetsApplied()).isEqualTo(2);
        assertThat(result.devicesPulled()).isEqualTo(1);
        assertThat(result.rowsChanged()).isEqualTo(2);
        assertThat(cursor(ben, ada)).isEqualTo(result.remoteHeads().get(ada.id()));
        fleet.requireEqual();
    }

    @Test
    void pull_severalDevices_appliesAll() throws Exception {
        Device cleo = fleet.join("cleo");
        ada.sql("INSERT INTO notes VALUES ('a', 1)");
        ben.sql("INSERT INTO notes VALUES ('b', 2)");
        ada.push();
        ben.push();
        assertThat(cleo.pull().devicesPulled()).isEqualTo(2);
        assertThat(cleo.query("SELECT id FROM notes ORDER BY id")).containsExactly("'a'", "'b'", "'first'");
    }

    /** What was applied is never fetched again: a pull costs what is new. */
    @Test
    void pull_second_fetchesOnlyWhatIsNew() throws Exception {
        ada.sql("INSERT INTO notes VALUES ('a', 1)");
        ada.push();
        ben.pull();
        ada.sql("INSERT INTO notes VALUES ('b', 2)");
        ada.push();
        fleet.store().requests().reset();
        assertThat(ben.pull().changesetsApplied()).isEqualTo(1);
        // The changed head and the one envelope.
        assertThat(fleet.store().requests().count(StoreRequest.GET)).isEqualTo(2);
    }

    @Test
    void pull_ownChangesets_areNotFetched() throws Exception {
        ada.sql("INSERT INTO notes VALUES ('a', 1)");
        ada.push();
        ada.takeEvents();
        assertThat(ada.pull().changesetsApplied()).isZero();
        assertThat(ada.takeEvents()).isEmpty();
    }

    @Test
    void sync_bothEdited_bothHaveBoth() throws Exception {
        ada.sql("INSERT INTO notes VALUES ('a', 1)");
        ben.sql("INSERT INTO notes VALUES ('b', 2)");
        ada.sync();
        ben.sync();
        ada.sync();
        fleet.requireEqual();
        assertThat(ada.query("SELECT count(*) FROM notes")).containsExactly("3");
    }

    /** The two halves of a sync can be had alone. */
    @Test
    void sync_oneDirection_doesOnlyThat() throws Exception {
        ada.sql("INSERT INTO notes VALUES ('a', 1)");
        assertThat(ada.library().sync(SyncDirection.PULL_ONLY).push()).isEmpty();
        assertThat(ben.library().sync(SyncDirection.BOTH).pull().orElseThrow().changesetsApplied())
                .isZero();
        assertThat(ada.library().sync(SyncDirection.PUSH_ONLY).pull()).isEmpty();
        assertThat(ben.library()
                        .sync(SyncDirection.PULL_ONLY)
                        .pull()
                        .orElseThrow()
                        .changesetsApplied())
                .isEqualTo(1);
    }

    /** Applying what came is not an edit: nothing goes back. */
    @Test
    void apply_remoteChanges_areNotCapturedAsLocalOnes() throws Exception {
        ada.sql("INSERT INTO notes VALUES ('a', 1)", "DELETE FROM notes WHERE id = 'first'");
        ada.push();
        ben.pull();
        assertThat(ben.status().uncaptured()).isFalse();
        assertThat(ben.push().pushed()).isZero();
        assertThat(ben.status().outbox()).isZero();
    }

    /** Tables that are not synced never leave the device. */
    @Test
    void edits_ofOtherTables_stayHere() throws Exception {
        ada.sql("UPDATE drafts SET body = 'changed'");
        assertThat(ada.push().pushed()).isZero();
        fleet.syncUntilQuiet();
        assertThat(ben.query("SELECT count(*) FROM drafts")).containsExactly("0");
    }

    /** An edit that ends where it began says nothing. */
    @Test
    void edits_thatEndWhereTheyBegan_makeNoChangeset() throws Exception {
        ada.uncaptured(
                "UPDATE notes SET body = 'other'",
                "UPDATE notes SET body = 'there before'",
                "INSERT INTO notes VALUES ('x', 1)",
                "DELETE FROM notes WHERE id = 'x'");
        assertThat(ada.push().pushed()).isZero();
    }

    /** What a host wrote is in the database with the write itself, so no crash of the engine can lose it. */
    @Test
    void edits_beforeARestart_arePushedAfterIt() throws Exception {
        ada.uncaptured("INSERT INTO notes VALUES ('a', 1)");
        ada.restart();
        ada.sql("INSERT INTO notes VALUES ('b', 2)");
        ada.restart();
        ada.push();
        ben.pull();
        fleet.requireEqual();
    }

    /** A listing of changesets made and applied says the same on both sides. */
    @Test
    void changesets_onBothSides_sayTheSame() throws Exception {
        ada.sql("INSERT INTO notes VALUES ('a', 1)");
        ada.push();
        ben.pull();
        assertThat(ben.library().changesets(Optional.of(ada.id()), 1))
                .isEqualTo(ada.library().changesets(Optional.of(ada.id()), 1));
    }

    private static long cursor(Device reader, Device written) throws Exception {
        String id = written.id();
        return reader.status().devices().stream()
                .filter(device -> device.deviceId().equals(id))
                .findFirst()
                .orElseThrow()
                .cursor();
    }
}
