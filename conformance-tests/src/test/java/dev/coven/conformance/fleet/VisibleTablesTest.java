package dev.coven.conformance.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coven.engine.ParkedRow;
import dev.coven.engine.merge.LastWriterWins;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What the tables show is a function of the merged state: it does not matter who heard what first. */
class VisibleTablesTest extends ThreeDevices {
    private void found(String... ddl) throws Exception {
        found(FleetPlan.of(folder, ddl));
    }

    private static void hostWithoutForeignKeys(Device device, String... statements) throws Exception {
        device.uncaptured("PRAGMA foreign_keys = OFF");
        device.sql(statements);
        device.uncaptured("PRAGMA foreign_keys = ON");
    }

    @Test
    void uniqueValue_takenByTwo_staysWithWhoTookItFirstWhoeverSyncsFirst() throws Exception {
        found("CREATE TABLE seats(id TEXT PRIMARY KEY, number INTEGER UNIQUE, guest TEXT)");
        ada.sql("INSERT INTO seats VALUES ('a', 50, 'Ada')");
        fleet.advance(java.time.Duration.ofSeconds(1));
        ben.sql("INSERT INTO seats VALUES ('b', 50, 'Ben')");
        fleet.advance(java.time.Duration.ofSeconds(1));
        cleo.sql("INSERT INTO seats VALUES ('c', 50, 'Cleo')");
        cleo.sync();
        ben.sync();
        ada.sync();
        settle();
        for (Device device : fleet.devices()) {
            assertThat(device.query("SELECT id FROM seats")).containsExactly("'a'");
        }
        // Another column is edited: that is no new claim to the seat.
        ada.sql("UPDATE seats SET guest = 'Ada L.'");
        settle();
        assertThat(cleo.query("SELECT id, guest FROM seats")).containsExactly("'a', 'Ada L.'");
        ada.sql("DELETE FROM seats");
        assertThat(ada.query("SELECT id FROM seats"))
                .as("the next in line comes in at once")
                .containsExactly("'b'");
        settle();
        assertThat(cleo.query("SELECT id FROM seats")).containsExactly("'b'");
    }

    @Test
    void uniqueValue_ofARowThatIsOneCell_isClaimedAnewByEveryEdit() throws Exception {
        found(FleetPlan.of(folder, "CREATE TABLE seats(id TEXT PRIMARY KEY, number INTEGER UNIQUE, guest TEXT)")
                .withOptions(options -> options.withPolicies(Map.of("seats", "lww-row"))));
        ada.sql("INSERT INTO seats VALUES ('a', 50, 'Ada')");
        fleet.advance(java.time.Duration.ofSeconds(1));
        ben.sql("INSERT INTO seats VALUES ('b', 50, 'Ben')");
        settle();
        assertThat(ada.query("SELECT id FROM seats")).containsExactly("'a'");
        ada.sql("UPDATE seats SET guest = 'Ada L.'");
        settle();
        for (Device device : fleet.devices()) {
            assertThat(device.query("SELECT id FROM seats")).containsExactly("'b'");
        }
    }

    @Test
    void reference_whoseNullMakesAnEqualKeyOfAnotherType_readsNull() throws Exception {
        found(
                "CREATE TABLE t(id TEXT PRIMARY KEY, a REAL UNIQUE, ref REAL REFERENCES t(a) ON DELETE SET NULL)",
                "CREATE UNIQUE INDEX one ON t(coalesce(ref, 0), id)");
        ada.sql("PRAGMA foreign_keys = OFF", "INSERT INTO t VALUES ('k', 1.0, 0.0)");
        settle();
        for (Device device : fleet.devices()) {
            assertThat(device.query("SELECT id, ref FROM t")).containsExactly("'k', NULL");
        }
    }

