package dev.coven.engine.fingerprint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coven.engine.merge.CellLayout;
import dev.coven.engine.merge.RowState;
import dev.coven.spi.clock.Hlc;
import dev.coven.spi.policy.Granularity;
import dev.coven.spi.row.SqlValue;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RowHasherTest {
    private static final Hlc S1 = new Hlc(1, "a");
    private static final Hlc S2 = new Hlc(2, "b");
    private static final CellLayout COLUMNS = new CellLayout("t", List.of("a", "b"), Granularity.COLUMN);
    private static final CellLayout ROW = new CellLayout("t", List.of("a", "b"), Granularity.ROW);
    private static final byte[] KEY = {1, 2};

    private static RowState state(@Nullable Hlc birth, @Nullable Hlc death, @Nullable Hlc[] stamps, Object... values) {
        @Nullable SqlValue[] held = new @Nullable SqlValue[values.length];
        for (int i = 0; i < values.length; i++) {
            held[i] = values[i] instanceof String text ? SqlValue.text(text) : SqlValue.of((Integer) values[i]);
        }
        return new RowState(birth, death, stamps, held);
    }

    private static RowState born(Object... values) {
        return state(S1, null, new Hlc[] {S1, S1}, values);
    }

    private static StateSum sum(CellLayout layout, byte[] key, RowState state) {
        RowHasher hasher = new RowHasher("t", layout);
        hasher.replace(key, RowState.unknown(layout), state);
        return hasher.take();
    }

    /** A step at a time, in any order, there and back: the sum is that of the state alone. */
    @Test
    void sum_dependsOnTheStateAndNotOnTheWay() {
        RowState edited = state(S1, null, new Hlc[] {S1, S2}, "x", "new");
        RowState dead = new RowState(null, S2, new Hlc[2], new SqlValue[2]);
        RowHasher hasher = new RowHasher("t", COLUMNS);
        hasher.replace(KEY, RowState.unknown(COLUMNS), born("x", "y"));
        hasher.replace(new byte[] {9}, RowState.unknown(COLUMNS), born(1, 2));
        hasher.replace(KEY, born("x", "y"), edited);
        StateSum both = hasher.take();
        assertThat(both).isEqualTo(sum(COLUMNS, new byte[] {9}, born(1, 2)).plus(sum(COLUMNS, KEY, edited)));
        hasher.replace(KEY, edited, dead);
        hasher.replace(new byte[] {9}, born(1, 2), RowState.unknown(COLUMNS));
        assertThat(both.plus(hasher.take())).isEqualTo(sum(COLUMNS, KEY, dead));
    }

    /** What a copy does not know of a row it does not change: the rest of the row costs nothing and counts for nothing. */
    @Test
    void unchangedCells_needNoValues() {
        RowHasher hasher = new RowHasher("t", COLUMNS);
        RowState before = new RowState(S1, null, new Hlc[] {S1, S1}, new SqlValue[] {null, SqlValue.of(1)});
        RowState after = new RowState(S1, null, new Hlc[] {S1, S2}, new SqlValue[] {null, SqlValue.of(2)});
        hasher.replace(KEY, before, after);
        assertThat(sum(COLUMNS, KEY, born("x", 1)).plus(hasher.take()))
                .isEqualTo(sum(COLUMNS, KEY, state(S1, null, new Hlc[] {S1, S2}, "x", 2)));
    }

    @Test
    void anyDifference_hasAnotherSum() {
        Set<StateSum> sums = new HashSet<>();
        List<StateSum> each = List.of(
                StateSum.ZERO,
                sum(COLUMNS, KEY, born("x", "y")),
                sum(COLUMNS, KEY, born("y", "x")),
                sum(COLUMNS, KEY, born("x", 1)),
                sum(COLUMNS, KEY, born("xy", "")),
                sum(COLUMNS, KEY, state(S2, null, new Hlc[] {S1, S1}, "x", "y")),
                sum(COLUMNS, KEY, state(S1, null, new Hlc[] {S1, S2}, "x", "y")),
                sum(COLUMNS, KEY, state(S1, null, new Hlc[] {S1, new Hlc(1, "b")}, "x", "y")),
                sum(COLUMNS, KEY, state(null, null, new Hlc[] {S1, S1}, "x", "y")),
                sum(COLUMNS, KEY, new RowState(null, S1, new Hlc[2], new SqlValue[2])),
                sum(COLUMNS, KEY, new RowState(S1, null, new Hlc[2], new SqlValue[2])),
                sum(COLUMNS, new byte[] {1}, born("x", "y")),
                sum(ROW, KEY, state(S1, null, new Hlc[] {S1}, "x", "y")),
                sum(ROW, KEY, state(S1, null, new Hlc[] {S1}, "y", "x")));
        sums.addAll(each);
        assertThat(sums).hasSameSizeAs(each);
        RowHasher otherTable = new RowHasher("u", COLUMNS);
        otherTable.replace(KEY, RowState.unknown(COLUMNS), born("x", "y"));
        assertThat(sums).doesNotContain(otherTable.take());
    }

    /** Devices of other makes compute the same: this value is part of the protocol. */
    @Test
    void sum_ofAKnownState_isAsItAlwaysWas() {
        assertThat(sum(COLUMNS, KEY, born("x", 1))).hasToString("726ed03e15b0e922926a8dd831ec40a3");
        assertThat(StateSum.parse(sum(COLUMNS, KEY, born("x", 1)).toString()))
                .isEqualTo(sum(COLUMNS, KEY, born("x", 1)));
    }
}
