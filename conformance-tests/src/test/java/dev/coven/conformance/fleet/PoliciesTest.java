package dev.coven.conformance.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tables with a conflict policy of their own. */
class PoliciesTest {
    @TempDir
    Path folder;

    private Fleet fleet;
    private Device ada;
    private Device ben;
    private Device cleo;

    @BeforeEach
    void found() throws Exception {
        fleet = FleetPlan.of(
                        folder,
                        "CREATE TABLE places(id TEXT PRIMARY KEY, lat, lon)",
                        "CREATE TABLE scores(id TEXT PRIMARY KEY, best, last)",
                        "INSERT INTO places VALUES ('p', 1, 1)",
                        "INSERT INTO scores VALUES ('s', 10, 10)")
                .withPolicies(new MaxPolicy())
                .withOptions(options -> options.withPolicies(Map.of("places", "lww-row", "scores", "max")))
                .found("ada");
        ada = fleet.device("ada");
        ben = fleet.join("ben");
        cleo = fleet.join("cleo");
        fleet.syncUntilQuiet();
    }

    @AfterEach
    void close() {
        fleet.close();
    }

    /** Where the row is one cell, it is always as one device wrote it. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void rowPolicy_concurrentEditsOfDifferentColumns_laterRowWinsWhole(boolean laterArrivesFirst) throws Exception {
        ada.sql("UPDATE places SET lat = 2");
        ben.sql("UPDATE places SET lon = 3");
        push(laterArrivesFirst);
        settle();
        assertThat(cleo.query("SELECT * FROM places")).containsExactly("'p', 1, 3");
    }

    @Test
    void rowPolicy_updateBeforeItsInsert_waits() throws Exception {
        ada.sql("INSERT INTO places VALUES ('q', 5, 5)");
        ada.push();
        ben.pull();
        ben.sql("UPDATE places SET lat = 6 WHERE id = 'q'");
        ben.push();
        var held = fleet.store().objects().copyOf("changes/" + ada.id() + "/");
        held.keySet().forEach(fleet.store().objects()::remove);
        cleo.pull();
        held.forEach(fleet.store().objects()::replace);
        settle();
        assertThat(cleo.query("SELECT * FROM places WHERE id = 'q'")).containsExactly("'q', 6, 5");
    }

    /** A policy of one's own decides, not the clock. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void ownPolicy_concurrentEdits_decides(boolean laterArrivesFirst) throws Exception {
        ada.sql("UPDATE scores SET best = 30");
        ben.sql("UPDATE scores SET best = 20");
        push(laterArrivesFirst);
        settle();
        assertThat(cleo.query("SELECT best FROM scores")).containsExactly("30");
    }

    /** A write that loses by the policy against what was there is put right at its origin too. */
    @Test
    void ownPolicy_localWriteThatLoses_isPutRightHere() throws Exception {
        ada.sql("UPDATE scores SET best = 5");
        assertThat(ada.query("SELECT best, last FROM scores")).containsExactly("10, 10");
        settle();
        assertThat(ben.query("SELECT best FROM scores")).containsExactly("10");
    }

    /** The columns that the losing write did not touch stay as they are. */
    @Test
    void ownPolicy_localWriteThatLosesInPart_leavesOtherColumnsAlone() throws Exception {
        ada.sql("UPDATE scores SET last = 77");
        settle();
        ada.sql("UPDATE scores SET best = 5, last = 78");
        settle();
        assertThat(ben.query("SELECT * FROM scores")).containsExactly("'s', 10, 78");
    }

    @Test
    void ownPolicy_deleteAndInsert_converges() throws Exception {
        ada.sql("DELETE FROM scores");
        ben.sql("UPDATE scores SET best = 99");
        cleo.sql("DELETE FROM scores", "INSERT INTO scores VALUES ('s', 1, 1)");
        settle();
    }

    private void push(boolean bensFirst) throws Exception {
        (bensFirst ? ben : ada).push();
        cleo.pull();
        (bensFirst ? ada : ben).push();
        cleo.pull();
    }

    private void settle() throws Exception {
        fleet.syncUntilQuiet();
        fleet.requireEqual();
    }
}
