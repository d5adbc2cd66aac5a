package dev.coven.conformance.model;

import static dev.coven.conformance.model.ModelCase.values;
import static org.assertj.core.api.Assertions.assertThat;

import dev.coven.engine.document.ForeignKeys;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Parents and children. */
class ReferencesTest {
    private static final String P = "CREATE TABLE p(k TEXT PRIMARY KEY, x)";

    @ParameterizedTest
    @ValueSource(strings = {"CASCADE", "RESTRICT", "NO ACTION", "SET DEFAULT"})
    void orphan_ofAHardReference_isOutUntilItsParentLives(String action) {
        new ModelCase(P, "CREATE TABLE c(k TEXT PRIMARY KEY, p REFERENCES p ON DELETE " + action + ")")
                .insert("a", 1, "c", "c", "p")
                .shows("c")
                .requires(model -> assertThat(model.parked().get("c")).containsExactly("['c'] {k='c', p='p'}"))
                .insert("b", 2, "p", "p", 0)
                .shows("c", "'c', 'p'")
                .delete("b", 3, "p", "p")
                .shows("c")
                .insert("b", 4, "p", "p", 0)
                .shows("c", "'c', 'p'");
    }

    @Test
    void references_thatAreIgnored_keepNobodyOut() {
        new ModelCase(P, "CREATE TABLE c(k TEXT PRIMARY KEY, p REFERENCES p, q REFERENCES p ON DELETE SET NULL)")
                .foreignKeys(ForeignKeys.IGNORED)
                .insert("a", 1, "c", "c", "p", "q")
                .shows("c", "'c', 'p', 'q'");
    }

    @Test
    void reference_withNull_refersToNothing() {
        new ModelCase(
                        "CREATE TABLE p(k, l, PRIMARY KEY(k, l))",
                        "CREATE TABLE c(k TEXT PRIMARY KEY, a, b, FOREIGN KEY(a, b) REFERENCES p)")
                .insert("a", 1, "c", "one", null, "p")
                .insert("a", 2, "c", "other", "p", null)
                .insert("a", 3, "c", "both", "p", "p")
                .shows("c", "'one', NULL, 'p'", "'other', 'p', NULL");
    }

    @Test
    void descendants_ofAnOrphan_areOutWithIt() {
        new ModelCase(
                        P,
                        "CREATE TABLE c(k TEXT PRIMARY KEY, p REFERENCES p)",
                        "CREATE TABLE d(k TEXT PRIMARY KEY, c REFERENCES c)")
                .insert("a", 1, "c", "c", "p")
                .insert("a", 2, "d", "d", "c")
                .shows("d")
                .insert("a", 3, "p", "p", 0)
                .shows("d", "'d', 'c'");
    }

    @Test
    void unsoundRow_isNobodysParent() {
        new ModelCase(
                        "CREATE TABLE p(k TEXT PRIMARY KEY, x NOT NULL)",
                        "CREATE TABLE c(k TEXT PRIMARY KEY, p REFERENCES p)")
                .insert("a", 1, "p", "p", null)
                .insert("a", 2, "c", "c", "p")
                .shows("c");
    }

    @Test
    void rows_thatNeedEachOther_areIn() {
        new ModelCase(
                        "CREATE TABLE l(k TEXT PRIMARY KEY, r REFERENCES r)",
                        "CREATE TABLE r(k TEXT PRIMARY KEY, l REFERENCES l)")
                .insert("a", 1, "l", "l", "r")
                .shows("l")
                .insert("b", 2, "r", "r", "l")
                .shows("l", "'l', 'r'")
                .shows("r", "'r', 'l'")
                .delete("b", 3, "r", "r")
                .shows("l");
    }

    @Test
    void row_thatIsItsOwnParent_isIn() {
        new ModelCase("CREATE TABLE t(k TEXT PRIMARY KEY, up REFERENCES t)")
                .insert("a", 1, "t", "self", "self")
                .insert("a", 2, "t", "child", "self")
                .insert("a", 3, "t", "orphan", "nobody")
                .insert("a", 4, "t", "follower", "orphan")
                .shows("t", "'child', 'self'", "'self', 'self'");
    }

    @Test
    void compositeReference_needsOneParentWithBoth() {
        new ModelCase(
                        "CREATE TABLE p(k, l, PRIMARY KEY(k, l))",
                        "CREATE TABLE c(k TEXT PRIMARY KEY, a, b, FOREIGN KEY(b, a) REFERENCES p(l, k))")
                .insert("a", 1, "p", 1, 2)
                .insert("a", 2, "p", 3, 4)
                .insert("a", 3, "c", "fits", 1, 2)
                .insert("a", 4, "c", "mixed", 1, 4)
                .insert("a", 5, "c", "turned", 2, 1)
                .shows("c", "'fits', 1, 2");
    }

