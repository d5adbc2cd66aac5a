package dev.coven.conformance.model;

import static dev.coven.conformance.model.ModelCase.values;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Rows that want one key. */
class UniqueKeysTest {
    private static final String T = "CREATE TABLE t(k TEXT PRIMARY KEY, u UNIQUE, x)";

    @Test
    void olderClaim_wins() {
        new ModelCase(T)
                .insert("a", 2, "t", "later", "u", 0)
                .insert("b", 1, "t", "older", "u", 0)
                .shows("t", "'older', 'u', 0")
                .requires(model ->
                        assertThat(model.parked().get("t")).containsExactly("['later'] {k='later', u='u', x=0}"));
    }

    @Test
    void claim_isTheNewestWriteOfTheKeysColumns_notOfOthers() {
        new ModelCase(T)
                .insert("a", 1, "t", "first", "other", 0)
                .insert("b", 2, "t", "second", "u", 0)
                .update("a", 3, "t", values("first"), "u", "u")
                .update("b", 4, "t", values("second"), "x", 1)
                .shows("t", "'second', 'u', 1");
    }

    @Test
    void claim_ofOneTime_goesByDevice() {
        new ModelCase(T)
                .insert("b", 1, "t", "of b", "u", 0)
                .insert("a", 1, "t", "of a", "u", 0)
                .shows("t", "'of a', 'u', 0");
    }

    @Test
    void claim_ofOneStamp_goesByTheSmallerPackedKey() {
        new ModelCase(T)
                .baseline(10)
                .insert("b", 1, "t", "aa", "u", 0)
                .insert("a", 2, "t", "b", "u", 0)
                .shows("t", "'b', 'u', 0");
    }

    @Test
    void keyReleased_bringsTheLoserBack() {
        new ModelCase(T)
                .insert("a", 1, "t", "winner", "u", 0)
                .insert("b", 2, "t", "loser", "u", 0)
                .update("a", 3, "t", values("winner"), "u", "v")
                .shows("t", "'loser', 'u', 0", "'winner', 'v', 0");
    }

    @Test
    void values_thatAreNull_areNoKey() {
        new ModelCase("CREATE TABLE t(k TEXT PRIMARY KEY, a, b, UNIQUE(a, b))")
                .insert("a", 1, "t", "one", null, 1)
                .insert("a", 2, "t", "two", null, 1)
                .insert("a", 3, "t", "three", 1, 1)
                .insert("a", 4, "t", "four", 1, 1)
                .shows("t", "'one', NULL, 1", "'three', 1, 1", "'two', NULL, 1");
    }

    @Test
    void keys_areEqualByCollationAndNumbersByValue() {
        new ModelCase("CREATE TABLE t(k TEXT PRIMARY KEY, a COLLATE NOCASE UNIQUE, b UNIQUE, c TEXT UNIQUE)")
                .insert("a", 1, "t", "t", "A", 1, "x")
                .insert("a", 2, "t", "same a", "a", 2, "y")
                .insert("a", 3, "t", "same b", "b", 1.0, "z")
                .insert("a", 4, "t", "other", "c", "1", "X")
                .shows("t", "'other', 'c', '1', 'X'", "'t', 'A', 1, 'x'");
    }

    @Test
    void primaryKeys_thatSqliteCallsEqual_areOneUniqueKey() {
        new ModelCase("CREATE TABLE t(k TEXT COLLATE NOCASE PRIMARY KEY, x)", "CREATE TABLE n(k PRIMARY KEY, x)")
                .insert("b", 1, "t", "Key", "old")
                .insert("a", 2, "t", "kEY", "new")
                .update("b", 3, "t", values("Key"), "x", "edited")
                .insert("a", 4, "n", 1.0, "old")
                .insert("a", 5, "n", 1, "new")
                .shows("t", "'Key', 'edited'")
                .shows("n", "1.0, 'old'");
    }

