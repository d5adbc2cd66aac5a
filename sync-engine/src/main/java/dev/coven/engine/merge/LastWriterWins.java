package dev.coven.engine.merge;

import dev.coven.spi.plugin.PluginDescriptor;
import dev.coven.spi.policy.Cell;
import dev.coven.spi.policy.CellContext;
import dev.coven.spi.policy.ConflictPolicy;
import dev.coven.spi.policy.Granularity;

/** The built-in policies: of two writes of a cell, the one with the larger timestamp. */
public final class LastWriterWins implements ConflictPolicy {
    /** The id of the policy whose cell is a column. */
    public static final String PER_COLUMN = "lww";
    /** The id of the policy whose cell is the row. */
    public static final String PER_ROW = "lww-row";

    private final PluginDescriptor descriptor;
    private final Granularity granularity;

    private LastWriterWins(PluginDescriptor descriptor, Granularity granularity) {
        this.descriptor = descriptor;
        this.granularity = granularity;
    }

    /** {@code lww}: concurrent edits of different columns both survive. */
    public static ConflictPolicy perColumn() {
        return new LastWriterWins(
                PluginDescriptor.of(PER_COLUMN, "Last writer wins, per column", "1"), Granularity.COLUMN);
    }

    /** {@code lww-row}: a row is always as one device wrote it. */
    public static ConflictPolicy perRow() {
        return new LastWriterWins(PluginDescriptor.of(PER_ROW, "Last writer wins, per row", "1"), Granularity.ROW);
    }

    @Override
    public PluginDescriptor descriptor() {
        return descriptor;
    }

    @Override
    public Granularity granularity() {
        return granularity;
    }

    @Override
    public Cell merge(CellContext context, Cell left, Cell right) {
        return left.stamp().compareTo(right.stamp()) >= 0 ? left : right;
    }
}
