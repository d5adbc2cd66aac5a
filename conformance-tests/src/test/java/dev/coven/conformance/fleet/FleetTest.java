package dev.coven.conformance.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FleetTest {
    @TempDir
    Path folder;

    @Test
    void devices_withEdits_areEqualWhenQuiet() throws Exception {
        try (Fleet fleet = FleetPlan.of(
                        folder,
                        "CREATE TABLE notes(id TEXT PRIMARY KEY, body)",
                        "INSERT INTO notes VALUES('0', 'first')")
                .found("ada")) {
            Device ada = fleet.device("ada");
            Device ben = fleet.join("ben");
            Device phone = fleet.secondDevice(ben, "phone");
            ada.sql("INSERT INTO notes VALUES ('a', 'from Ada')");
            ben.sql("INSERT INTO notes VALUES ('b', x'00')");
            phone.sql("INSERT INTO notes VALUES ('c', 1.0)");
            fleet.syncUntilQuiet();
            fleet.requireEqual();
            assertThat(phone.query("SELECT * FROM notes ORDER BY id"))
                    .containsExactly("'0', 'first'", "'a', 'from Ada'", "'b', x'00'", "'c', 1.0");
        }
    }

    @Test
    void requireEqual_differentRows_showsThem() throws Exception {
        try (Fleet fleet = FleetPlan.of(folder, "CREATE TABLE notes(id TEXT PRIMARY KEY, body)")
                .found("ada")) {
            fleet.join("ben").sql("INSERT INTO notes VALUES ('b', 1)");
            assertThatThrownBy(fleet::requireEqual)
                    .isInstanceOf(AssertionError.class)
                    .hasMessageContaining("only ben has in notes:\n    'b', 1");
        }
    }

    @Test
    void devices_ofOneSeed_haveTheSameIds(@TempDir Path other) throws Exception {
        try (Fleet left = FleetPlan.of(folder, "CREATE TABLE t(id TEXT PRIMARY KEY)")
                        .withSeed(7)
                        .found("ada");
                Fleet right = FleetPlan.of(other, "CREATE TABLE t(id TEXT PRIMARY KEY)")
                        .withSeed(7)
                        .found("ada")) {
            assertThat(left.device("ada").id()).isEqualTo(right.device("ada").id());
        }
    }

    /** A changeset that is captured and not pushed is one that this copy made. */
    @Test
    void changesets_notPushedYet_areListed(@TempDir Path place) throws Exception {
        try (Fleet fleet =
                FleetPlan.of(place, "CREATE TABLE t(id TEXT PRIMARY KEY)").found("ada")) {
            Device ada = fleet.device("ada");
            ada.sql("INSERT INTO t VALUES ('x')");
            assertThat(ada.status().outbox()).isEqualTo(1);
            assertThat(ada.library().changesets(Optional.of(ada.id()), 10)).hasSize(1);
            ada.push();
            assertThat(ada.library().changesets(Optional.empty(), 10)).hasSize(1);
        }
    }

    /** A capture above the limit becomes several changesets, each of which fits; together they are the whole of it. */
    @Test
    void captureAboveTheLimit_becomesSeveralChangesets(@TempDir Path place) throws Exception {
        FleetPlan plan = FleetPlan.of(place, "CREATE TABLE t(id TEXT PRIMARY KEY, body)")
                .withSetting("capture.max-changeset-bytes", "2048");
        try (Fleet fleet = plan.found("ada")) {
            Device ada = fleet.device("ada");
            Device ben = fleet.join("ben");
            ada.sql("WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 300)"
                    + " INSERT INTO t SELECT 'key ' || i, 'body of row ' || i FROM n");
            assertThat(ada.status().outbox()).isGreaterThan(2);
            fleet.syncUntilQuiet();
            fleet.requireEqual();
            assertThat(ben.query("SELECT count(*) FROM t")).containsExactly("300");
            assertThat(ben.library().changesets(Optional.of(ada.id()), 100))
                    .allSatisfy(changeset -> assertThat(changeset.bytes()).isLessThan(2048 + 100));
        }
    }
}
