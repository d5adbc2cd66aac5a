package dev.coven.spi.policy;

import dev.coven.spi.plugin.PluginDescriptor;
import dev.coven.spi.plugin.Stability;

/**
 * Decides what a cell holds when it was written more than once. Found by {@link java.util.ServiceLoader}; needs a public
 * no-argument constructor. A library names one policy for each table: every column of the table outside the primary key
 * follows it.
 *
 * <p>{@link #merge} must be a join of a semilattice, or devices that see the same changes in another order end up with
 * different data:
 * <ul>
 *   <li>commutative: {@code merge(a, b)} equals {@code merge(b, a)};</li>
 *   <li>associative: {@code merge(a, merge(b, c))} equals {@code merge(merge(a, b), c)};</li>
 *   <li>idempotent: {@code merge(a, a)} equals {@code a};</li>
 *   <li>deterministic: the same arguments give the same result on every device, in every release, for ever. Timestamps may
 *       be compared with each other, never with a clock.</li>
 * </ul>
 * The result's timestamp is the larger of the two; its values may be those of either cell, or made of both. Two writes with
 * equal timestamps are one write and hold equal values. A result of {@code merge} can have the timestamp of a write and other
 * values.
 *
 * <p>Stateless and thread safe; must not throw, whatever the values are.
 */
@Stability(Stability.Promise.STABLE)
public interface ConflictPolicy {
    /** What this policy is. Constant, cheap, never fails. */
    PluginDescriptor descriptor();

    /** Whether each column is a cell of its own or the whole row is one. Constant. */
    Granularity granularity();

    /** The join of two writes of one cell. */
    Cell merge(CellContext context, Cell left, Cell right);
}
