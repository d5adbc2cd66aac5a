package dev.coven.conformance.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Triggers of the application that do not let the merge do what it must, or fail in what they do themselves. */
class RefusingTriggersTest {
    private static final String PAIRS = "CREATE TABLE pairs(id TEXT PRIMARY KEY, a INTEGER, b INTEGER)";

    @TempDir
    Path folder;

    private Fleet fleet;
    private Device ada;
    private Device ben;

    private void found(String synced, String... ddl) throws Exception {
        found(List.of(synced), ddl);
    }

    private void found(List<String> synced, String... ddl) throws Exception {
        fleet = FleetPlan.of(folder, ddl)
                .withOptions(options -> options.withTables(synced))
                .found("ada");
        ada = fleet.device("ada");
        ben = fleet.join("ben");
        fleet.syncUntilQuiet();
    }

    @AfterEach
    void close() {
        fleet.close();
    }

    private void settle() throws Exception {
        fleet.syncUntilQuiet();
        fleet.requireEqual();
    }

    /** What a trigger says to do on a conflict is done, and is none of the row's. */
    @ParameterizedTest
    @ValueSource(strings = {"IGNORE", "REPLACE"})
    void localTable_thatATriggerWritesOnConflict_keepsNoRowOut(String resolution) throws Exception {
        found(
                "notes",
                "CREATE TABLE notes(id TEXT PRIMARY KEY, tag TEXT)",
                "CREATE TABLE tags(name TEXT PRIMARY KEY)",
                "CREATE TRIGGER tag AFTER INSERT ON notes BEGIN INSERT OR " + resolution
                        + " INTO tags VALUES (NEW.tag); END",
                "CREATE TRIGGER retag AFTER UPDATE ON notes BEGIN INSERT OR " + resolution
                        + " INTO tags VALUES (NEW.tag); END");
        ada.sql("INSERT INTO notes VALUES ('1', 'x')", "INSERT INTO notes VALUES ('2', 'x')");
        ada.sql("UPDATE notes SET tag = 'y'");
        settle();
        assertThat(ben.parkedRows()).isEmpty();
        assertThat(ben.query("SELECT * FROM tags ORDER BY name"))
                .isEqualTo(ada.query("SELECT * FROM tags ORDER BY name"));
    }

