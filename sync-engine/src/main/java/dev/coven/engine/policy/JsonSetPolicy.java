package dev.coven.engine.policy;

import dev.coven.spi.clock.Hlc;
import dev.coven.spi.plugin.PluginDescriptor;
import dev.coven.spi.policy.Cell;
import dev.coven.spi.policy.CellContext;
import dev.coven.spi.policy.ConflictPolicy;
import dev.coven.spi.policy.Granularity;
import dev.coven.spi.row.SqlValue;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * {@code json-set}: a column that holds a JSON array is a set that only grows. Concurrent values become their union.
 *
 * <p>The rules, of which every device must keep each for ever:
 * <ul>
 *   <li>A value is a set when it is text that {@link JsonSet} reads.</li>
 *   <li>Equal texts stay as they are. Two different sets become the canonical text of their union, even when they have the
 *       same elements.</li>
 *   <li>A set wins against anything else, NULL included, whichever is later. (If the later of them won, a set that lost on one
 *       way would be in the union on another: that is not associative.)</li>
 *   <li>Of two values that are no sets the later stays; at one moment, the one that SQLite sorts last.</li>
 * </ul>
 * So an element, once written, stays: an array that is written without it, or NULL, is put right where it is written.
 */
public final class JsonSetPolicy implements ConflictPolicy {
    /** The policy's id. */
    public static final String ID = "json-set";

    private static final Comparator<SqlValue> ORDER = new ValueOrder();

    /** For {@code ServiceLoader}. */
    public JsonSetPolicy() {}

    @Override
    public PluginDescriptor descriptor() {
        return PluginDescriptor.of(ID, "JSON array as a set that grows, per column", "1");
    }

    @Override
    public Granularity granularity() {
        return Granularity.COLUMN;
    }

    @Override
    public Cell merge(CellContext context, Cell left, Cell right) {
        int order = left.stamp().compareTo(right.stamp());
        Hlc stamp = order >= 0 ? left.stamp() : right.stamp();
        SqlValue value = join(left.values().get(0), right.values().get(0), order);
        return new Cell(stamp, List.of(value));
    }

    private static SqlValue join(SqlValue left, SqlValue right, int order) {
        if (left.equals(right)) {
            return left;
        }
        Optional<JsonSet> leftSet = JsonSet.read(left);
        Optional<JsonSet> rightSet = JsonSet.read(right);
        if (leftSet.isPresent() && rightSet.isPresent()) {
            return leftSet.get().union(rightSet.get()).value();
        }
        if (leftSet.isPresent() || rightSet.isPresent()) {
            return leftSet.isPresent() ? left : right;
        }
        int decision = order != 0 ? order : ORDER.compare(left, right);
        return decision >= 0 ? left : right;
    }
}
