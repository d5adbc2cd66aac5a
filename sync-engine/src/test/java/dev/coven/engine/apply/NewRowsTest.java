package dev.coven.engine.apply;

import static dev.coven.engine.apply.AppliedDatabase.ADA;
import static dev.coven.engine.apply.AppliedDatabase.EVE;
import static dev.coven.engine.apply.AppliedDatabase.table;
import static dev.coven.engine.apply.AppliedDatabase.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.coven.engine.apply.AppliedDatabase.Stamped;
import dev.coven.engine.changeset.Change;
import dev.coven.engine.changeset.ChangesetTable;
import dev.coven.engine.database.PackedRow;
import dev.coven.engine.database.ParkedTable;
import dev.coven.engine.database.StatementCache;
import dev.coven.spi.row.RowChange;
import dev.coven.spi.row.SqlValue;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** INSERTs that are written together, with rows among them that are not new or that do not fit. */
class NewRowsTest {
    private static final ChangesetTable T = table("t", 1, 0);
    private static final String DDL = "CREATE TABLE t(id TEXT PRIMARY KEY, v)";

    @Test
    void inserts_unknownRows_areThereWithTheirRegisters() throws Exception {
        try (AppliedDatabase database = new AppliedDatabase(DDL)) {
            List<RowChange> changes = database.apply(EVE, insert(20, "b", "2"), insert(21, "a", "1"));

            assertThat(database.rows("SELECT * FROM t ORDER BY id")).containsExactly("'a', '1'", "'b', '2'");
            assertThat(database.rows("SELECT birth, death, clocks FROM coven_row_1 ORDER BY birth"))
                    .containsExactly("20, NULL, NULL", "21, NULL, NULL");
            assertThat(changes).extracting(change -> change.key().get(0)).containsExactly(text("a"), text("b"));
        }
    }

    @Test
    void inserts_moreThanABatch_areAllThere() throws Exception {
        try (AppliedDatabase database = new AppliedDatabase(DDL)) {
            List<Stamped> all = new ArrayList<>();
            for (int i = 0; i < 2 * StatementCache.BATCH_ROWS + 1; i++) {
                all.add(insert(20 + i, "k" + i, "v"));
            }
            database.apply(EVE, all.toArray(Stamped[]::new));

            assertThat(database.rows("SELECT count(*) FROM t")).containsExactly(Integer.toString(all.size()));
            assertThat(database.rows("SELECT count(*) FROM coven_row_1")).containsExactly(Integer.toString(all.size()));
        }
    }

    @Test
    void inserts_ofOneKeyTwice_joinInEitherOrder() throws Exception {
        try (AppliedDatabase database = new AppliedDatabase(DDL)) {
            database.apply(EVE, insert(20, "k", "old"), insert(21, "k", "new"));
            database.apply(ADA, insert(31, "m", "new"), insert(30, "m", "old"));

            assertThat(database.rows("SELECT * FROM t ORDER BY id")).containsExactly("'k', 'new'", "'m', 'new'");
            assertThat(database.rows("SELECT birth FROM coven_row_1 ORDER BY birth"))
                    .containsExactly("21", "31");
        }
    }

    @Test
    void insert_afterALaterDelete_staysOut() throws Exception {
        try (AppliedDatabase database = new AppliedDatabase(DDL)) {
            database.apply(ADA, new Stamped(30, Change.delete(T, List.of(text("k"), text("a")))));
            database.apply(EVE, insert(20, "k", "a"), insert(21, "m", "b"));

            assertThat(database.rows("SELECT * FROM t")).containsExactly("'m', 'b'");
        }
    }

    @Test
    void insert_ofABaselineRow_isJoinedWithIt() throws Exception {
        try (AppliedDatabase database = new AppliedDatabase(DDL, "INSERT INTO t VALUES ('k', 'first')")) {
            database.apply(EVE, insert(20, "k", "second"), insert(21, "m", "b"));

            assertThat(database.rows("SELECT * FROM t ORDER BY id")).containsExactly("'k', 'second'", "'m', 'b'");
            assertThat(database.engine().conflicts().newest(9))
                    .singleElement()
                    .satisfies(conflict -> assertThat(conflict.lost()).isEqualTo(text("first")));
        }
    }

