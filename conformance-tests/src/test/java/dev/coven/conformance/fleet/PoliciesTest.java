package dev.coven.conformance.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.coven.conformance.Seed;
import dev.coven.engine.HeldReason;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tables with a conflict policy of their own. */
class PoliciesTest extends ThreeDevices {
    private final LowestPolicy lowest = new LowestPolicy();

    @BeforeEach
    void found() throws Exception {
        found(FleetPlan.of(
                        folder,
                        "CREATE TABLE places(id TEXT PRIMARY KEY, lat, lon)",
                        "CREATE TABLE scores(id TEXT PRIMARY KEY, best, last)",
                        "CREATE TABLE tagged(id TEXT PRIMARY KEY, tags, more TEXT)",
                        "CREATE TABLE prices(id TEXT PRIMARY KEY, best)",
                        "INSERT INTO places VALUES ('p', 1, 1)",
                        "INSERT INTO scores VALUES ('s', 10, 10)",
                        "INSERT INTO tagged VALUES ('t', '[\"a\"]', NULL)",
                        "INSERT INTO prices VALUES ('x', 10)")
                .withPolicies(lowest)
                .withOptions(options -> options.withPolicies(
                        Map.of("places", "lww-row", "scores", "max", "tagged", "json-set", "prices", "lowest"))));
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
    @Test
    void ownPolicy_concurrentEdits_decides() throws Exception {
        ada.sql("UPDATE prices SET best = 7");
        ben.sql("UPDATE prices SET best = 8");
        settle();
        assertThat(cleo.query("SELECT best FROM prices")).containsExactly("7");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void max_concurrentEdits_largerStays(boolean laterArrivesFirst) throws Exception {
        ada.sql("UPDATE scores SET best = 30");
        ben.sql("UPDATE scores SET best = 20");
        push(laterArrivesFirst);
        settle();
        assertThat(cleo.query("SELECT best FROM scores")).containsExactly("30");
    }

    /** A write that loses by the policy against what was there is put right at its origin too. */
    @Test
    void max_localWriteThatLoses_isPutRightHere() throws Exception {
        ada.sql("UPDATE scores SET best = 5");
        assertThat(ada.query("SELECT best, last FROM scores")).containsExactly("10, 10");
        settle();
        assertThat(ben.query("SELECT best FROM scores")).containsExactly("10");
    }

    /** The columns that the losing write did not touch stay as they are. */
    @Test
    void max_localWriteThatLosesInPart_leavesOtherColumnsAlone() throws Exception {
        ada.sql("UPDATE scores SET last = 77");
        settle();
        ada.sql("UPDATE scores SET best = 5, last = 78");
        settle();
        assertThat(ben.query("SELECT * FROM scores")).containsExactly("'s', 10, 78");
    }

    @Test
    void max_deleteAndInsert_converges() throws Exception {
        ada.sql("DELETE FROM scores");
        ben.sql("UPDATE scores SET best = 99");
        cleo.sql("DELETE FROM scores", "INSERT INTO scores VALUES ('s', 1, 1)");
        settle();
    }

    @Test
    void max_valuesOfOtherClasses_followTheOrderOfSqlite() throws Exception {
        ada.sql("UPDATE scores SET best = 'text', last = 10.5");
        ben.sql("UPDATE scores SET best = NULL, last = 11");
        settle();
        assertThat(cleo.query("SELECT * FROM scores")).containsExactly("'s', 'text', 11");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void jsonSet_concurrentEdits_areUnited(boolean laterArrivesFirst) throws Exception {
        ada.sql("UPDATE tagged SET tags = json_insert(tags, '$[#]', 'c'), more = '[1]'");
        ben.sql("UPDATE tagged SET tags = json_insert(tags, '$[#]', 'b')");
        push(laterArrivesFirst);
        settle();
        assertThat(cleo.query("SELECT * FROM tagged")).containsExactly("'t', '[\"a\",\"b\",\"c\"]', '[1]'");
    }

    /** The set only grows: what is taken out of it, or written in place of it, is put right where that happens. */
    @Test
    void jsonSet_localWriteWithoutAnElement_isPutRightHere() throws Exception {
        ada.sql("UPDATE tagged SET tags = '[\"b\"]'");
        assertThat(ada.query("SELECT tags FROM tagged")).containsExactly("'[\"a\",\"b\"]'");
        ada.sql("UPDATE tagged SET tags = NULL");
        assertThat(ada.query("SELECT tags FROM tagged")).containsExactly("'[\"a\",\"b\"]'");
        settle();
        assertThat(cleo.query("SELECT tags FROM tagged")).containsExactly("'[\"a\",\"b\"]'");
    }

    @Test
    void jsonSet_valuesThatAreNoSets_laterStays() throws Exception {
        ada.sql("UPDATE tagged SET more = 'words'");
        ben.sql("UPDATE tagged SET more = 'other words'");
        settle();
        assertThat(cleo.query("SELECT more FROM tagged")).containsExactly("'other words'");
    }

    /** Whatever is written where and in which order it arrives, all copies end equal. */
    @Test
    void joiningPolicies_randomWrites_converge() throws Exception {
        Seed seed = Seed.ofThisRun();
        Random random = seed.random();
        List<String> values = List.of(
                "NULL",
                "1",
                "1.0",
                "-0.5",
                "'1'",
                "'[]'",
                "'[2, 1]'",
                "'[1,2]'",
                "'[\"x\"]'",
                "'[{\"a\":[1]}]'",
                "x'5b5d'",
                "'['");
        List<Device> devices = List.copyOf(fleet.devices());
        for (int step = 0; step < 120; step++) {
            Device device = devices.get(random.nextInt(devices.size()));
            String table = random.nextBoolean() ? "tagged" : "scores";
            String id = "'" + (char) ('s' + random.nextInt(3)) + "'";
            String left = values.get(random.nextInt(values.size()));
            String right = values.get(random.nextInt(values.size()));
            switch (random.nextInt(6)) {
                case 0 -> device.sql("DELETE FROM " + table + " WHERE id = " + id);
                case 1 -> device.sync();
                case 2 -> device.sql("INSERT OR REPLACE INTO %s VALUES (%s, %s, %s)".formatted(table, id, left, right));
                case 3 -> device.sql("INSERT OR IGNORE INTO %s VALUES (%s, %s, %s)".formatted(table, id, left, right));
                default -> {
                    String column = table.equals("tagged") ? "tags" : "best";
                    device.sql("UPDATE %s SET %s = %s WHERE id = %s".formatted(table, column, left, id));
                }
            }
        }
        fleet.syncUntilQuiet();
        assertThatCode(fleet::requireEqual).as(seed.toString()).doesNotThrowAnyException();
    }

    /** A policy must not throw. One that does holds the device whose values it cannot take, until it is mended. */
    @ParameterizedTest
    @ValueSource(strings = {"throws", "gives nothing", "gives no value"})
    void changeset_thatAPolicyFailsOn_holdsAsPolicyFailedAndStopsNobodyElse(String how) throws Exception {
        ada.sql("UPDATE prices SET best = 7", "INSERT INTO scores VALUES ('a', 1, 1)");
        ada.push();
        ben.sql("UPDATE prices SET best = 8");
        cleo.sql("INSERT INTO scores VALUES ('c', 1, 1)");
        cleo.push();
        lowest.failing = how;
        assertThat(ben.pull().changesetsApplied()).isEqualTo(1);
        assertThat(ben.held()).singleElement().satisfies(held -> {
            assertThat(held.reason()).isEqualTo(HeldReason.POLICY_FAILED);
            assertThat(held.detail()).contains("'lowest'", "'prices'", "mend the policy");
        });
        assertThat(ben.query("SELECT id FROM scores ORDER BY id")).containsExactly("'c'", "'s'");
        lowest.failing = "";
        settle();
        assertThat(ben.held()).isEmpty();
        assertThat(cleo.query("SELECT best FROM prices")).containsExactly("7");
    }
}
