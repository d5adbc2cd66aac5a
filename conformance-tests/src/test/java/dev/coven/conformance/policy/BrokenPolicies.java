package dev.coven.conformance.policy;

import static dev.coven.conformance.policy.LaterPolicy.earlier;
import static dev.coven.conformance.policy.LaterPolicy.later;

import dev.coven.conformance.Breaks;
import dev.coven.spi.clock.Hlc;
import dev.coven.spi.plugin.PluginDescriptor;
import dev.coven.spi.policy.Cell;
import dev.coven.spi.policy.CellContext;
import dev.coven.spi.policy.ConflictPolicy;
import dev.coven.spi.policy.Granularity;
import dev.coven.spi.row.SqlValue;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Policies that are wrong in one thing. */
final class BrokenPolicies {
    private BrokenPolicies() {}

    abstract static class Broken extends ConflictPolicyContract {
        @Override
        protected List<SqlValue> specialValues() {
            return List.of();
        }
    }

    /** Merges two cells wrongly. Devices may see what becomes of that, or not. */
    @Breaks.Without({"M1", "M2"})
    abstract static class BrokenMerge extends Broken {
        abstract Cell merge(Cell left, Cell right);

        @Override
        protected ConflictPolicy policy() {
            return new LaterPolicy() {
                @Override
                public Cell merge(CellContext context, Cell left, Cell right) {
                    return BrokenMerge.this.merge(left, right);
                }
            };
        }
    }

    @Breaks(
            rule = "A1",
            says = {"merge is not commutative", "Cell[stamp=", "-Dcoven.seed="})
    static class LeftWins extends BrokenMerge {
        @Override
        Cell merge(Cell left, Cell right) {
            return new Cell(later(left, right).stamp(), left.values());
        }
    }

    /** The mistake that is made most: join what can be joined, and leave the rest to the last writer. */
    @Breaks(
            rule = "A2",
            says = {"merge is not associative", "Cell[stamp=", "-Dcoven.seed="})
    static class LargerNumberElseLater extends BrokenMerge {
        @Override
        Cell merge(Cell left, Cell right) {
            boolean numbers = left.values().get(0) instanceof SqlValue.Int
                    && right.values().get(0) instanceof SqlValue.Int;
            Cell later = later(left, right);
            Cell larger = number(left) >= number(right) ? left : right;
            return numbers ? new Cell(later.stamp(), larger.values()) : later;
        }
    }

    @Breaks(
            rule = "A3",
            says = {"merge is not idempotent", "Cell[stamp=", "-Dcoven.seed="})
    static class Sum extends BrokenMerge {
        @Override
        Cell merge(Cell left, Cell right) {
            return new Cell(later(left, right).stamp(), List.of(SqlValue.of(number(left) + number(right))));
        }
    }

    private static long number(Cell cell) {
        return cell.values().get(0) instanceof SqlValue.Int value ? value.value() : 0;
    }

    @Breaks(
            rule = "A4",
            says = {"merge must give one value for each of", "Cell[stamp=", "-Dcoven.seed="})
    @Breaks.Without({"M1", "M2"})
    static class DropsColumns extends Broken {
        @Override
        protected ConflictPolicy policy() {
            return new LaterPolicy() {
                @Override
                public Granularity granularity() {
                    return Granularity.ROW;
                }

                @Override
                public Cell merge(CellContext context, Cell left, Cell right) {
                    return left.equals(right)
                            ? left
                            : new Cell(later(left, right).stamp(), List.of());
                }
            };
        }
    }

    @Breaks(
            rule = "A5",
            says = {"merge must give the larger timestamp", "Cell[stamp=", "-Dcoven.seed="})
    static class FirstWriterWins extends BrokenMerge {
        @Override
        Cell merge(Cell left, Cell right) {
            return earlier(left, right);
        }
    }