    @Test
    void uniqueValues_swappedByTwoAtOnce_endEqual() throws Exception {
        found(
                "CREATE TABLE seats(id TEXT PRIMARY KEY, number INTEGER UNIQUE)",
                "INSERT INTO seats VALUES ('x', 1), ('y', 2), ('z', 3)");
        String[] swap = {
            "BEGIN",
            "UPDATE seats SET number = NULL WHERE id = 'x'",
            "UPDATE seats SET number = 1 WHERE id = 'y'",
            "UPDATE seats SET number = 2 WHERE id = 'x'",
            "COMMIT"
        };
        ada.uncaptured(swap);
        ben.uncaptured(swap);
        cleo.uncaptured("UPDATE seats SET number = 4 WHERE id = 'z'", "INSERT INTO seats VALUES ('w', 3)");
        settle();
        assertThat(ada.query("SELECT id, number FROM seats ORDER BY id"))
                .containsExactly("'w', 3", "'x', 2", "'y', 1", "'z', 4");
    }

    @Test
    void children_ofARowThatLosesItsSeat_followItAndComeBack() throws Exception {
        found(
                "CREATE TABLE seats(id TEXT PRIMARY KEY, number INTEGER UNIQUE)",
                "CREATE TABLE bags(id TEXT PRIMARY KEY, seat TEXT NOT NULL REFERENCES seats(id))",
                "CREATE TABLE tags(id TEXT PRIMARY KEY, bag TEXT REFERENCES bags(id) ON DELETE CASCADE)");
        ada.sql("INSERT INTO seats VALUES ('a', 1)");
        fleet.advance(java.time.Duration.ofSeconds(1));
        ben.sql(
                "INSERT INTO seats VALUES ('b', 1)",
                "INSERT INTO bags VALUES ('bag', 'b')",
                "INSERT INTO tags VALUES ('tag', 'bag')");
        settle();
        assertThat(ben.query("SELECT * FROM seats")).containsExactly("'a', 1");
        assertThat(ben.query("SELECT * FROM bags")).isEmpty();
        assertThat(ben.query("SELECT * FROM tags")).isEmpty();
        assertThat(ben.library().parked(10)).extracting(ParkedRow::table).containsExactly("seats", "bags", "tags");
        cleo.sql("UPDATE seats SET number = 7 WHERE id = 'a'");
        settle();
        assertThat(ben.query("SELECT * FROM tags")).containsExactly("'tag', 'bag'");
        assertThat(ada.library().parked(10)).isEmpty();
    }

    @Test
    void reference_declaredSetNull_readsNullWhileItsParentIsOutAndIsNoEdit() throws Exception {
        found(
                "CREATE TABLE albums(id TEXT PRIMARY KEY)",
                "CREATE TABLE songs(id TEXT PRIMARY KEY, album TEXT REFERENCES albums(id) ON DELETE SET NULL,"
                        + " title TEXT, CHECK (album <> id))",
                "INSERT INTO albums VALUES ('blue')");
        fleet.syncUntilQuiet();
        ada.sql("DELETE FROM albums");
        ben.sql("INSERT INTO songs VALUES ('river', 'blue', 'River')");
        settle();
        assertThat(ada.query("SELECT * FROM songs")).containsExactly("'river', NULL, 'River'");
        assertThat(ben.query("SELECT * FROM songs")).containsExactly("'river', NULL, 'River'");
        assertThat(ben.library().parked(10)).isEmpty();
        cleo.sql("UPDATE songs SET title = 'The River'");
        settle();
        ben.takeEvents();
        ben.sql("INSERT INTO albums VALUES ('blue')");
        assertThat(ben.query("SELECT * FROM songs")).containsExactly("'river', 'blue', 'The River'");
        assertThat(ben.takeEvents())
                .singleElement()
                .satisfies(event -> assertThat(event.table()).isEqualTo("songs"));
        settle();
        assertThat(cleo.query("SELECT * FROM songs")).containsExactly("'river', 'blue', 'The River'");
    }

