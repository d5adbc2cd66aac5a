package org.example.coven;

import dev.coven.spi.plugin.PluginDescriptor;
import dev.coven.spi.policy.Cell;
import dev.coven.spi.policy.CellContext;
import dev.coven.spi.policy.ConflictPolicy;
import dev.coven.spi.policy.Granularity;
import dev.coven.spi.row.SqlValue;

/**
 * The longest text stays, whoever wrote it; any text goes before any other value, and among equally long ones, and among values that
 * are no texts, the larger one stays. That is one order of all values, which does not look at the time: a merged cell can have the
 * time of one write and the value of another, so that a rule that falls back on the later write is no join.
 */
public final class LongestTextPolicy implements ConflictPolicy {
    private static final PluginDescriptor DESCRIPTOR =
            PluginDescriptor.of("longest-text", "The longest text stays", "1.0.0");

    @Override
    public PluginDescriptor descriptor() {
        return DESCRIPTOR;
    }

    @Override
    public Granularity granularity() {
        return Granularity.COLUMN;
    }

    @Override
    public Cell merge(CellContext context, Cell left, Cell right) {
        Cell later = left.stamp().compareTo(right.stamp()) >= 0 ? left : right;
        Cell larger = ValueOrder.compare(value(left), value(right)) >= 0 ? left : right;
        return new Cell(later.stamp(), larger.values());
    }

    private static SqlValue value(Cell cell) {
        return cell.values().get(0);
    }
}