    @Breaks(
            rule = "T1",
            says = {"a service file names", "LaterPolicy"})
    @Breaks.Without({"M1", "M2"})
    static class IsNotNamed extends Broken {
        @Override
        protected ConflictPolicy policy() {
            return new LaterPolicy();
        }
    }

    @Breaks(
            rule = "T2",
            says = {"a descriptor that was asked for again", "Test 1"})
    @Breaks.Without({"M1", "M2"})
    static class RenamesItself extends Broken {
        private int asked;

        @Override
        protected ConflictPolicy policy() {
            PluginDescriptor descriptor = PluginDescriptor.of("test", "Test " + asked++, "1");
            return new LaterPolicy() {
                @Override
                public PluginDescriptor descriptor() {
                    return descriptor;
                }
            };
        }
    }

    @Breaks(
            rule = "T3",
            says = {"merge must not throw", "Cell[stamp=", "-Dcoven.seed="})
    static class RefusesBlobs extends BrokenMerge {
        @Override
        Cell merge(Cell left, Cell right) {
            if (left.values().get(0) instanceof SqlValue.Blob || right.values().get(0) instanceof SqlValue.Blob) {
                throw new IllegalArgumentException("no blobs, please");
            }
            return later(left, right);
        }
    }

    @Breaks(
            rule = "T4",
            says = {"merge must not look at a clock", "Cell[stamp=", "-Dcoven.seed="})
    static class DistrustsTheFuture extends BrokenMerge {
        @Override
        Cell merge(Cell left, Cell right) {
            Cell later = later(left, right);
            boolean distrusted = isInTheFuture(left) && isInTheFuture(right);
            return distrusted ? new Cell(later.stamp(), earlier(left, right).values()) : later;
        }

        private static boolean isInTheFuture(Cell cell) {
            long millis = cell.stamp().millis();
            return millis > System.currentTimeMillis() && millis < Hlc.MAX_MILLIS;
        }
    }

    @Breaks(
            rule = "T5",
            says = {"merge must give the same again, in every thread", "Cell[stamp=", "-Dcoven.seed="})
    static class ThinksOfItsThread extends BrokenMerge {
        private final Thread first = Thread.currentThread();

        @Override
        Cell merge(Cell left, Cell right) {
            boolean known = Thread.currentThread().equals(first);
            return known ? later(left, right) : new Cell(later(left, right).stamp(), List.of(SqlValue.NULL));
        }
    }

    /** Lawful where the laws are tried, and not where devices use it. */
    @Breaks(
            rule = "M1",
            says = {"devices that use the policy", "the devices differ", "-Dcoven.seed="})
    @Breaks.Without("M2")
    @Breaks.Smoke(seed = 1)
    static class LooksAtTheTablesName extends Broken {
        @Override
        protected ConflictPolicy policy() {
            return new LaterPolicy() {
                @Override
                public Cell merge(CellContext context, Cell left, Cell right) {
                    Cell merged = later(left, right);
                    return context.table().equals("t") ? merged : new Cell(merged.stamp(), left.values());
                }
            };
        }
    }

    /** Takes writes that lie hours apart for those of a wrong clock: lawful as long as all clocks are right. */
    @Breaks(
            rule = "M2",
            says = {"a simulation of devices that use the policy", "check '", "-Dcoven.seed=10"})
    @Breaks.Smoke(seed = 10)
    static class DistrustsOtherClocks extends Broken {
        private static final long LEAST_MILLIS = TimeUnit.MINUTES.toMillis(5);
        private static final long MOST_MILLIS = TimeUnit.DAYS.toMillis(365);

        @Override
        protected ConflictPolicy policy() {
            return new LaterPolicy() {
                @Override
                public Cell merge(CellContext context, Cell left, Cell right) {
                    Cell later = later(left, right);
                    long apart = Math.abs(left.stamp().millis() - right.stamp().millis());
                    boolean distrusted = apart > LEAST_MILLIS && apart < MOST_MILLIS;
                    return distrusted ? new Cell(later.stamp(), left.values()) : later;
                }
            };
        }
    }
}