    @Test
    void insert_ofAParkedBaselineRow_leavesNothingParked() throws Exception {
        try (AppliedDatabase database = new AppliedDatabase(DDL)) {
            byte[] key = PackedRow.pack(List.of(text("k")));
            List<SqlValue> values = List.of(text("first"));
            database.engine()
                    .parked()
                    .put(new ParkedTable.Entry(1, key, values, ParkedTable.Kind.ORPHAN, "a parent is missing"));
            database.apply(EVE, insert(20, "k", "second"));

            assertThat(database.rows("SELECT * FROM t")).containsExactly("'k', 'second'");
            assertThat(database.rows("SELECT * FROM coven_parked")).isEmpty();
        }
    }

    @Test
    void insert_thatBreaksACheck_isTheOnlyOneParked() throws Exception {
        try (AppliedDatabase database =
                new AppliedDatabase("CREATE TABLE t(id TEXT PRIMARY KEY, v CHECK (v <> 'bad'))")) {
            database.apply(EVE, insert(20, "a", "good"), insert(21, "b", "bad"), insert(22, "c", "good"));

            assertThat(database.rows("SELECT id FROM t ORDER BY id")).containsExactly("'a'", "'c'");
            assertThat(database.rows("SELECT kind FROM coven_parked")).containsExactly("'REFUSED'");
            assertThat(database.rows("SELECT count(*) FROM coven_row_1")).containsExactly("3");
        }
    }

    @Test
    void insert_thatATriggerIgnores_isParkedWithItsRegister() throws Exception {
        try (AppliedDatabase database = new AppliedDatabase(
                DDL, "CREATE TRIGGER g BEFORE INSERT ON t WHEN NEW.v = 'no' BEGIN SELECT RAISE(IGNORE); END")) {
            database.apply(EVE, insert(20, "a", "no"), insert(21, "b", "yes"));

            assertThat(database.rows("SELECT id FROM t")).containsExactly("'b'");
            assertThat(database.rows("SELECT kind FROM coven_parked")).containsExactly("'REFUSED'");
            assertThat(database.rows("SELECT count(*) FROM coven_row_1")).containsExactly("2");
        }
    }

    @Test
    void insert_ofAKeyThatItsCollationCallsEqual_takesNoRowAway() throws Exception {
        try (AppliedDatabase database = new AppliedDatabase("CREATE TABLE t(id TEXT COLLATE NOCASE PRIMARY KEY, v)")) {
            database.apply(EVE, insert(20, "k", "small"));
            database.apply(ADA, insert(21, "K", "large"), insert(22, "m", "b"));

            assertThat(database.rows("SELECT count(*) FROM t")).containsExactly("2");
            assertThat(database.rows("SELECT count(*) FROM coven_parked")).containsExactly("1");
            assertThat(database.rows("SELECT count(*) FROM coven_row_1")).containsExactly("3");
        }
    }

    @Test
    void insert_whoseTableReplacesOnConflict_takesNoRowAway() throws Exception {
        try (AppliedDatabase database =
                new AppliedDatabase("CREATE TABLE t(id TEXT PRIMARY KEY, v UNIQUE ON CONFLICT REPLACE)")) {
            database.apply(EVE, insert(20, "a", "same"));
            database.apply(ADA, insert(21, "b", "same"));

            assertThat(database.rows("SELECT count(*) FROM t")).containsExactly("1");
            assertThat(database.rows("SELECT count(*) FROM coven_parked")).containsExactly("1");
        }
    }

    @Test
    void insert_ofTextThatIsNotUtf8_keepsItsBytes() throws Exception {
        try (AppliedDatabase database = new AppliedDatabase(DDL)) {
            SqlValue odd = SqlValue.text(new byte[] {(byte) 0xFF});
            database.apply(EVE, new Stamped(20, Change.insert(T, List.of(text("k"), odd))));

            assertThat(database.rows("SELECT typeof(v), hex(v) FROM t")).containsExactly("'text', 'FF'");
        }
    }

    private static Stamped insert(long time, String key, String value) {
        return new Stamped(time, Change.insert(T, List.of(text(key), text(value))));
    }
}