    @Test
    void primaryKeyColumn_claimsWithTheBirth() {
        new ModelCase("CREATE TABLE t(k TEXT PRIMARY KEY, g TEXT, x)", "CREATE UNIQUE INDEX i ON t(substr(k, 1, 1), x)")
                .insert("a", 1, "t", "k1", "g", 1)
                .insert("a", 2, "t", "k2", "g", 0)
                .update("a", 3, "t", values("k1"), "x", 0)
                .shows("t", "'k2', 'g', 0")
                .insert("a", 4, "t", "k3", "g", 5)
                .update("b", 5, "t", values("k2"), "x", 5)
                .shows("t", "'k1', 'g', 0", "'k3', 'g', 5");
    }

    @Test
    void chain_isNotGreedy_theLostRowBlocksStill() {
        // a beats b by u, b beats c by v: b is lost, and c too, though b does not show.
        new ModelCase("CREATE TABLE t(k TEXT PRIMARY KEY, u UNIQUE, v UNIQUE)")
                .insert("a", 1, "t", "a", 1, 10)
                .insert("a", 2, "t", "b", 1, 20)
                .insert("a", 3, "t", "c", 3, 20)
                .shows("t", "'a', 1, 10");
    }

    @Test
    void rowsThatBeatEachOther_areBothLost() {
        new ModelCase("CREATE TABLE t(k TEXT PRIMARY KEY, u UNIQUE, v UNIQUE)")
                .insert("a", 1, "t", "a", 1, 1)
                .insert("a", 2, "t", "b", 2, 2)
                .update("a", 3, "t", values("a"), "v", 2)
                .update("a", 4, "t", values("b"), "u", 1)
                .shows("t");
    }

    @Test
    void swap_ofTwoValues_showsBoth() {
        new ModelCase(T)
                .insert("a", 1, "t", "a", 1, 0)
                .insert("a", 2, "t", "b", 2, 0)
                .update("a", 3, "t", values("a"), "u", 2)
                .update("a", 3, "t", values("b"), "u", 1)
                .shows("t", "'a', 2, 0", "'b', 1, 0");
    }

    @Test
    void rowWithoutAParent_blocksNobody() {
        new ModelCase(
                        "CREATE TABLE p(k TEXT PRIMARY KEY)",
                        "CREATE TABLE t(k TEXT PRIMARY KEY, u UNIQUE, p REFERENCES p)")
                .insert("a", 1, "t", "orphan", 1, "gone")
                .insert("a", 2, "t", "t", 1, null)
                .shows("t", "'t', 1, NULL");
    }

    @Test
    void unsoundRow_blocksNobody() {
        new ModelCase("CREATE TABLE t(k TEXT PRIMARY KEY, u UNIQUE, x NOT NULL)")
                .insert("a", 1, "t", "unsound", 1, null)
                .insert("a", 2, "t", "t", 1, 0)
                .shows("t", "'t', 1, 0");
    }

    @Test
    void children_ofALostRow_follow() {
        new ModelCase(
                        T,
                        "CREATE TABLE c(k TEXT PRIMARY KEY, t REFERENCES t)",
                        "CREATE TABLE d(k TEXT PRIMARY KEY, c REFERENCES c)")
                .insert("a", 1, "t", "winner", "u", 0)
                .insert("a", 2, "t", "loser", "u", 0)
                .insert("a", 3, "c", "c", "winner")
                .insert("a", 4, "c", "l", "loser")
                .insert("a", 5, "d", "d", "l")
                .shows("c", "'c', 'winner'")
                .shows("d");
    }

    @Test
    void loser_ofAFollower_staysOut() {
        new ModelCase(T, "CREATE TABLE c(k TEXT PRIMARY KEY, t REFERENCES t, v UNIQUE)")
                .insert("a", 1, "t", "winner", "u", 0)
                .insert("a", 2, "t", "loser", "u", 0)
                .insert("a", 3, "c", "follower", "loser", 1)
                .insert("a", 4, "c", "beaten", "winner", 1)
                .shows("c");
    }

    @Test
    void parentByAUniqueColumn_mayBeTheWinner() {
        new ModelCase(T, "CREATE TABLE c(k TEXT PRIMARY KEY, u REFERENCES t(u))")
                .insert("a", 1, "t", "winner", "u", 0)
                .insert("a", 2, "t", "loser", "u", 0)
                .insert("a", 3, "c", "c", "u")
                .shows("c", "'c', 'u'");
    }