    @Test
    void reference_toAUniqueColumn_findsTheParentByIt() {
        new ModelCase(
                        "CREATE TABLE p(k TEXT PRIMARY KEY, u UNIQUE)",
                        "CREATE TABLE c(k TEXT PRIMARY KEY, p REFERENCES p(u))")
                .insert("a", 1, "p", "p", "unique")
                .insert("a", 2, "c", "fits", "unique")
                .insert("a", 3, "c", "key", "p")
                .shows("c", "'fits', 'unique'")
                .update("a", 4, "p", values("p"), "u", "p")
                .shows("c", "'key', 'p'");
    }

    @Test
    void parents_areComparedWithTheirColumnsCollation() {
        new ModelCase(
                        "CREATE TABLE p(k TEXT COLLATE NOCASE PRIMARY KEY, u TEXT COLLATE RTRIM UNIQUE, b TEXT UNIQUE)",
                        "CREATE TABLE c(k TEXT PRIMARY KEY, p REFERENCES p)",
                        "CREATE TABLE d(k TEXT PRIMARY KEY, p REFERENCES p(u))",
                        "CREATE TABLE e(k TEXT PRIMARY KEY, p COLLATE NOCASE REFERENCES p(b))")
                .insert("a", 1, "p", "Key", "u", "B")
                .insert("a", 2, "c", "c", "kEY")
                .insert("a", 3, "d", "d", "u  ")
                .insert("a", 4, "d", "x", "U")
                .insert("a", 5, "e", "e", "b")
                .shows("c", "'c', 'kEY'")
                .shows("d", "'d', 'u  '")
                .shows("e");
    }

    @Test
    void parents_areComparedWithTheirColumnsAffinity() {
        new ModelCase(
                        "CREATE TABLE p(k INTEGER PRIMARY KEY, t TEXT UNIQUE, n UNIQUE)",
                        "CREATE TABLE c(k TEXT PRIMARY KEY, a REFERENCES p(k), b REFERENCES p(t), c REFERENCES p(n))")
                .insert("a", 1, "p", 1, "1", 1)
                .insert("a", 2, "c", "integers", 1, 1, 1)
                .insert("a", 3, "c", "texts", "1", "1", 1)
                .insert("a", 4, "c", "reals", 1.0, "1", 1.0)
                .insert("a", 5, "c", "untyped", 1, 1, "1")
                .shows("c", "'integers', 1, 1, 1", "'reals', 1.0, '1', 1.0", "'texts', '1', '1', 1");
    }

    @Test
    void softReference_withoutItsParent_readsNull() {
        new ModelCase(P, "CREATE TABLE c(k TEXT PRIMARY KEY, p REFERENCES p ON DELETE SET NULL, x)")
                .insert("a", 1, "c", "c", "p", 1)
                .shows("c", "'c', NULL, 1")
                .insert("b", 2, "p", "p", 0)
                .shows("c", "'c', 'p', 1")
                .delete("b", 3, "p", "p")
                .shows("c", "'c', NULL, 1");
    }

    @Test
    void softReference_toALostRow_readsNull() {
        new ModelCase(
                        "CREATE TABLE p(k TEXT PRIMARY KEY, u UNIQUE)",
                        "CREATE TABLE c(k TEXT PRIMARY KEY, p REFERENCES p ON DELETE SET NULL)")
                .insert("a", 1, "p", "p", 1)
                .insert("a", 2, "p", "q", 1)
                .insert("a", 3, "c", "c", "p")
                .insert("a", 4, "c", "d", "q")
                .shows("c", "'c', 'p'", "'d', NULL");
    }

    @Test
    void setNull_ofColumnsThatMustNotBeNull_isHard() {
        new ModelCase(
                        P,
                        "CREATE TABLE c(k TEXT PRIMARY KEY, p NOT NULL REFERENCES p ON DELETE SET NULL)",
                        "CREATE TABLE d(k TEXT REFERENCES p ON DELETE SET NULL, x, PRIMARY KEY(k, x))",
                        "CREATE TABLE e(k TEXT PRIMARY KEY, p UNIQUE REFERENCES p ON DELETE SET NULL)",
                        "CREATE TABLE f(k TEXT PRIMARY KEY, e REFERENCES e(p))")
                .insert("a", 1, "c", "c", "p")
                .insert("a", 2, "d", "p", "x")
                .insert("a", 3, "e", "e", "p")
                .insert("a", 4, "f", "f", "p")
                .shows("c")
                .shows("d")
                .shows("e")
                .shows("f")
                .insert("a", 5, "p", "p", 0)
                .shows("c", "'c', 'p'")
                .shows("d", "'p', 'x'")
                .shows("e", "'e', 'p'")
                .shows("f", "'f', 'p'");
    }

    @Test
    void setNull_ofARowWhoseCheckRefusesNull_isHard() {
        new ModelCase(
                        P,
                        "CREATE TABLE c(k TEXT PRIMARY KEY, p REFERENCES p ON DELETE SET NULL, x, CHECK (p NOT NULL OR x))")
                .insert("a", 1, "c", "may", "p", 1)
                .insert("a", 2, "c", "must not", "p", 0)
                .shows("c", "'may', NULL, 1");
    }