    /** A constraint's own clause is not followed: the merge says which of two rows stays, and loses neither. */
    @ParameterizedTest
    @ValueSource(strings = {"IGNORE", "REPLACE"})
    void constraint_declaredOnConflict_replacesNoRow(String resolution) throws Exception {
        found("seats", "CREATE TABLE seats(id TEXT PRIMARY KEY, number INTEGER UNIQUE ON CONFLICT " + resolution + ")");
        ada.sql("INSERT INTO seats VALUES ('a', 5)");
        ben.sql("INSERT INTO seats VALUES ('b', 5)");
        settle();
        assertThat(ben.query("SELECT count(*) FROM seats")).containsExactly("1");
        assertThat(ben.parkedRows()).containsKey("seats");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"RAISE(ABORT, 'locked')", "RAISE(FAIL, 'locked')", "RAISE(ROLLBACK, 'locked')", "RAISE(IGNORE)"})
    void row_thatATriggerDoesNotLetGo_goes(String raise) throws Exception {
        found(
                "notes",
                "CREATE TABLE notes(id TEXT PRIMARY KEY, body, locked INTEGER DEFAULT 0)",
                "CREATE TABLE log(line)",
                "INSERT INTO notes VALUES ('n', 'x', 0), ('m', 'x', 0)",
                "CREATE TRIGGER keep BEFORE DELETE ON notes WHEN OLD.locked BEGIN SELECT " + raise + "; END",
                "CREATE TRIGGER tell AFTER DELETE ON notes BEGIN INSERT INTO log VALUES (OLD.id); END");
        ada.sql("UPDATE notes SET locked = 1 WHERE id = 'n'");
        ben.sql("DELETE FROM notes");
        settle();
        assertThat(ada.query("SELECT * FROM notes")).isEmpty();
        assertThat(ada.query("SELECT * FROM log")).contains("'m'");
        // The triggers are there as before.
        ada.sql("INSERT INTO notes VALUES ('o', 'x', 1)");
        assertThat(
                        ada.query(
                                "SELECT group_concat(name) FROM sqlite_schema WHERE type = 'trigger' AND name NOT LIKE 'coven%'"))
                .isEqualTo(ben.query(
                        "SELECT group_concat(name) FROM sqlite_schema WHERE type = 'trigger' AND name NOT LIKE"
                                + " 'coven%'"));
    }

    /** Parked for a while, a row was deleted twice for the triggers: the second time its local line is there already. */
    @Test
    void row_whoseDeletionFailsInALocalTable_goes() throws Exception {
        found(
                "seats",
                "CREATE TABLE seats(id TEXT PRIMARY KEY, number INTEGER UNIQUE)",
                "CREATE TABLE trash(id TEXT PRIMARY KEY)",
                "CREATE TRIGGER gone AFTER DELETE ON seats BEGIN INSERT INTO trash VALUES (OLD.id); END");
        ada.sql("INSERT INTO seats VALUES ('a', 5)");
        ben.sql("INSERT INTO seats VALUES ('b', 5)");
        settle();
        ada.sql("UPDATE seats SET number = 6 WHERE id = 'a'");
        settle();
        ada.sql("DELETE FROM seats WHERE id = 'b'");
        settle();
        assertThat(ben.query("SELECT id FROM seats")).containsExactly("'a'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"RAISE(ABORT, 'whose?')", "RAISE(IGNORE)"})
    void reference_thatATriggerDoesNotLetReadNull_readsNull(String raise) throws Exception {
        found(
                List.of("people", "pets", "toys"),
                "CREATE TABLE people(id TEXT PRIMARY KEY)",
                "CREATE TABLE pets(id TEXT PRIMARY KEY, owner TEXT REFERENCES people(id) ON DELETE SET NULL)",
                "CREATE TABLE toys(id TEXT PRIMARY KEY, pet TEXT NOT NULL REFERENCES pets(id))",
                "INSERT INTO people VALUES ('eve')",
                "CREATE TRIGGER owned BEFORE UPDATE OF owner ON pets WHEN NEW.owner IS NOT OLD.owner BEGIN SELECT "
                        + raise + "; END");
        ada.sql("INSERT INTO pets VALUES ('rex', 'eve')", "INSERT INTO toys VALUES ('ball', 'rex')");
        ben.sql("DELETE FROM people");
        settle();
        for (Device device : List.of(ada, ben)) {
            assertThat(device.query("SELECT * FROM pets JOIN toys ON pet = pets.id"))
                    .containsExactly("'rex', NULL, 'ball', 'rex'");
        }
        ada.sql("INSERT INTO people VALUES ('eve')");
        settle();
        for (Device device : List.of(ada, ben)) {
            assertThat(device.query("SELECT * FROM pets JOIN toys ON pet = pets.id"))
                    .containsExactly("'rex', 'eve', 'ball', 'rex'");
        }
    }

    /** ROLLBACK would take back what else the merge did, and FAIL leave half a write: such a trigger is for the host's own writes. */
    @ParameterizedTest
    @ValueSource(strings = {"ROLLBACK", "FAIL"})
    void trigger_thatBreaksOff_isSilentInAMerge(String how) throws Exception {
        String body = " ON pairs WHEN NEW.a > NEW.b BEGIN SELECT RAISE(" + how + ", 'bad'); END";
        found(
                "pairs",
                PAIRS,
                "INSERT INTO pairs VALUES ('n', 1, 10), ('m', 1, 10)",
                "CREATE TRIGGER before_update BEFORE UPDATE" + body,
                "CREATE TRIGGER after_update AFTER UPDATE" + body,
                "CREATE TRIGGER after_insert AFTER INSERT" + body);
        ada.sql("UPDATE pairs SET a = 5 WHERE id = 'n'");
        ben.sql("UPDATE pairs SET b = 3 WHERE id = 'n'", "UPDATE pairs SET b = 11 WHERE id = 'm'");
        settle();
        assertThat(ada.query("SELECT * FROM pairs ORDER BY id")).containsExactly("'m', 1, 11", "'n', 5, 3");
    }
}
