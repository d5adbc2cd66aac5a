package dev.coven.engine.apply;

import dev.coven.engine.merge.RowState;
import dev.coven.spi.clock.Hlc;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The merge metadata of a row: its state without the values.
 *
 * @param birth when the newest INSERT happened, or null
 * @param death when the newest DELETE happened, or null
 * @param stamps per cell when it was written, or null
 */
record Register(
        @Nullable Hlc birth, @Nullable Hlc death, @Nullable Hlc[] stamps) {
    /** What a row without a register is when it is in its table: born at the baseline, and not touched since. */
    static Register baseline(int cells) {
        @Nullable Hlc[] stamps = new @Nullable Hlc[cells];
        Arrays.fill(stamps, Stamps.BASELINE);
        return new Register(Stamps.BASELINE, null, stamps);
    }

    static Register of(RowState state) {
        @Nullable Hlc[] stamps = new @Nullable Hlc[state.cellCount()];
        for (int cell = 0; cell < stamps.length; cell++) {
            stamps[cell] = state.stamp(cell);
        }
        return new Register(state.birth(), state.death(), stamps);
    }

    /** Whether it says no more than that the row is older than the baseline, so that it need not be kept. */
    boolean isBaseline() {
        return Stamps.BASELINE.equals(birth) && death == null && allStamps(Stamps.BASELINE);
    }

    /** Whether it says nothing at all. */
    boolean isEmpty() {
        return birth == null && death == null && allStamps(null);
    }

    private boolean allStamps(@Nullable Hlc expected) {
        for (Hlc stamp : stamps) {
            if (!Objects.equals(stamp, expected)) {
                return false;
            }
        }
        return true;
    }
}
