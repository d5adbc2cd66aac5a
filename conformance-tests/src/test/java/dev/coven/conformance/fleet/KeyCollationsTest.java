package dev.coven.conformance.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A primary key that compares its column under another collation than the column's own: its rows are what the key tells apart. */
class KeyCollationsTest extends ThreeDevices {
    private static final String TELLS_APART = "CREATE TABLE p(k TEXT COLLATE NOCASE, v, PRIMARY KEY(k COLLATE BINARY))";

    @ParameterizedTest
    @ValueSource(strings = {"", " WITHOUT ROWID"})
    void delete_ofARowWhoseColumnEqualsAnothers_removesThatRowOnly(String kind) throws Exception {
        found(FleetPlan.of(folder, TELLS_APART + kind, "INSERT INTO p VALUES ('a', 1), ('A', 2)"));
        ada.sql("DELETE FROM p WHERE k = 'a' COLLATE BINARY");
        settle();
        assertThat(ben.query("SELECT * FROM p")).containsExactly("'A', 2");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " WITHOUT ROWID"})
    void update_ofARowWhoseColumnEqualsAnothers_changesThatRowOnly(String kind) throws Exception {
        found(FleetPlan.of(folder, TELLS_APART + kind, "INSERT INTO p VALUES ('a', 1), ('A', 2)"));
        ada.sql("UPDATE p SET v = 3 WHERE k = 'a' COLLATE BINARY");
        settle();
        assertThat(ben.query("SELECT * FROM p ORDER BY k COLLATE BINARY")).containsExactly("'A', 2", "'a', 3");
    }

    @Test
    void conflict_ofARowWhoseColumnEqualsAnothers_isRestoredThere() throws Exception {
        found(FleetPlan.of(folder, TELLS_APART + " WITHOUT ROWID", "INSERT INTO p VALUES ('a', 1)"));
        ada.sql("UPDATE p SET v = 2");
        ben.sql("UPDATE p SET v = 3");
        settle();
        ada.sql("INSERT INTO p VALUES ('A', 9)");
        ada.library().restoreConflict(ada.library().conflicts(10).get(0).number());
        assertThat(ada.query("SELECT * FROM p ORDER BY k COLLATE BINARY")).containsExactly("'A', 9", "'a', 2");
        settle();
    }
}
