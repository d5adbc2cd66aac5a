package dev.coven.engine.merge;

import dev.coven.spi.clock.Hlc;
import dev.coven.spi.row.SqlValue;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The merged state of one row: an element of the lattice. Immutable by convention: the arrays are not changed after
 * construction and do not leave this package but by copies of their elements.
 *
 * <p>The row exists when it was born after it died; an edit never revives it. A row with cells and neither birth nor death
 * is one whose INSERT has not arrived yet.
 */
public final class RowState {
    private final @Nullable Hlc birth;
    private final @Nullable Hlc death;
    private final @Nullable Hlc[] stamps;
    private final @Nullable SqlValue[] values;

    /**
     * A state of its parts.
     *
     * @param birth when the newest INSERT happened, or null
     * @param death when the newest DELETE happened, or null
     * @param stamps per cell when it was written, null for a cell that was not
     * @param values per column outside the key its value; defined exactly where the column's cell has a stamp
     */
    public RowState(@Nullable Hlc birth, @Nullable Hlc death, @Nullable Hlc[] stamps, @Nullable SqlValue[] values) {
        this.birth = birth;
        this.death = death;
        this.stamps = stamps;
        this.values = values;
    }

    /** The bottom of the lattice: nothing is known of the row. */
    public static RowState unknown(CellLayout layout) {
        return new RowState(null, null, new @Nullable Hlc[layout.cellCount()], new @Nullable SqlValue[layout.width()]);
    }

    /** When the newest INSERT happened, or null. */
    public @Nullable Hlc birth() {
        return birth;
    }

    /** When the newest DELETE happened, or null. */
    public @Nullable Hlc death() {
        return death;
    }

    /** When a cell was written, or null. */
    public @Nullable Hlc stamp(int cell) {
        return stamps[cell];
    }

    /** How many cells there are. */
    public int cellCount() {
        return stamps.length;
    }

    /** How many columns are outside the key. */
    public int width() {
        return values.length;
    }

    /** A column's value, by its position outside the key; null when it is not known. */
    public @Nullable SqlValue value(int column) {
        return values[column];
    }

    /** Whether the row exists: born, and after any death. */
    public boolean isAlive() {
        return birth != null && (death == null || birth.compareTo(death) > 0);
    }

    /** Whether the row waits for its INSERT: it was edited, and neither born nor deleted. */
    public boolean isUnborn() {
        return birth == null && death == null && hasCells();
    }

    /** Whether any cell is known. */
    public boolean hasCells() {
        return Arrays.stream(stamps).anyMatch(Objects::nonNull);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof RowState state
                && Objects.equals(birth, state.birth)
                && Objects.equals(death, state.death)
                && Arrays.equals(stamps, state.stamps)
                && Arrays.equals(values, state.values);
    }

    @Override
    public int hashCode() {
        return Objects.hash(birth, death, Arrays.hashCode(stamps), Arrays.hashCode(values));
    }

    @Override
    public String toString() {
        return "RowState[birth " + birth + ", death " + death + ", " + Arrays.toString(values) + " at "
                + Arrays.toString(stamps) + "]";
    }
}