    @Test
    void reference_thatReadsNull_isWrittenAnewByTheHost() throws Exception {
        found(
                "CREATE TABLE albums(id TEXT PRIMARY KEY)",
                "CREATE TABLE songs(id TEXT PRIMARY KEY, album TEXT REFERENCES albums(id) ON DELETE SET NULL)",
                "INSERT INTO albums VALUES ('blue'), ('court')");
        ada.sql("DELETE FROM albums WHERE id = 'blue'");
        ben.sql("INSERT INTO songs VALUES ('river', 'blue')", "INSERT INTO songs VALUES ('carey', 'blue')");
        settle();
        cleo.sql("UPDATE songs SET album = 'court' WHERE id = 'river'", "DELETE FROM songs WHERE id = 'carey'");
        settle();
        assertThat(ada.query("SELECT * FROM songs")).containsExactly("'river', 'court'");
        ada.sql("INSERT INTO albums VALUES ('blue')");
        settle();
        assertThat(ada.query("SELECT * FROM songs")).containsExactly("'river', 'court'");
    }

    @Test
    void reference_thatReadsNull_writtenAsItWasWhileItsParentIsOut_readsNullStill() throws Exception {
        found(
                "CREATE TABLE people(id TEXT, house INTEGER, PRIMARY KEY (id, house))",
                "CREATE TABLE pets(id TEXT PRIMARY KEY, owner TEXT, house INTEGER,"
                        + " FOREIGN KEY (owner, house) REFERENCES people(id, house) ON DELETE SET NULL)");
        hostWithoutForeignKeys(ada, "INSERT INTO pets VALUES ('rex', 'eve', 1)");
        settle();
        for (String edit : List.of("owner = 'eve'", "house = 1", "owner = 'eve', house = 1")) {
            hostWithoutForeignKeys(ada, "UPDATE pets SET " + edit);
            settle();
            for (Device device : fleet.devices()) {
                assertThat(device.query("SELECT * FROM pets")).as(edit).containsExactly("'rex', NULL, NULL");
            }
        }
        ben.sql("INSERT INTO people VALUES ('eve', 1)");
        settle();
        assertThat(cleo.query("SELECT * FROM pets")).containsExactly("'rex', 'eve', 1");
    }

    @Test
    void rowThatIsOneCell_editedWhileAReferenceReadsNull_keepsTheReference() throws Exception {
        found(FleetPlan.of(
                        folder,
                        "CREATE TABLE albums(id TEXT PRIMARY KEY)",
                        "CREATE TABLE songs(id TEXT PRIMARY KEY, album TEXT REFERENCES albums(id) ON DELETE SET NULL,"
                                + " title TEXT)",
                        "INSERT INTO albums VALUES ('blue')")
                .withOptions(options -> options.withPolicies(Map.of("songs", LastWriterWins.PER_ROW))));
        ada.sql("DELETE FROM albums");
        ben.sql("INSERT INTO songs VALUES ('river', 'blue', 'River')");
        settle();
        cleo.sql("UPDATE songs SET title = 'The River'");
        settle();
        ada.sql("INSERT INTO albums VALUES ('blue')");
        settle();
        assertThat(ben.query("SELECT * FROM songs")).containsExactly("'river', 'blue', 'The River'");
    }

    @Test
    void reference_whoseNullACheckForbids_takesTheRowOut() throws Exception {
        found(
                "CREATE TABLE albums(id TEXT PRIMARY KEY)",
                "CREATE TABLE songs(id TEXT PRIMARY KEY, album TEXT REFERENCES albums(id) ON DELETE SET NULL,"
                        + " single INTEGER, CHECK (album IS NOT NULL OR single = 1))",
                "INSERT INTO albums VALUES ('blue')");
        ada.sql("DELETE FROM albums");
        ben.sql("INSERT INTO songs VALUES ('river', 'blue', 0)", "INSERT INTO songs VALUES ('carey', 'blue', 1)");
        settle();
        assertThat(cleo.query("SELECT * FROM songs")).containsExactly("'carey', NULL, 1");
        cleo.sql("INSERT INTO albums VALUES ('blue')");
        settle();
        assertThat(ada.query("SELECT * FROM songs ORDER BY id"))
                .containsExactly("'carey', 'blue', 1", "'river', 'blue', 0");
    }

