package dev.coven.engine.apply;

import static dev.coven.engine.apply.AppliedDatabase.EVE;
import static dev.coven.engine.apply.AppliedDatabase.table;
import static dev.coven.engine.apply.AppliedDatabase.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.coven.engine.apply.AppliedDatabase.Stamped;
import dev.coven.engine.apply.ChangeRun.Form;
import dev.coven.engine.changeset.Change;
import dev.coven.engine.changeset.ChangesetTable;
import dev.coven.spi.clock.Hlc;
import dev.coven.spi.row.RowChange;
import dev.coven.spi.row.SqlValue;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A run keeps so many changes and so many bytes in memory, and what is beyond is merged with the same result. */
class ChangeRunTest {
    private static final int MAX_CHANGES = 10_000;
    private static final int MAX_MIB = 16;

    private static final ChangesetTable T = table("t", 1, 0);
    private static final String DDL = "CREATE TABLE t(id TEXT PRIMARY KEY, v)";
    private static final SqlValue MIB = SqlValue.blob(new byte[1 << 20]);

    @Test
    void takes_oneBelowTheMostChanges_isTrueAndAtTheMostFalse() throws Exception {
        try (AppliedDatabase database = new AppliedDatabase(DDL)) {
            TableMerge merge = database.merge("t");
            ChangeRun run = new ChangeRun(merge, Form.INSERT);
            Change change = insert("k", SqlValue.NULL);
            for (int i = 1; i < MAX_CHANGES; i++) {
                run.add(StampedChange.of(change, stamp(i)));
            }
            assertThat(run.takes(merge, Form.INSERT)).isTrue();
            assertThat(run.takes(merge, Form.UPDATE)).isFalse();
            run.add(StampedChange.of(change, stamp(MAX_CHANGES)));
            assertThat(run.takes(merge, Form.INSERT)).isFalse();
        }
    }

    @Test
    void takes_belowTheMostBytes_isTrueAndAtTheMostFalse() throws Exception {
        try (AppliedDatabase database = new AppliedDatabase(DDL)) {
            TableMerge merge = database.merge("t");
            ChangeRun run = new ChangeRun(merge, Form.INSERT);
            Change change = insert("", MIB);
            for (int i = 1; i < MAX_MIB; i++) {
                run.add(StampedChange.of(change, stamp(i)));
            }
            assertThat(run.takes(merge, Form.INSERT)).isTrue();
            run.add(StampedChange.of(change, stamp(MAX_MIB)));
            assertThat(run.takes(merge, Form.INSERT)).isFalse();
        }
    }

    /** The old values of a change stay in memory as the new ones do. */
    @Test
    void takes_afterDeletes_countsWhatWasThere() throws Exception {
        try (AppliedDatabase database = new AppliedDatabase(DDL)) {
            TableMerge merge = database.merge("t");
            ChangeRun run = new ChangeRun(merge, Form.DELETE);
            for (int i = 0; i < MAX_MIB; i++) {
                run.add(StampedChange.of(Change.delete(T, List.of(text("k"), MIB)), stamp(i)));
            }
            assertThat(run.takes(merge, Form.DELETE)).isFalse();
        }
    }

    @Test
    void apply_ofMoreChangesThanARunHas_mergesThoseOfOneKeyAcrossRuns() throws Exception {
        try (AppliedDatabase database = new AppliedDatabase(DDL)) {
            List<Stamped> changes = new ArrayList<>();
            changes.add(new Stamped(MAX_CHANGES + 100, insert("newest first", text("new"))));
            changes.add(new Stamped(20, insert("newest last", text("old"))));
            for (int i = 2; i < MAX_CHANGES; i++) {
                changes.add(new Stamped(20 + i, insert("k" + i, text("v"))));
            }
            changes.add(new Stamped(MAX_CHANGES + 101, insert("newest last", text("new"))));
            changes.add(new Stamped(21, insert("newest first", text("old"))));
            List<RowChange> told = database.apply(EVE, changes.toArray(Stamped[]::new));

            assertThat(told).hasSize(MAX_CHANGES);
            assertThat(database.rows("SELECT count(*) FROM t")).containsExactly("" + MAX_CHANGES);
            assertThat(database.rows("SELECT * FROM t WHERE id GLOB 'newest*' ORDER BY id"))
                    .containsExactly("'newest first', 'new'", "'newest last', 'new'");
        }
    }

    @Test
    void apply_ofMoreBytesThanARunHas_mergesThoseOfOneKeyAcrossRuns() throws Exception {
        try (AppliedDatabase database = new AppliedDatabase(DDL)) {
            List<Stamped> changes = new ArrayList<>();
            for (int i = 0; i <= MAX_MIB; i++) {
                changes.add(new Stamped(20 + i, insert("k" + i % MAX_MIB, i < MAX_MIB ? MIB : text("new"))));
            }
            List<RowChange> told = database.apply(EVE, changes.toArray(Stamped[]::new));

            assertThat(told).hasSize(MAX_MIB);
            assertThat(database.rows("SELECT count(*), sum(length(v)) FROM t"))
                    .containsExactly(MAX_MIB + ", " + ((MAX_MIB - 1) * (1 << 20) + 3));
            assertThat(database.rows("SELECT v FROM t WHERE id = 'k0'")).containsExactly("'new'");
        }
    }

    private static Change insert(String key, SqlValue value) {
        return Change.insert(T, List.of(text(key), value));
    }

    private static Hlc stamp(long time) {
        return new Hlc(time, EVE);
    }
}
