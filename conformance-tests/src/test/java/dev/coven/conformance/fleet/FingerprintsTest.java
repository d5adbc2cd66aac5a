package dev.coven.conformance.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coven.engine.Checkup;
import dev.coven.engine.Checkup.Condition;
import dev.coven.engine.SyncException;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Copies that have the same changes and other data notice it. */
class FingerprintsTest extends ThreeDevices {
    @BeforeEach
    void found() throws Exception {
        found(FleetPlan.of(
                        folder,
                        "CREATE TABLE songs(id TEXT PRIMARY KEY, title, rating)",
                        "CREATE TABLE places(id TEXT PRIMARY KEY, lat, lon)",
                        "CREATE TABLE tagged(a, b, tags, PRIMARY KEY (a, b)) WITHOUT ROWID",
                        "INSERT INTO songs VALUES ('s', 'So What', 1), ('t', 'Tutu', 2)",
                        "INSERT INTO places VALUES ('p', 1, 1)",
                        "INSERT INTO tagged VALUES (1, x'00', '[]')")
                .withOptions(options -> options.withPolicies(Map.of("places", "lww-row", "tagged", "json-set"))));
    }

    private static Checkup.Finding finding(Device device, String subject) throws SyncException {
        return device.library().examine().findings().stream()
                .filter(found -> found.subject().equals(subject))
                .findFirst()
                .orElseThrow();
    }

    /** Nothing moves when only heads do, so one quiet round is not enough for all to have read them. */
    private void syncTwice() throws SyncException {
        fleet.syncUntilQuiet();
        fleet.syncUntilQuiet();
    }

    /** Every kind of change, concurrent and not, under every kind of policy. */
    @Test
    void copies_afterEveryKindOfChange_haveOneFingerprint() throws Exception {
        String atFirst = ada.library().examine().fingerprint();
        fleet.requireEqual();
        ada.sql("UPDATE songs SET rating = 5", "UPDATE places SET lat = 3", "UPDATE tagged SET tags = '[1]'");
        ben.sql(
                "UPDATE songs SET title = 'x', rating = 4",
                "UPDATE places SET lon = 4",
                "UPDATE tagged SET tags = '[2]'");
        cleo.sql("DELETE FROM songs WHERE id = 't'", "INSERT INTO songs VALUES ('n', NULL, 1.0)", "DELETE FROM tagged");
        fleet.syncUntilQuiet();
        fleet.requireEqual();
        cleo.sql("INSERT INTO tagged VALUES (1, x'00', NULL)", "UPDATE songs SET id = 'moved' WHERE id = 's'");
        fleet.syncUntilQuiet();
        fleet.requireEqual();
        assertThat(cleo.query("SELECT tags FROM tagged")).containsExactly("'[1,2]'");
        assertThat(ada.library().examine().fingerprint()).isNotEqualTo(atFirst);
    }

    /** What cannot be seen counts too: a row that was deleted is not one that never was. */
    @Test
    void rowThatCameAndWent_isInTheState() throws Exception {
        String before = ada.library().examine().fingerprint();
        ada.sql("INSERT INTO songs VALUES ('n', 1, 1)");
        ada.sql("DELETE FROM songs WHERE id = 'n'");
        assertThat(ada.library().examine().fingerprint()).isNotEqualTo(before);
    }

    /** An edit that the triggers missed: the copy itself notices it, and once they are back, the others do. */
    @Test
    void rowWrittenBehindTheTriggers_isNoticedHereAndByOthers() throws Exception {
        List<String> triggers = ben.query("SELECT name FROM sqlite_schema WHERE type = 'trigger'");
        ben.uncaptured(triggers.stream()
                .map(name -> "DROP TRIGGER " + name.replace('\'', '"'))
                .toArray(String[]::new));
        ben.uncaptured("UPDATE songs SET rating = 77 WHERE id = 's'");
        Checkup.Finding capture = finding(ben, "capture");
        assertThat(capture.condition()).isEqualTo(Condition.FAILED);
        assertThat(capture.remedy()).contains("write the rows again");
        syncTwice();
        assertThat(ada.status().diverged()).containsExactly(ben.id());
        assertThat(ben.status().diverged()).containsExactlyInAnyOrder(ada.id(), cleo.id());
        assertThat(finding(ada, "divergence").condition()).isEqualTo(Condition.WAITING);
        assertThat(finding(ada, "divergence").detail()).contains(ben.id());
        assertThat(ada.library().examine().worst()).isEqualTo(Condition.WAITING);
        // The row is written again, as the remedy says: no difference is left.
        ada.sql("UPDATE songs SET rating = 6 WHERE id = 's'");
        fleet.syncUntilQuiet();
        fleet.requireEqual();
    }