    @Test
    void parent_deletedByAHostThatDoesNotEnforceForeignKeys_takesItsChildrenOutEverywhere() throws Exception {
        found(
                "CREATE TABLE artists(id TEXT PRIMARY KEY)",
                "CREATE TABLE albums(id TEXT PRIMARY KEY, artist TEXT REFERENCES artists(id))",
                "INSERT INTO artists VALUES ('nina')",
                "INSERT INTO albums VALUES ('pastel', 'nina')");
        hostWithoutForeignKeys(ada, "DELETE FROM artists", "INSERT INTO albums VALUES ('stray', 'nobody')");
        assertThat(ada.query("SELECT * FROM albums")).isEmpty();
        settle();
        assertThat(ben.query("SELECT * FROM albums")).isEmpty();
        assertThat(ben.status().parked()).isEqualTo(2);
        ben.sql("INSERT INTO artists VALUES ('nina')", "INSERT INTO artists VALUES ('nobody')");
        settle();
        assertThat(ada.query("SELECT id FROM albums ORDER BY id")).containsExactly("'pastel'", "'stray'");
    }

    @Test
    void row_thatTheHostInsertsWhileItWaits_isOneRowWithWhatWaited() throws Exception {
        found("CREATE TABLE seats(id TEXT PRIMARY KEY, number INTEGER UNIQUE)");
        ada.sql("INSERT INTO seats VALUES ('a', 1)");
        fleet.advance(java.time.Duration.ofSeconds(1));
        ben.sql("INSERT INTO seats VALUES ('b', 1)");
        settle();
        cleo.sql("INSERT INTO seats VALUES ('b', 2)");
        settle();
        assertThat(ada.query("SELECT * FROM seats ORDER BY id")).containsExactly("'a', 1", "'b', 2");
        assertThat(ada.library().parked(10)).isEmpty();
    }

    @Test
    void rowsThatWait_whenTheSchemaGrows_haveTheNewColumnsDefault() throws Exception {
        found(
                "CREATE TABLE seats(id TEXT PRIMARY KEY, number INTEGER UNIQUE,"
                        + " above TEXT REFERENCES seats(id) ON DELETE SET NULL)",
                "INSERT INTO seats VALUES ('x', 9, NULL)");
        ada.sql("INSERT INTO seats VALUES ('a', 1, NULL)");
        fleet.advance(java.time.Duration.ofSeconds(1));
        ben.sql("INSERT INTO seats VALUES ('b', 1, 'x')", "INSERT INTO seats VALUES ('c', 2, 'x')");
        ada.sql("DELETE FROM seats WHERE id = 'x'");
        settle();
        for (Device device : List.of(ada, ben, cleo)) {
            device.uncaptured("ALTER TABLE seats ADD COLUMN class INTEGER NOT NULL DEFAULT 2");
            device.sql("PRAGMA user_version = 2");
        }
        cleo.sql("UPDATE seats SET class = 1 WHERE id = 'c'");
        settle();
        ada.sql("DELETE FROM seats WHERE id = 'a'", "INSERT INTO seats VALUES ('x', 9, NULL, 3)");
        settle();
        assertThat(ben.query("SELECT * FROM seats ORDER BY id"))
                .containsExactly("'b', 1, 'x', 2", "'c', 2, 'x', 1", "'x', 9, NULL, 3");
    }

    @Test
    void schemaThatGetsAUniqueIndex_settlesWhatWaits() throws Exception {
        found(
                "CREATE TABLE seats(id TEXT PRIMARY KEY, number INTEGER)",
                "CREATE TABLE bags(id TEXT PRIMARY KEY, seat TEXT REFERENCES seats(id))",
                "INSERT INTO seats VALUES ('a', 1)");
        ada.sql("DELETE FROM seats");
        ben.sql("INSERT INTO bags VALUES ('bag', 'a')", "INSERT INTO seats VALUES ('b', 1)");
        settle();
        for (Device device : List.of(ada, ben, cleo)) {
            device.uncaptured("CREATE UNIQUE INDEX one_bag ON bags(lower(seat))");
        }
        fleet.advance(java.time.Duration.ofSeconds(1));
        cleo.sql("INSERT INTO seats VALUES ('A', 2)", "INSERT INTO bags VALUES ('late', 'A')");
        settle();
        assertThat(ada.query("SELECT id FROM bags")).containsExactly("'late'");
        ben.sql("INSERT INTO seats VALUES ('a', 3)");
        settle();
        assertThat(ada.query("SELECT id FROM bags")).containsExactly("'bag'");
    }

