package dev.coven.conformance.fleet;

import dev.coven.spi.plugin.PluginDescriptor;
import dev.coven.spi.policy.Cell;
import dev.coven.spi.policy.CellContext;
import dev.coven.spi.policy.ConflictPolicy;
import dev.coven.spi.policy.Granularity;
import dev.coven.spi.row.SqlValue;
import java.util.List;

/** A policy of somebody else's: the smaller number stays, whoever wrote it. What is no number loses. */
final class LowestPolicy implements ConflictPolicy {
    /** How it fails to do what a policy must; empty when it does not fail. */
    String failing = "";

    @Override
    public PluginDescriptor descriptor() {
        return PluginDescriptor.of("lowest", "The smaller number", "1");
    }

    @Override
    public Granularity granularity() {
        return Granularity.COLUMN;
    }

    @Override
    public Cell merge(CellContext context, Cell left, Cell right) {
        switch (failing) {
            case "throws" -> throw new IllegalArgumentException("cannot compare");
            case "gives nothing" -> {
                return null;
            }
            case "gives no value" -> {
                return new Cell(left.stamp(), List.of());
            }
            default -> {}
        }
        Cell later = left.stamp().compareTo(right.stamp()) >= 0 ? left : right;
        if (number(left) == number(right)) {
            return later;
        }
        Cell lower = number(left) < number(right) ? left : right;
        return new Cell(later.stamp(), lower.values());
    }

    private static long number(Cell cell) {
        return cell.values().get(0) instanceof SqlValue.Int number ? number.value() : Long.MAX_VALUE;
    }
}