    private static void plant(Device device, String sql) throws SQLException {
        device.connection().createStatement().execute(sql);
    }

    /** A row that was changed while somebody had the triggers off, and put them back as they were. */
    @Test
    void rowWrittenWhileTriggersWereOff_isNoticedByDoctor() throws Exception {
        assertThat(finding(ben, "fingerprint").condition()).isEqualTo(Condition.SOUND);
        String table =
                ben.query("SELECT n FROM coven_table WHERE name = 'songs'").get(0);
        List<String> log = ben.query("SELECT count(*) FROM coven_log_" + table);
        plant(ben, "UPDATE songs SET rating = 77 WHERE id = 's'");
        plant(ben, "DELETE FROM coven_log_" + table);
        assertThat(ben.query("SELECT count(*) FROM coven_log_" + table)).isEqualTo(log);
        Checkup.Finding finding = finding(ben, "fingerprint");
        assertThat(finding.condition()).isEqualTo(Condition.FAILED);
        assertThat(finding.remedy()).contains("join the library anew");
        assertThat(finding(ada, "fingerprint").condition()).isEqualTo(Condition.SOUND);
        // With the next change of the row, what never was there is taken out of the sum, and the others see it.
        ben.sql("UPDATE songs SET rating = 78 WHERE id = 's'");
        syncTwice();
        assertThat(ada.status().diverged()).containsExactly(ben.id());
    }

    @Test
    void registerWrittenByOthers_isNoticedByDoctor() throws Exception {
        ada.sql("UPDATE songs SET rating = 5");
        fleet.syncUntilQuiet();
        String table =
                ben.query("SELECT n FROM coven_table WHERE name = 'songs'").get(0);
        plant(ben, "UPDATE coven_row_" + table + " SET clocks = NULL");
        assertThat(finding(ben, "fingerprint").condition()).isEqualTo(Condition.FAILED);
    }

    /** While the schemas differ nothing is compared; when they are the same again, the new column counts. */
    @Test
    void copies_afterTheSchemaGrew_haveOneFingerprint() throws Exception {
        ada.sql("ALTER TABLE songs ADD COLUMN year DEFAULT 1959");
        fleet.syncUntilQuiet();
        assertThat(ada.status().diverged()).isEmpty();
        assertThat(finding(ada, "fingerprint").condition()).isEqualTo(Condition.SOUND);
        ben.sql("ALTER TABLE songs ADD COLUMN year DEFAULT 1959");
        cleo.sql("ALTER TABLE songs ADD COLUMN year DEFAULT 1959");
        ada.sql("UPDATE songs SET year = 1960 WHERE id = 's'");
        ben.sql("INSERT INTO songs(id) VALUES ('n')");
        fleet.syncUntilQuiet();
        fleet.requireEqual();
    }

    /** A clone becomes a device of its own, and what it wrote until then is that device's. */
    @Test
    void copies_afterACloneBecameADevice_haveOneFingerprint() throws Exception {
        Device clone = fleet.cloneOf(ben, "clone");
        ben.sql("UPDATE songs SET rating = 8 WHERE id = 's'");
        clone.sql("UPDATE songs SET rating = 9 WHERE id = 't'");
        fleet.syncUntilQuiet();
        fleet.requireEqual();
        assertThat(clone.id()).isNotEqualTo(ben.id());
    }

    @Test
    void examination_ofASoundCopy_findsNothing() throws Exception {
        Checkup checkup = ada.library().examine();
        assertThat(checkup.worst()).isEqualTo(Condition.SOUND);
        assertThat(checkup.findings())
                .extracting(Checkup.Finding::subject)
                .containsExactly("file", "capture", "fingerprint", "divergence", "held", "parked", "files");
    }

    /** An idle pull writes no new head: the fingerprint says nothing that the last one did not. */
    @Test
    void idleSync_publishesNoHead() throws Exception {
        var before = fleet.store().objects().copyOf("index/heads/");
        ada.sync();
        ben.sync();
        var after = fleet.store().objects().copyOf("index/heads/");
        assertThat(after.keySet()).isEqualTo(before.keySet());
        before.forEach((key, bytes) -> assertThat(after.get(key)).isEqualTo(bytes));
    }
}