    @Test
    void setNull_ofARowThatMayNotReadNullInBoth_isHardInEach() {
        new ModelCase(
                        P,
                        "CREATE TABLE c(k TEXT PRIMARY KEY, p REFERENCES p ON DELETE SET NULL,"
                                + " q REFERENCES p ON DELETE SET NULL, CHECK (p NOT NULL OR q NOT NULL))")
                .insert("a", 1, "p", "here", 0)
                .insert("a", 2, "c", "one", "here", "gone")
                .insert("a", 3, "c", "both", "here", "here")
                .shows("c", "'both', 'here', 'here'");
    }

    @Test
    void setNull_thatWouldGiveAUniqueKey_isHard() {
        new ModelCase(
                        P,
                        "CREATE TABLE c(k TEXT PRIMARY KEY, p REFERENCES p ON DELETE SET NULL, x)",
                        "CREATE UNIQUE INDEX free ON c(x) WHERE p IS NULL")
                .insert("a", 1, "c", "key", "p", 1)
                .insert("a", 2, "c", "none", "p", null)
                .shows("c", "'none', NULL, NULL");
    }

    @Test
    void setNull_thatOnlyTakesAUniqueKey_isSoft() {
        new ModelCase(
                        P,
                        "CREATE TABLE c(k TEXT PRIMARY KEY, p REFERENCES p ON DELETE SET NULL, x, UNIQUE(p, x))",
                        "CREATE UNIQUE INDEX taken ON c(x) WHERE p IS NOT NULL")
                .insert("a", 1, "c", "c", "p", 1)
                .shows("c", "'c', NULL, 1");
    }

    @Test
    void setNull_ofMoreThanFourReferences_isHardOnlyWhereNullMayBeRefused() {
        String columns = "k TEXT PRIMARY KEY, a REFERENCES p ON DELETE SET NULL, b REFERENCES p ON DELETE SET NULL,"
                + " c REFERENCES p ON DELETE SET NULL, d REFERENCES p ON DELETE SET NULL, e REFERENCES p ON DELETE SET NULL";
        new ModelCase(P, "CREATE TABLE c(" + columns + ")", "CREATE TABLE d(" + columns + ", x CHECK (x > 0))")
                .insert("a", 1, "c", "five", 1, 1, 1, 1, 1)
                .insert("a", 2, "d", "five", 1, 1, 1, 1, 1, 1)
                .insert("a", 3, "d", "four", 1, 1, null, 1, 1, 1)
                .shows("c", "'five', NULL, NULL, NULL, NULL, NULL")
                .shows("d", "'four', NULL, NULL, NULL, NULL, NULL, 1");
    }

    @Test
    void column_ofTwoReferences_readsNullWhenTheSoftOneIsMissing() {
        new ModelCase(
                        "CREATE TABLE p(k, l, PRIMARY KEY(k, l))",
                        "CREATE TABLE q(k PRIMARY KEY)",
                        "CREATE TABLE c(k TEXT PRIMARY KEY, a, b, FOREIGN KEY(a, b) REFERENCES p ON DELETE SET NULL,"
                                + " FOREIGN KEY(a) REFERENCES q ON DELETE SET NULL)")
                .insert("a", 1, "q", 1)
                .insert("a", 2, "p", 2, 2)
                .insert("a", 3, "c", "q only", 1, 1)
                .insert("a", 4, "c", "p only", 2, 2)
                .insert("a", 5, "c", "neither", 3, 3)
                .shows("c", "'q only', NULL, NULL", "'p only', NULL, 2", "'neither', NULL, NULL");
    }

    @Test
    void column_ofAHardAndASoftReference_readsNullOnlyWhenTheSoftOneIsMissing() {
        new ModelCase(
                        "CREATE TABLE p(k PRIMARY KEY)",
                        "CREATE TABLE q(k PRIMARY KEY)",
                        "CREATE TABLE c(k TEXT PRIMARY KEY, a REFERENCES p REFERENCES q ON DELETE SET NULL)")
                .insert("a", 1, "p", 1)
                .insert("a", 2, "q", 2)
                .insert("a", 3, "c", "hard only", 1)
                .insert("a", 4, "c", "soft only", 2)
                .shows("c", "'hard only', NULL");
    }

    @Test
    void cycle_withASoftReference_staysWithoutIt() {
        new ModelCase(
                        "CREATE TABLE l(k TEXT PRIMARY KEY, r REFERENCES r ON DELETE SET NULL)",
                        "CREATE TABLE r(k TEXT PRIMARY KEY, l REFERENCES l)")
                .insert("a", 1, "l", "l", "r")
                .insert("b", 2, "r", "r", "gone")
                .shows("l", "'l', NULL")
                .shows("r");
    }
}
