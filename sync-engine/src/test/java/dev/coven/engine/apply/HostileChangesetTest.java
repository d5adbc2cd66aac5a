package dev.coven.engine.apply;

import static dev.coven.engine.apply.AppliedDatabase.ADA;
import static dev.coven.engine.apply.AppliedDatabase.EVE;
import static dev.coven.engine.apply.AppliedDatabase.table;
import static dev.coven.engine.apply.AppliedDatabase.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.coven.engine.HeldReason;
import dev.coven.engine.apply.AppliedDatabase.Stamped;
import dev.coven.engine.changeset.Change;
import dev.coven.engine.changeset.ChangesetTable;
import dev.coven.spi.row.RowChange;
import dev.coven.spi.row.SqlValue;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Changesets that no Coven device writes, or that were written under another schema. */
class HostileChangesetTest {
    private static final ChangesetTable T = table("t", 1, 0);

    @Test
    void key_textInIntegerColumn_isTheIntegersRow() throws Exception {
        try (AppliedDatabase database = new AppliedDatabase("CREATE TABLE t(id INTEGER PRIMARY KEY, v)")) {
            database.apply(EVE, new Stamped(20, insert(text("1"), text("a"))));
            database.apply(ADA, new Stamped(21, update(SqlValue.of(1), text("a"), text("b"))));
            assertThat(database.rows("SELECT * FROM t")).containsExactly("1, 'b'");

            database.apply(EVE, new Stamped(22, Change.delete(T, List.of(text("1"), text("b")))));
            assertThat(database.rows("SELECT * FROM t")).isEmpty();
            assertThat(database.rows("SELECT * FROM coven_parked")).isEmpty();
        }
    }

    @Test
    void key_twoSpellingsInEitherOrder_leaveTheSameTables() throws Exception {
        Stamped inserted = new Stamped(20, insert(text("1"), text("a")));
        Stamped deleted = new Stamped(21, Change.delete(T, List.of(SqlValue.of(1), text("a"))));
        try (AppliedDatabase one = new AppliedDatabase("CREATE TABLE t(id INTEGER PRIMARY KEY, v)");
                AppliedDatabase other = new AppliedDatabase("CREATE TABLE t(id INTEGER PRIMARY KEY, v)")) {
            one.apply(EVE, inserted);
            one.apply(ADA, deleted);
            other.apply(ADA, deleted);
            other.apply(EVE, inserted);

            assertThat(one.rows("SELECT * FROM t"))
                    .isEqualTo(other.rows("SELECT * FROM t"))
                    .isEmpty();
        }
    }

    @Test
    void value_thatItsColumnConverts_isReportedAsStored() throws Exception {
        try (AppliedDatabase database =
                new AppliedDatabase("CREATE TABLE t(id TEXT PRIMARY KEY, i INTEGER, r REAL, n NUMERIC, x TEXT, b)")) {
            ChangesetTable wide = table("t", 1, 0, 0, 0, 0, 0);
            List<SqlValue> sent =
                    List.of(text("k"), text(" 7"), SqlValue.of(3), SqlValue.of(2.0), SqlValue.of(5), SqlValue.of(2.0));
            List<RowChange> changes = database.apply(EVE, new Stamped(20, Change.insert(wide, sent)));

            assertThat(database.rows("SELECT * FROM t")).containsExactly("'k', 7, 3.0, 2, '5', 2.0");
            assertThat(changes).hasSize(1);
            assertThat(changes.get(0).after().orElseThrow())
                    .containsExactly(
                            text("k"), SqlValue.of(7), SqlValue.of(3.0), SqlValue.of(2), text("5"), SqlValue.of(2.0));
        }
    }

    @Test
    void value_sameAsStoredAfterConversion_changesNothingAndIsNoConflict() throws Exception {
        try (AppliedDatabase database = new AppliedDatabase("CREATE TABLE t(id TEXT PRIMARY KEY, v INTEGER)")) {
            database.apply(ADA, new Stamped(20, insert(text("k"), SqlValue.of(1))));
            List<RowChange> changes = database.apply(EVE, new Stamped(21, update(text("k"), text("0"), text("1"))));

            assertThat(changes).isEmpty();
            assertThat(database.engine().conflicts().count()).isZero();
        }
    }

    @Test
    void negativeZero_inAnyColumn_isReportedAsStored() throws Exception {
        try (AppliedDatabase database =
                new AppliedDatabase("CREATE TABLE t(id TEXT PRIMARY KEY, r REAL, b, n NUMERIC)")) {
            SqlValue zero = SqlValue.of(-0.0);
            List<RowChange> changes = database.apply(
                    EVE, new Stamped(20, Change.insert(table("t", 1, 0, 0, 0), List.of(text("k"), zero, zero, zero))));

            assertThat(changes.get(0)
                            .after()
                            .orElseThrow()
                            .toString()
                            .replace("[", "")
                            .replace("]", ""))
                    .isEqualTo(database.rows("SELECT * FROM t").get(0));
        }
    }

