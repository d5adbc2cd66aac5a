package dev.coven.conformance.fleet;

import dev.coven.spi.plugin.PluginDescriptor;
import dev.coven.spi.policy.Cell;
import dev.coven.spi.policy.CellContext;
import dev.coven.spi.policy.ConflictPolicy;
import dev.coven.spi.policy.Granularity;
import dev.coven.spi.row.SqlValue;

/** A counter that never goes back: the larger number wins, whoever wrote it. What is no number loses. */
final class MaxPolicy implements ConflictPolicy {
    @Override
    public PluginDescriptor descriptor() {
        return PluginDescriptor.of("max", "The larger number", "1");
    }

    @Override
    public Granularity granularity() {
        return Granularity.COLUMN;
    }

    @Override
    public Cell merge(CellContext context, Cell left, Cell right) {
        int order = Long.compare(number(left), number(right));
        if (order == 0) {
            order = left.stamp().compareTo(right.stamp());
        }
        return order >= 0 ? left : right;
    }

    private static long number(Cell cell) {
        return cell.values().get(0) instanceof SqlValue.Int number ? number.value() : Long.MIN_VALUE;
    }
}
