package dev.coven.conformance.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.coven.engine.SyncException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Migrations that change what rows must be, and those that a library cannot follow. */
class SchemaChangesTest {
    private static final String PAIRS = "CREATE TABLE pairs(id TEXT PRIMARY KEY, a INTEGER, b INTEGER";

    @TempDir
    Path folder;

    private Fleet fleet;
    private Device ada;
    private Device ben;
    private Device cleo;
    private int version = 1;

    private void found(String... ddl) throws Exception {
        fleet = FleetPlan.of(folder, ddl).found("ada");
        ada = fleet.device("ada");
        ben = fleet.join("ben");
        cleo = fleet.join("cleo");
        fleet.syncUntilQuiet();
    }

    @AfterEach
    void close() {
        fleet.close();
    }

    /** Ada and Ben have what the other wrote, and a row of it is kept out; Cleo has not seen it under the schema of then. */
    private void requireParkedByNow() throws Exception {
        ada.sync();
        ben.sync();
        ada.sync();
        assertThat(ada.library().parked(10)).hasSize(1);
    }

    private void migrate(String... ddl) throws Exception {
        version++;
        for (Device device : fleet.devices()) {
            device.uncaptured(ddl);
            device.uncaptured("PRAGMA user_version = " + version);
        }
        fleet.syncUntilQuiet();
        fleet.requireEqual();
        assertThat(ada.library().parked(10)).isEmpty();
    }

    private static String[] copied(String table, String columns) {
        return new String[] {
            "CREATE TABLE copied(" + columns + ")",
            "INSERT INTO copied SELECT * FROM " + table,
            "DROP TABLE " + table,
            "ALTER TABLE copied RENAME TO " + table
        };
    }

    @Test
    void predicateOfAUniqueIndex_narrowed_letsRowsIn() throws Exception {
        found(
                "CREATE TABLE docs(id TEXT PRIMARY KEY, doc, main INTEGER, deleted INTEGER)",
                "CREATE UNIQUE INDEX one_main ON docs(doc) WHERE main");
        ada.sql("INSERT INTO docs VALUES ('a', 'd', 1, 1)");
        ben.sql("INSERT INTO docs VALUES ('b', 'd', 1, 0)");
        requireParkedByNow();
        migrate("DROP INDEX one_main", "CREATE UNIQUE INDEX one_main ON docs(doc) WHERE main AND NOT deleted");
    }

    private void edit() throws Exception {
        ada.sql("UPDATE pairs SET a = 5 WHERE id = 'n'");
        ben.sql("UPDATE pairs SET b = 3 WHERE id = 'n'");
        requireParkedByNow();
    }

    @Test
    void check_takenOut_letsRowsIn() throws Exception {
        found(PAIRS + ", CHECK (a < b))", "INSERT INTO pairs VALUES ('n', 1, 10)");
        edit();
        migrate(copied("pairs", "id TEXT PRIMARY KEY, a INTEGER, b INTEGER"));
    }

    @Test
    void triggerThatRefuses_dropped_letsRowsIn() throws Exception {
        String body = " ON pairs WHEN NEW.a > NEW.b BEGIN SELECT RAISE(ABORT, 'bad'); END";
        found(
                PAIRS + ")",
                "INSERT INTO pairs VALUES ('n', 1, 10)",
                "CREATE TRIGGER on_update BEFORE UPDATE" + body,
                "CREATE TRIGGER on_insert BEFORE INSERT" + body);
        edit();
        migrate("DROP TRIGGER on_update", "DROP TRIGGER on_insert");
    }

    @Test
    void actionOfAReference_madeSetNull_letsRowsIn() throws Exception {
        found(
                "CREATE TABLE artists(id TEXT PRIMARY KEY)",
                "CREATE TABLE albums(id TEXT PRIMARY KEY, artist TEXT REFERENCES artists(id))",
                "INSERT INTO artists VALUES ('nina')");
        ada.sql("DELETE FROM artists");
        ben.sql("INSERT INTO albums VALUES ('a', 'nina')");
        requireParkedByNow();
        migrate(copied("albums", "id TEXT PRIMARY KEY, artist TEXT REFERENCES artists(id) ON DELETE SET NULL"));
        assertThat(cleo.query("SELECT * FROM albums")).containsExactly("'a', NULL");
    }

