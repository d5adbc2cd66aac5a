package dev.coven.conformance.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coven.engine.HeldReason;
import dev.coven.engine.PullResult;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a device is asked to hold in memory has limits of its own: beyond them a changeset waits until they are raised. */
class OverLimitTest {
    private static final int LIMIT = 1 << 20;

    @TempDir
    Path folder;

    private Fleet fleet;
    private Device ada;
    private Device ben;

    @BeforeEach
    void found() throws Exception {
        fleet = FleetPlan.of(folder, "CREATE TABLE notes(id TEXT PRIMARY KEY, body, more)")
                .found("ada");
        ada = fleet.device("ada");
        ben = fleet.join("ben");
        fleet.syncUntilQuiet();
    }

    @AfterEach
    void close() {
        fleet.close();
    }

    /** A kilobyte in the store that would be megabytes in memory. */
    @Test
    void change_largerThanTheLimit_holdsAsOverLimitUntilItIsRaised() throws Exception {
        LocalSettings.set(ben, "pull.max-change-bytes", "1 MiB");
        ada.sql("INSERT INTO notes VALUES ('a', zeroblob(%d), zeroblob(%d))".formatted(LIMIT / 2, LIMIT / 2));
        ada.push();
        requireHeld("coven.pull.max-change-bytes");

        LocalSettings.set(ben, "pull.max-change-bytes", "2 MiB");
        requireResumed();
    }

    @Test
    void change_atTheLimit_isTaken() throws Exception {
        LocalSettings.set(ben, "pull.max-change-bytes", "1 MiB");
        ada.sql("INSERT INTO notes VALUES ('a', zeroblob(%d), zeroblob(%d))".formatted(LIMIT / 2, LIMIT / 2 - 1));
        ada.push();
        assertThat(ben.pull().changesetsApplied()).isEqualTo(1);
        fleet.syncUntilQuiet();
        fleet.requireEqual();
    }

    /** Read in a thread of its own, and one transaction with others before it. */
    @Test
    void change_largerThanTheLimitAmongMany_leavesNothingOfItsChangeset() throws Exception {
        LocalSettings.set(ben, "pull.max-change-bytes", "1 MiB");
        ada.sql("INSERT INTO notes VALUES ('first', 1, 2)");
        ada.push();
        ada.sql("INSERT INTO notes WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 6000)"
                + " SELECT 'n' || i, iif(i = 5500, zeroblob(%d), i), i FROM n".formatted(LIMIT));
        ada.push();
        PullResult result = ben.pull();
        assertThat(result.changesetsApplied()).isEqualTo(1);
        assertThat(result.held()).singleElement().satisfies(held -> {
            assertThat(held.reason()).as(held.detail()).isEqualTo(HeldReason.OVER_LIMIT);
        });
        assertThat(ben.query("SELECT id FROM notes")).containsExactly("'first'");

        LocalSettings.set(ben, "pull.max-change-bytes", "2 MiB");
        requireResumed();
    }

    @Test
    void changeset_largerThanTheLimit_holdsAsOverLimitUntilItIsRaised() throws Exception {
        LocalSettings.set(ben, "pull.max-changeset-bytes", "1 MiB");
        ada.sql("INSERT INTO notes VALUES ('a', randomblob(%d), 'more')".formatted(LIMIT + 1));
        ada.push();
        requireHeld("coven.pull.max-changeset-bytes");

        LocalSettings.set(ben, "pull.max-changeset-bytes", "2 MiB");
        requireResumed();
    }

    private void requireHeld(String setting) throws Exception {
        PullResult result = ben.pull();
        assertThat(result.changesetsApplied()).isZero();
        assertThat(result.held()).singleElement().satisfies(held -> {
            assertThat(held.reason()).as(held.detail()).isEqualTo(HeldReason.OVER_LIMIT);
            assertThat(held.detail()).contains("raise " + setting, "" + LIMIT);
        });
        assertThat(ben.query("SELECT id FROM notes")).isEmpty();
    }

    private void requireResumed() throws Exception {
        PullResult result = ben.pull();
        assertThat(result.held()).isEmpty();
        assertThat(result.changesetsApplied()).isEqualTo(1);
        fleet.syncUntilQuiet();
        fleet.requireEqual();
    }
}
