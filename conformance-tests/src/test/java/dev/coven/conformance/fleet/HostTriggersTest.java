package dev.coven.conformance.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coven.spi.row.RowChange;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Triggers of the application, and what it is told of rows that came. */
class HostTriggersTest {
    private static final List<String> SYNCED = List.of("notes", "totals");
    private static final String[] DDL = {
        "CREATE TABLE notes(id TEXT PRIMARY KEY, body)",
        "CREATE TABLE totals(id TEXT PRIMARY KEY, n)",
        "CREATE TABLE search(id, body)",
        "INSERT INTO totals VALUES ('notes', 0)",
        "CREATE TRIGGER count_notes AFTER INSERT ON notes BEGIN UPDATE totals SET n = n + 1; END",
        "CREATE TRIGGER index_notes AFTER INSERT ON notes BEGIN INSERT INTO search VALUES (NEW.id, NEW.body); END",
        "CREATE TRIGGER unindex_notes AFTER DELETE ON notes BEGIN DELETE FROM search WHERE id = OLD.id; END"
    };

    @TempDir
    Path folder;

    private Fleet fleet;
    private Device ada;
    private Device ben;

    @BeforeEach
    void found() throws Exception {
        fleet = FleetPlan.of(folder, DDL)
                .withOptions(options -> options.withTables(SYNCED))
                .found("ada");
        ada = fleet.device("ada");
        ben = fleet.join("ben");
        fleet.syncUntilQuiet();
        ben.takeEvents();
    }

    @AfterEach
    void close() {
        fleet.close();
    }

    /** A trigger that writes a synced table does not run on apply: what it did at the origin travels itself. */
    @Test
    void trigger_thatWritesASyncedTable_runsOnlyAtTheOrigin() throws Exception {
        ada.sql("INSERT INTO notes VALUES ('a', 'x')", "INSERT INTO notes VALUES ('b', 'y')");
        settle();
        assertThat(ben.query("SELECT n FROM totals")).containsExactly("2");
        ben.sql("INSERT INTO notes VALUES ('c', 'z')");
        settle();
        assertThat(ada.query("SELECT n FROM totals")).containsExactly("3");
    }

    /** A trigger that writes only local tables runs on apply as on any write. */
    @Test
    void trigger_thatWritesALocalTable_runsOnApplyToo() throws Exception {
        ada.sql("INSERT INTO notes VALUES ('a', 'x')");
        settle();
        assertThat(ben.query("SELECT * FROM search")).containsExactly("'a', 'x'");
        ada.sql("DELETE FROM notes");
        settle();
        assertThat(ben.query("SELECT * FROM search")).isEmpty();
        assertThat(ben.status().outbox()).isZero();
    }

    /** Row events are the real difference: table, kind, key, both rows. */
    @Test
    void events_ofAPull_areTheRealDifference() throws Exception {
        ada.sql("INSERT INTO notes VALUES ('a', 'x')", "UPDATE notes SET body = 'y'");
        Map<String, List<String>> before = ben.tables();
        ada.push();
        ben.pull();
        List<RowChange> events = ben.takeEvents();
        assertThat(EventReplay.replay(before, events)).isEqualTo(ben.tables());
        assertThat(events).anySatisfy(event -> {
            assertThat(event.table()).isEqualTo("notes");
            assertThat(event.kind()).isEqualTo(RowChange.Kind.INSERT);
            assertThat(event.key().toString()).isEqualTo("['a']");
            assertThat(event.columns()).containsExactly("id", "body");
        });
    }

    /** What loses, and what changes nothing, is not told. */
    @Test
    void events_ofWritesThatLose_areNone() throws Exception {
        ada.sql("UPDATE totals SET n = 7");
        ben.sql("UPDATE totals SET n = 8");
        ada.push();
        ben.pull();
        assertThat(ben.takeEvents()).isEmpty();
        settle();
        assertThat(ada.query("SELECT n FROM totals")).containsExactly("8");
    }

    private void settle() throws Exception {
        fleet.syncUntilQuiet();
        fleet.requireEqual();
    }
}
