package dev.coven.engine.merge;

import dev.coven.spi.policy.CellContext;
import dev.coven.spi.policy.Granularity;
import java.util.ArrayList;
import java.util.List;

/**
 * How the columns of a table outside its key form cells.
 *
 * <p>Positions of values are positions among those columns, in declaration order. A table whose columns are all in the key
 * has no cells.
 */
public final class CellLayout {
    private final int width;
    private final List<int[]> cells;
    private final List<CellContext> contexts;

    /**
     * The layout of a table.
     *
     * @param table its name
     * @param columns the names of the columns outside the key
     * @param granularity what one cell is
     */
    public CellLayout(String table, List<String> columns, Granularity granularity) {
        this.width = columns.size();
        this.cells = new ArrayList<>();
        this.contexts = new ArrayList<>();
        if (granularity == Granularity.COLUMN) {
            for (int i = 0; i < columns.size(); i++) {
                cells.add(new int[] {i});
                contexts.add(new CellContext(table, List.of(columns.get(i))));
            }
        } else if (!columns.isEmpty()) {
            cells.add(java.util.stream.IntStream.range(0, width).toArray());
            contexts.add(new CellContext(table, columns));
        }
    }

    /** How many columns are outside the key. */
    public int width() {
        return width;
    }

    /** How many cells a row has. */
    public int cellCount() {
        return cells.size();
    }

    /** The positions of a cell's columns. */
    public int[] columnsOf(int cell) {
        return cells.get(cell);
    }

    /** The cell that a column belongs to, by the column's position. */
    public int cellOf(int column) {
        return cells.size() == width ? column : 0;
    }

    /** What a policy is told of a cell. */
    public CellContext context(int cell) {
        return contexts.get(cell);
    }
}
