package dev.coven.conformance.policy;

import dev.coven.spi.plugin.PluginDescriptor;
import dev.coven.spi.policy.Cell;
import dev.coven.spi.policy.CellContext;
import dev.coven.spi.policy.ConflictPolicy;
import dev.coven.spi.policy.Granularity;

/** The later write wins: lawful. A test spoils one part of it. */
class LaterPolicy implements ConflictPolicy {
    @Override
    public PluginDescriptor descriptor() {
        return PluginDescriptor.of("test", "Test", "1");
    }

    @Override
    public Granularity granularity() {
        return Granularity.COLUMN;
    }

    @Override
    public Cell merge(CellContext context, Cell left, Cell right) {
        return later(left, right);
    }

    static Cell later(Cell left, Cell right) {
        return left.stamp().compareTo(right.stamp()) >= 0 ? left : right;
    }

    static Cell earlier(Cell left, Cell right) {
        return left.stamp().compareTo(right.stamp()) <= 0 ? left : right;
    }
}
