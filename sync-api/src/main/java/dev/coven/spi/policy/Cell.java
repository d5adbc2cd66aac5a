package dev.coven.spi.policy;

import dev.coven.spi.clock.Hlc;
import dev.coven.spi.plugin.Stability;
import dev.coven.spi.row.SqlValue;
import java.util.List;

/**
 * What one write put into a cell, and when.
 *
 * @param stamp when it was written, and by which device
 * @param values one value for {@link Granularity#COLUMN}; for {@link Granularity#ROW} one for each column of the
 *     {@link CellContext}, in its order
 */
@Stability(Stability.Promise.STABLE)
public record Cell(Hlc stamp, List<SqlValue> values) {
    /** Copies the values. */
    public Cell {
        values = List.copyOf(values);
    }
}