    /** Changesets name a table as it was called when they were written. */
    @Test
    void table_renamedWhileAnEditWaits_takesItIn() throws Exception {
        found("CREATE TABLE notes(id TEXT PRIMARY KEY, body)", "INSERT INTO notes VALUES ('n', 'x')");
        ada.sql("UPDATE notes SET body = 'y'");
        ada.push();
        ben.sql("INSERT INTO notes VALUES ('m', 'captured before')");
        migrate("ALTER TABLE notes RENAME TO memos");
        assertThat(cleo.query("SELECT * FROM memos ORDER BY id")).containsExactly("'m', 'captured before'", "'n', 'y'");
        migrate("ALTER TABLE memos RENAME TO letters");
        ben.sql("UPDATE letters SET body = 'z'");
        Device dan = fleet.join("dan");
        fleet.syncUntilQuiet();
        fleet.requireEqual();
        assertThat(dan.query("SELECT * FROM letters ORDER BY id")).containsExactly("'m', 'z'", "'n', 'z'");
        dan.sql("DELETE FROM letters WHERE id = 'm'");
        migrate("ALTER TABLE letters RENAME TO notes");
        assertThat(fleet.join("eve").query("SELECT * FROM notes")).containsExactly("'n', 'z'");
    }

    private void assertRefused(Device device, String... parts) {
        assertThatExceptionOfType(SyncException.class)
                .isThrownBy(device::sync)
                .satisfies(e -> assertThat(e.kind()).isEqualTo(SyncException.Kind.REFUSED))
                .withMessageContainingAll(parts);
    }

    /** Changesets tell columns by their places, so that values would land in others. */
    @ParameterizedTest
    @ValueSource(
            strings = {"id TEXT PRIMARY KEY, b, a", "id TEXT PRIMARY KEY, a, middle, b", "b, a, id TEXT PRIMARY KEY"})
    void columns_inAnotherOrder_areRefusedUntilTheyAreInTheirs(String columns) throws Exception {
        found("CREATE TABLE notes(id TEXT PRIMARY KEY, a, b)", "INSERT INTO notes VALUES ('n', 'a0', 'b0')");
        ada.sql("UPDATE notes SET a = 'a1'");
        ada.push();
        ben.uncaptured(
                "CREATE TABLE copied(" + columns + ")",
                "INSERT INTO copied(id, a, b) SELECT id, a, b FROM notes",
                "DROP TABLE notes",
                "ALTER TABLE copied RENAME TO notes");
        assertRefused(ben, "notes", "another place");
        ben.uncaptured(
                "CREATE TABLE copied(id TEXT PRIMARY KEY, a, b, middle)",
                "INSERT INTO copied(id, a, b) SELECT id, a, b FROM notes",
                "DROP TABLE notes",
                "ALTER TABLE copied RENAME TO notes");
        ben.sync();
        assertThat(ben.query("SELECT id, a, b FROM notes")).containsExactly("'n', 'a1', 'b0'");
    }

    @Test
    void reference_toATableThatIsNotSynced_isRefused() throws Exception {
        found("CREATE TABLE notes(id TEXT PRIMARY KEY, body)");
        ada.uncaptured(
                "CREATE TABLE folders(id TEXT PRIMARY KEY)",
                "ALTER TABLE notes ADD COLUMN folder TEXT REFERENCES folders(id)");
        assertRefused(ada, "notes", "folders", "not synced");
    }

    @Test
    void reference_toAGeneratedColumn_isRefused() throws Exception {
        found("CREATE TABLE notes(id TEXT PRIMARY KEY, body, code GENERATED ALWAYS AS (upper(id)))");
        ada.uncaptured(
                "CREATE UNIQUE INDEX codes ON notes(code)",
                "ALTER TABLE notes ADD COLUMN follows TEXT REFERENCES notes(code)");
        assertRefused(ada, "notes", "code", "generated");
    }

    /** What no device could join with is not founded. */
    @Test
    void init_withANameOfTheEngines_isRefused() throws Exception {
        found("CREATE TABLE notes(id TEXT PRIMARY KEY)");
        FleetPlan other =
                FleetPlan.of(folder.resolve("other"), "CREATE TABLE t(id TEXT PRIMARY KEY, coven_rating INTEGER)");
        assertThatExceptionOfType(SyncException.class)
                .isThrownBy(() -> other.found("dora"))
                .withMessageContaining("coven_rating");
    }
}
