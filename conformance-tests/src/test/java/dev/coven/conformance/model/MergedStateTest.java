package dev.coven.conformance.model;

import static dev.coven.conformance.model.ModelCase.values;
import static org.assertj.core.api.Assertions.assertThat;

import dev.coven.engine.merge.LastWriterWins;
import dev.coven.spi.plugin.PluginDescriptor;
import dev.coven.spi.policy.Cell;
import dev.coven.spi.policy.CellContext;
import dev.coven.spi.policy.ConflictPolicy;
import dev.coven.spi.policy.Granularity;
import dev.coven.spi.row.SqlValue;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Births, deaths and cells, before any constraint has a say. */
class MergedStateTest {
    private static final String T = "CREATE TABLE t(k TEXT PRIMARY KEY, x, y DEFAULT 'new')";

    @Test
    void cells_writtenByTwoDevices_bothStay() {
        new ModelCase(T)
                .insert("a", 1, "t", "k", 1, 1)
                .update("a", 2, "t", values("k"), "x", 2)
                .update("b", 2, "t", values("k"), "y", 3)
                .shows("t", "'k', 2, 3");
    }

    @Test
    void cell_writtenTwice_hasTheLaterWrite() {
        new ModelCase(T)
                .insert("a", 1, "t", "k", 1, 1)
                .update("a", 5, "t", values("k"), "x", "five")
                .update("b", 4, "t", values("k"), "x", "four")
                .shows("t", "'k', 'five', 1");
    }

    @Test
    void cell_writtenAtOneTime_hasTheLargerDevices() {
        new ModelCase(T)
                .insert("a", 1, "t", "k", 1, 1)
                .update("a", 2, "t", values("k"), "x", "a")
                .update("b", 2, "t", values("k"), "x", "b")
                .shows("t", "'k', 'b', 1");
    }

    @Test
    void row_deletedAndLaterEdited_staysDead() {
        new ModelCase(T)
                .insert("a", 1, "t", "k", 1, 1)
                .delete("a", 2, "t", "k")
                .update("b", 3, "t", values("k"), "x", 9)
                .shows("t");
    }

    @Test
    void row_insertedAgain_livesWithTheValuesOfThatInsertAndLaterEdits() {
        new ModelCase(T)
                .insert("a", 1, "t", "k", 1, 1)
                .update("b", 2, "t", values("k"), "x", "outlived")
                .delete("a", 3, "t", "k")
                .insert("a", 5, "t", "k", "again", "again")
                .update("b", 6, "t", values("k"), "y", "later")
                .shows("t", "'k', 'again', 'later'");
    }

    @Test
    void row_insertedByTwoAndDeletedInBetween_lives() {
        new ModelCase(T)
                .insert("a", 1, "t", "k", 1, 1)
                .delete("a", 2, "t", "k")
                .insert("b", 3, "t", "k", 3, 3)
                .shows("t", "'k', 3, 3");
    }

    @Test
    void row_editedAndNeverInserted_waits() {
        new ModelCase(T).update("b", 2, "t", values("k"), "x", 7).shows("t").requires(model -> {
            assertThat(model.parked()).containsOnlyKeys("t");
            assertThat(model.parked().get("t")).containsExactly("['k'] {k='k', x=7}");
            assertThat(model.mergedState().get("t")).containsExactly("['k'] unborn cell 0 0000000000000-00002-b");
        });
    }

    @Test
    void row_editedBeforeItsInsertByClock_hasTheInsertsValues() {
        new ModelCase(T)
                .update("b", 2, "t", values("k"), "x", "early")
                .insert("a", 3, "t", "k", 1, 1)
                .shows("t", "'k', 1, 1");
    }

    @Test
    void rowAsOneCell_writtenByTwo_isAsTheLaterOneWroteIt() {
        new ModelCase(T)
                .policy("t", LastWriterWins.perRow())
                .insert("a", 1, "t", "k", 1, 1)
                .update("a", 2, "t", values("k"), "x", 2, "y", 2)
                .update("b", 3, "t", values("k"), "x", 3, "y", 1)
                .shows("t", "'k', 3, 1");
    }

    @Test
    void insert_ofAnOlderSchema_hasTheDefault() {
        new ModelCase(T).insert("a", 1, "t", "k", 1).shows("t", "'k', 1, 'new'");
    }

    @Test
    void default_ofAnOlderInsert_isAsOldAsTheRow() {
        new ModelCase(T)
                .insert("a", 1, "t", "k", 1, 1)
                .insert("b", 3, "t", "k", 3)
                .update("c", 2, "t", values("k"), "y", "two")
                .shows("t", "'k', 3, 'new'");
    }