    @Test
    void partialIndex_countsOnlyRowsOfItsPredicate_andItsColumnsClaim() {
        new ModelCase("CREATE TABLE t(k TEXT PRIMARY KEY, u, done)", "CREATE UNIQUE INDEX open ON t(u) WHERE done = 0")
                .insert("a", 1, "t", "a", 1, 1)
                .insert("a", 2, "t", "b", 1, 0)
                .insert("a", 3, "t", "c", 1, null)
                .insert("a", 4, "t", "d", 1, 0)
                .shows("t", "'a', 1, 1", "'b', 1, 0", "'c', 1, NULL")
                .update("a", 5, "t", values("a"), "done", 0)
                .shows("t", "'b', 1, 0", "'c', 1, NULL");
    }

    @Test
    void expressionIndex_comparesWhatItSays_andTheColumnsItNamesClaim() {
        new ModelCase(
                        "CREATE TABLE t(k TEXT PRIMARY KEY, \"first name\", last, x)",
                        "CREATE UNIQUE INDEX name ON t(lower(\"first name\" || LAST) DESC)")
                .insert("a", 1, "t", "a", "Ann", "Ash", 0)
                .insert("a", 2, "t", "b", "ANN", "ash", 0)
                .insert("a", 3, "t", "c", "Ann", null, 0)
                .shows("t", "'a', 'Ann', 'Ash', 0", "'c', 'Ann', NULL, 0")
                .update("a", 4, "t", values("a"), "x", 1)
                .shows("t", "'a', 'Ann', 'Ash', 1", "'c', 'Ann', NULL, 0")
                .update("a", 5, "t", values("a"), "last", "ASH")
                .shows("t", "'b', 'ANN', 'ash', 0", "'c', 'Ann', NULL, 0");
    }

    @Test
    void generatedColumnsIndex_isClaimedByAnyWriteOfTheRow() {
        new ModelCase("CREATE TABLE t(k TEXT PRIMARY KEY, a, x, g AS (lower(a)) UNIQUE)")
                .insert("a", 1, "t", "a", "U", 0)
                .insert("a", 2, "t", "b", "u", 0)
                .shows("t", "'a', 'U', 0, 'u'")
                .update("a", 3, "t", values("a"), "x", 1)
                .shows("t", "'b', 'u', 0, 'u'");
    }

    @Test
    void indexOfNoColumn_isClaimedByTheBirth() {
        new ModelCase("CREATE TABLE t(k TEXT PRIMARY KEY, x)", "CREATE UNIQUE INDEX single ON t((1))")
                .insert("a", 1, "t", "a", 0)
                .insert("a", 2, "t", "b", 0)
                .update("a", 3, "t", values("a"), "x", 1)
                .shows("t", "'a', 1");
    }

    @Test
    void compositeKey_needsAllToBeEqual() {
        new ModelCase("CREATE TABLE t(k TEXT PRIMARY KEY, a, b, UNIQUE(a, b))")
                .insert("a", 1, "t", "1", 1, 1)
                .insert("a", 2, "t", "2", 1, 2)
                .insert("a", 3, "t", "3", 2, 1)
                .update("a", 4, "t", values("1"), "b", 2)
                .shows("t", "'2', 1, 2", "'3', 2, 1");
    }

    @Test
    void deadRow_blocksNobody() {
        new ModelCase(T)
                .insert("a", 1, "t", "dead", "u", 0)
                .insert("b", 2, "t", "t", "u", 0)
                .delete("a", 3, "t", "dead")
                .shows("t", "'t', 'u', 0");
    }

    @Test
    void row_insertedAgain_claimsAnew() {
        new ModelCase(T)
                .insert("a", 1, "t", "again", "u", 0)
                .insert("b", 3, "t", "t", "u", 0)
                .delete("a", 2, "t", "again")
                .insert("a", 4, "t", "again", "u", 0)
                .shows("t", "'t', 'u', 0");
    }
}