    @Test
    void default_ofColumnThatTheAuthorDidNotKnow_isReportedAsStored() throws Exception {
        try (AppliedDatabase database =
                new AppliedDatabase("CREATE TABLE t(id TEXT PRIMARY KEY, v, price REAL DEFAULT 0)")) {
            List<RowChange> changes = database.apply(EVE, new Stamped(20, insert(text("k"), text("a"))));

            assertThat(changes.get(0).after().orElseThrow()).containsExactly(text("k"), text("a"), SqlValue.of(0.0));
        }
    }

    @Test
    void key_thatNoRowNumberCanBe_isParked() throws Exception {
        try (AppliedDatabase database = new AppliedDatabase("CREATE TABLE t(id INTEGER PRIMARY KEY, v)")) {
            database.apply(EVE, new Stamped(20, insert(text("x"), text("a"))));
            database.apply(EVE, new Stamped(21, insert(SqlValue.of(1.5), text("a"))));
            database.apply(ADA, new Stamped(22, insert(SqlValue.of(2), text("b"))));

            assertThat(database.rows("SELECT * FROM t")).containsExactly("2, 'b'");
            assertThat(database.engine().parked().countShown()).isEqualTo(2);
        }
    }

    @Test
    void value_thatAStrictTableRefuses_isParked() throws Exception {
        try (AppliedDatabase database =
                new AppliedDatabase("CREATE TABLE t(id TEXT PRIMARY KEY, v INTEGER) STRICT, WITHOUT ROWID")) {
            database.apply(EVE, new Stamped(20, insert(text("k"), text("many"))));
            assertThat(database.engine().parked().countShown()).isEqualTo(1);

            database.apply(ADA, new Stamped(21, update(text("k"), text("many"), text("12"))));
            assertThat(database.rows("SELECT * FROM t")).containsExactly("'k', 12");
        }
    }

    @Test
    void row_changedManyTimesInOneChangeset_endsAsTheLastSays() throws Exception {
        try (AppliedDatabase database = new AppliedDatabase("CREATE TABLE t(id TEXT PRIMARY KEY, v)")) {
            database.apply(
                    EVE,
                    new Stamped(20, insert(text("k"), text("a"))),
                    new Stamped(21, insert(text("k"), text("b"))),
                    new Stamped(22, Change.delete(T, List.of(text("k"), text("zzz")))),
                    new Stamped(23, update(text("k"), text("b"), text("c"))),
                    new Stamped(24, insert(text("k"), text("d"))));

            assertThat(database.rows("SELECT * FROM t")).containsExactly("'k', 'd'");
        }
    }

    @Test
    void header_ofAnotherShape_isRefused() throws Exception {
        try (AppliedDatabase database = new AppliedDatabase("CREATE TABLE t(a, b, v, PRIMARY KEY(a, b))")) {
            refused(database, HeldReason.NEWER_SCHEMA, table("T", 1, 2, 0));
            refused(database, HeldReason.NEWER_SCHEMA, table("sqlite_schema", 1, 2, 0));
            refused(database, HeldReason.NEWER_SCHEMA, table("coven_state", 1, 2, 0));
            refused(database, HeldReason.NEWER_SCHEMA, table("t", 1, 2, 0, 0));
            refused(database, HeldReason.MALFORMED, table("t", 2, 1, 0));
            refused(database, HeldReason.MALFORMED, table("t", 1, 0, 0));
            refused(database, HeldReason.MALFORMED, table("t", 1));
        }
    }

    private static void refused(AppliedDatabase database, HeldReason reason, ChangesetTable header) {
        List<SqlValue> row =
                header.keyOrdinals().stream().map(o -> SqlValue.of(1)).toList();
        assertThatExceptionOfType(ChangesetRefusedException.class)
                .isThrownBy(() -> database.apply(EVE, new Stamped(20, Change.insert(header, row))))
                .satisfies(e -> assertThat(e.reason()).isEqualTo(reason));
    }

    private static Change insert(SqlValue key, SqlValue value) {
        return Change.insert(T, List.of(key, value));
    }

    private static Change update(SqlValue key, SqlValue before, SqlValue after) {
        return Change.update(T, Arrays.asList(key, before), Arrays.asList(null, after));
    }