    @Test
    void update_ofAnOlderSchema_leavesTheNewColumn() {
        new ModelCase(T)
                .insert("a", 1, "t", "k", 1, 1)
                .update("b", 2, "t", 2, values("k"), "x", 2)
                .shows("t", "'k', 2, 1");
    }

    @Test
    void values_ofAnotherForm_takeTheirColumnsForm() {
        new ModelCase("CREATE TABLE t(k INTEGER, l TEXT, x REAL, y NUMERIC, z, PRIMARY KEY(k, l))")
                .insert("a", 1, "t", "1", 2, 3, "4.0", "5")
                .update("b", 2, "t", values(1, "2"), "z", 6)
                .shows("t", "1, '2', 3.0, 4, 6");
    }

    @Test
    void keys_thatSqliteCallsEqual_areTwoRows() {
        new ModelCase("CREATE TABLE t(k PRIMARY KEY, x)")
                .insert("a", 1, "t", 1, "integer")
                .insert("a", 2, "t", 1.0, "real")
                .requires(model -> assertThat(model.mergedState().get("t")).hasSize(2));
    }

    @Test
    void baseline_ofAllStampsUpToIt_isOneMoment() {
        new ModelCase(T)
                .baseline(10)
                .insert("a", 3, "t", "k", 1, 1)
                .requires(model -> assertThat(model.mergedState()).isEmpty())
                .insert("b", 10, "t", "l", 1, 1)
                .update("b", 11, "t", values("k"), "y", 2)
                .shows("t", "'k', 1, 2", "'l', 1, 1")
                .requires(model -> assertThat(model.mergedState().get("t"))
                        .containsExactly("['k'] born 0000000000000-00000-0 cell 1 0000000000000-00011-b"));
    }

    @Test
    void state_ofADeadRow_keepsWhatIsNewerThanTheDeath() {
        new ModelCase(T)
                .insert("a", 1, "t", "k", 1, 1)
                .update("a", 2, "t", values("k"), "x", 2)
                .delete("a", 3, "t", "k")
                .update("b", 4, "t", values("k"), "y", 4)
                .requires(model -> assertThat(model.mergedState().get("t"))
                        .containsExactly("['k'] died 0000000000000-00003-a cell 1 0000000000000-00004-b"));
    }

    /** Keeps the larger number. */
    private static final class Larger implements ConflictPolicy {
        @Override
        public PluginDescriptor descriptor() {
            return PluginDescriptor.of("larger", "The larger number", "1");
        }

        @Override
        public Granularity granularity() {
            return Granularity.COLUMN;
        }

        @Override
        public Cell merge(CellContext context, Cell left, Cell right) {
            return number(left) >= number(right) ? left : right;
        }

        private static long number(Cell cell) {
            return ((SqlValue.Int) cell.values().get(0)).value();
        }
    }

    @Test
    void cell_ofAPolicy_isWhatThePolicyMakesOfAllWrites() {
        new ModelCase("CREATE TABLE t(k TEXT PRIMARY KEY, x)")
                .policy("t", new Larger())
                .insert("a", 1, "t", "k", 1)
                .update("b", 2, "t", values("k"), "x", 9)
                .update("a", 3, "t", values("k"), "x", 4)
                .shows("t", "'k', 9");
    }

    @Test
    void row_isUnsound_isOut() {
        new ModelCase(
                        "CREATE TABLE t(k INTEGER PRIMARY KEY, x NOT NULL, y CHECK (y < 5))",
                        "CREATE TABLE s(k TEXT PRIMARY KEY, x INTEGER) STRICT")
                .insert("a", 1, "t", 1, null, 1)
                .insert("a", 2, "t", 2, 1, 5)
                .insert("a", 3, "t", "no number", 1, 1)
                .insert("a", 4, "t", 4, 1, 4)
                .insert("a", 5, "s", "k", "no number")
                .insert("a", 6, "s", "l", "6")
                .shows("t", "4, 1, 4")
                .shows("s", "'l', 6")
                .requires(model -> assertThat(model.reasons().get("t")).hasSize(3));
    }

    @Test
    void row_thatIsUnsound_comesBackWithTheValueThatMadeItSo() {
        new ModelCase("CREATE TABLE t(k TEXT PRIMARY KEY, x CHECK (x < 5))")
                .insert("a", 1, "t", "k", 9)
                .update("b", 2, "t", values("k"), "x", 3)
                .shows("t", "'k', 3");
    }

    @Test
    void tables_withGeneratedColumns_showThem() {
        new ModelCase("CREATE TABLE t(k TEXT PRIMARY KEY, g AS (x + 1), x INTEGER)")
                .insert("a", 1, "t", "k", 4)
                .shows("t", "'k', 5, 4");
    }

    @Test
    void tables_ofNoChange_areEmpty() {
        new ModelCase(T).requires(model -> assertThat(model.tables()).isEqualTo(java.util.Map.of("t", List.of())));
    }
}