    /** SQLite looks for the parent through the index that compares the column as it is declared, whichever was made first. */
    @Test
    void reference_toAColumnWithIndexesOfTwoCollations_isComparedAsTheColumnIs() throws Exception {
        found(
                "CREATE TABLE parents(id TEXT PRIMARY KEY, code TEXT)",
                "CREATE UNIQUE INDEX by_letters ON parents(code COLLATE NOCASE)",
                "CREATE UNIQUE INDEX by_code ON parents(code)",
                "CREATE TABLE children(id TEXT PRIMARY KEY, code TEXT REFERENCES parents(code))",
                "INSERT INTO parents VALUES ('p', 'abc')");
        ada.sql("UPDATE parents SET code = 'ABC'");
        ben.sql("INSERT INTO children VALUES ('c', 'abc')");
        settle();
        for (Device device : fleet.devices()) {
            assertThat(device.query("SELECT * FROM children")).as(device.name()).isEmpty();
            assertThat(device.library().parked(10)).as(device.name()).hasSize(1);
        }
    }

    @Test
    void reference_whoseNullMakesTheRowTooLarge_takesTheRowOut() throws Exception {
        found("CREATE TABLE parents(id TEXT PRIMARY KEY)", """
                        CREATE TABLE children(id TEXT PRIMARY KEY, p TEXT REFERENCES parents(id) ON DELETE SET NULL, \
                        g BLOB GENERATED ALWAYS AS (zeroblob(CASE WHEN p IS NULL THEN 2000000000 ELSE 1 END)) STORED)""", "INSERT INTO parents VALUES ('p')");
        ada.sql("DELETE FROM parents");
        ben.sql("INSERT INTO children VALUES ('c', 'p')");
        settle();
        for (Device device : fleet.devices()) {
            assertThat(device.query("SELECT id FROM children"))
                    .as(device.name())
                    .isEmpty();
            assertThat(device.library().parked(10)).as(device.name()).hasSize(1);
        }
    }

    /** Under NOCASE, SQLite compares no further than to a zero character. */
    @Test
    void child_thatEqualsItsParentUpToAZeroCharacter_followsItOut() throws Exception {
        found(
                "CREATE TABLE children(id TEXT PRIMARY KEY, p TEXT REFERENCES parents(id))",
                "CREATE TABLE parents(id TEXT PRIMARY KEY COLLATE NOCASE, g TEXT REFERENCES grands(id))",
                "CREATE TABLE grands(id TEXT PRIMARY KEY)",
                "INSERT INTO grands VALUES ('g')");
        ada.sql("DELETE FROM grands");
        ben.uncaptured(
                "INSERT INTO parents VALUES ('a' || char(0) || 'b', 'g')",
                "INSERT INTO children VALUES ('c', 'a' || char(0) || 'c')");
        settle();
        assertThat(ada.query("SELECT * FROM children")).isEmpty();
    }

    /** To SQLite, only the letters from A to Z have a case. */
    @Test
    void columns_whoseNamesDifferInCaseOutsideAscii_areTwo() throws Exception {
        found("CREATE TABLE t(id TEXT PRIMARY KEY, \"\u00c4\" TEXT, \"\u00e4\" TEXT UNIQUE)");
        ada.sql("INSERT INTO t VALUES ('1', 'x', 'u')");
        ben.sql("INSERT INTO t VALUES ('2', 'y', 'u')");
        settle();
        assertThat(ada.query("SELECT count(*) FROM t")).containsExactly("1");
    }
}
