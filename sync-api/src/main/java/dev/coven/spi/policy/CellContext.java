package dev.coven.spi.policy;

import dev.coven.spi.plugin.Stability;
import java.util.List;

/**
 * Which cell is merged.
 *
 * @param table the table's name
 * @param columns the names of the columns that the cell's values stand for
 */
@Stability(Stability.Promise.STABLE)
public record CellContext(String table, List<String> columns) {
    /** Copies the names. */
    public CellContext {
        columns = List.copyOf(columns);
    }
}