    @Test
    void row_forWhichACheckHasNoValue_isParked() throws Exception {
        try (AppliedDatabase database =
                new AppliedDatabase("CREATE TABLE t(id TEXT PRIMARY KEY, n INTEGER CHECK (abs(n) > 0))")) {
            ChangesetTable header = table("t", 1, 0);
            database.apply(
                    EVE,
                    new Stamped(100, Change.insert(header, List.of(text("a"), SqlValue.of(Long.MIN_VALUE)))),
                    new Stamped(101, Change.insert(header, List.of(text("b"), SqlValue.of(1)))));
            assertThat(database.rows("SELECT * FROM t")).containsExactly("'b', 1");
            assertThat(database.rows("SELECT kind FROM coven_parked")).containsExactly("'REFUSED'");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CREATE UNIQUE INDEX size ON t(abs(n))",
                "CREATE UNIQUE INDEX any ON t(v) WHERE abs(n) > 0",
                "CREATE UNIQUE INDEX size ON t(size)"
            })
    void row_forWhichAUniqueIndexHasNoKey_isParkedUntilItHas(String index) throws Exception {
        ChangesetTable header = table("t", 1, 0, 0);
        SqlValue none = SqlValue.of(Long.MIN_VALUE);
        try (AppliedDatabase database = new AppliedDatabase(
                "CREATE TABLE p(id TEXT PRIMARY KEY)",
                "CREATE TABLE t(id TEXT PRIMARY KEY, n INTEGER, v TEXT REFERENCES p(id) ON DELETE SET NULL,"
                        + " size AS (abs(n)) VIRTUAL)",
                index)) {
            database.apply(
                    EVE,
                    new Stamped(20, Change.insert(table("p", 1), List.of(text("p")))),
                    new Stamped(21, Change.insert(header, List.of(text("a"), none, text("p")))),
                    new Stamped(22, Change.insert(header, List.of(text("b"), none, text("absent")))),
                    new Stamped(23, Change.insert(header, List.of(text("c"), SqlValue.of(3), text("p")))));
            assertThat(database.rows("SELECT id, n FROM t")).containsExactly("'c', 3");

            database.apply(EVE, new Stamped(24, change(header, "c", SqlValue.of(3), none)));
            assertThat(database.rows("SELECT id, n FROM t")).isEmpty();

            database.apply(ADA, new Stamped(25, change(header, "a", none, SqlValue.of(-3))));
            assertThat(database.rows("SELECT id, n FROM t")).containsExactly("'a', -3");
            assertThat(database.engine().parked().countShown()).isEqualTo(2);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void row_forWhichAnIndexHasNoKey_contestsNothing(boolean comesFirst) throws Exception {
        ChangesetTable header = table("t", 1, 0, 0);
        Stamped odd =
                new Stamped(20, Change.insert(header, List.of(text("a"), SqlValue.of(Long.MIN_VALUE), text("same"))));
        Stamped even = new Stamped(21, Change.insert(header, List.of(text("b"), SqlValue.of(1), text("same"))));
        try (AppliedDatabase database = new AppliedDatabase(
                "CREATE TABLE t(id TEXT PRIMARY KEY, n INTEGER, v TEXT)",
                "CREATE INDEX size ON t(abs(n))",
                "CREATE UNIQUE INDEX v ON t(v)")) {
            database.apply(EVE, comesFirst ? odd : even);
            database.apply(EVE, comesFirst ? even : odd);

            assertThat(database.rows("SELECT id FROM t")).containsExactly("'b'");
            assertThat(database.rows("SELECT kind FROM coven_parked")).containsExactly("'REFUSED'");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "UNIQUE"})
    void reference_whoseNullLeavesAnIndexWithoutAKey_keepsTheRowOut(String unique) throws Exception {
        try (AppliedDatabase database = new AppliedDatabase(
                "CREATE TABLE p(id INTEGER PRIMARY KEY)",
                "CREATE TABLE t(id TEXT PRIMARY KEY, p INTEGER REFERENCES p(id) ON DELETE SET NULL)",
                "CREATE " + unique + " INDEX size ON t(abs(coalesce(p, -9223372036854775807 - 1)))")) {
            database.apply(EVE, new Stamped(20, insert(text("a"), SqlValue.of(7))));
            assertThat(database.rows("SELECT * FROM t")).isEmpty();
            assertThat(database.rows("SELECT kind FROM coven_parked")).containsExactly("'ORPHAN'");

            database.apply(EVE, new Stamped(21, Change.insert(table("p", 1), List.of(SqlValue.of(7)))));
            assertThat(database.rows("SELECT * FROM t")).containsExactly("'a', 7");
        }
    }

    private static Change change(ChangesetTable header, String key, SqlValue before, SqlValue after) {
        return Change.update(header, Arrays.asList(text(key), before, null), Arrays.asList(null, after, null));
    }
}
