package dev.coven.engine.policy;

import dev.coven.spi.plugin.PluginDescriptor;
import dev.coven.spi.policy.Cell;
import dev.coven.spi.policy.CellContext;
import dev.coven.spi.policy.ConflictPolicy;
import dev.coven.spi.policy.Granularity;
import dev.coven.spi.row.SqlValue;
import java.util.Comparator;

/**
 * {@code max}: a column only ever grows. Of two values the larger stays, whoever wrote it when; for highest scores, version
 * numbers, last-seen times.
 *
 * <p>Larger is what {@code ORDER BY} puts last: NULL, numbers by value, text by its bytes, blobs. A smaller value, NULL
 * included, is put right where it is written. Of equal numbers the real counts as the larger.
 */
public final class MaxPolicy implements ConflictPolicy {
    /** The policy's id. */
    public static final String ID = "max";

    private static final Comparator<SqlValue> ORDER = new ValueOrder();

    /** For {@code ServiceLoader}. */
    public MaxPolicy() {}

    @Override
    public PluginDescriptor descriptor() {
        return PluginDescriptor.of(ID, "The larger value, per column", "1");
    }

    @Override
    public Granularity granularity() {
        return Granularity.COLUMN;
    }

    @Override
    public Cell merge(CellContext context, Cell left, Cell right) {
        Cell later = left.stamp().compareTo(right.stamp()) >= 0 ? left : right;
        Cell larger = ORDER.compare(left.values().get(0), right.values().get(0)) >= 0 ? left : right;
        return new Cell(later.stamp(), larger.values());
    }
}
