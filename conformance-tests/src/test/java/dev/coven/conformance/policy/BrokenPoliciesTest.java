package dev.coven.conformance.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coven.conformance.KitRun;
import dev.coven.spi.clock.Hlc;
import dev.coven.spi.plugin.PluginDescriptor;
import dev.coven.spi.policy.Cell;
import dev.coven.spi.policy.CellContext;
import dev.coven.spi.policy.ConflictPolicy;
import dev.coven.spi.policy.Granularity;
import dev.coven.spi.row.SqlValue;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Each policy breaks one law and keeps all others; the kit must say which, with the cells and the seed. */
class BrokenPoliciesTest {
    private static final Set<String> ON_DEVICES =
            Set.of("devices_afterEditsOfTheSameRows_areEqual", "simulations_withThePolicy_endRight");

    private interface Merge {
        Cell merge(Cell left, Cell right);
    }

    private static ConflictPolicy policy(Granularity granularity, Merge merge) {
        return new ConflictPolicy() {
            @Override
            public PluginDescriptor descriptor() {
                return PluginDescriptor.of("test", "Test", "1");
            }

            @Override
            public Granularity granularity() {
                return granularity;
            }

            @Override
            public Cell merge(CellContext context, Cell left, Cell right) {
                return merge.merge(left, right);
            }
        };
    }

    private static ConflictPolicy columnPolicy(Merge merge) {
        return policy(Granularity.COLUMN, merge);
    }

    private static Cell later(Cell left, Cell right) {
        return left.stamp().compareTo(right.stamp()) >= 0 ? left : right;
    }

    private static Cell earlier(Cell left, Cell right) {
        return left.stamp().compareTo(right.stamp()) <= 0 ? left : right;
    }

    private static long number(Cell cell) {
        return cell.values().get(0) instanceof SqlValue.Int value ? value.value() : 0;
    }

    private static void requireOnly(Class<?> contractTest, String rule, String sentence) {
        // What becomes of a broken law may be seen on devices too, or not, and a simulation that fails is made short.
        Map<String, String> failures = KitRun.failures(contractTest, ON_DEVICES);
        assertThat(failures).containsOnlyKeys(rule);
        assertThat(failures.get(rule)).contains(sentence, "Cell[stamp=", "-Dcoven.seed=");
    }

    abstract static class Broken extends ConflictPolicyContract {
        @Override
        protected List<SqlValue> specialValues() {
            return List.of();
        }
    }

    static class LeftWins extends Broken {
        @Override
        protected ConflictPolicy policy() {
            return columnPolicy((left, right) -> new Cell(later(left, right).stamp(), left.values()));
        }
    }

    @Test
    void leftWins_isNotCommutative() {
        requireOnly(LeftWins.class, "merge_inEitherOrder_isTheSame", "merge is not commutative");
    }

    /** The mistake that is made most: join what can be joined, and leave the rest to the last writer. */
    static class LargerNumberElseLater extends Broken {
        @Override
        protected ConflictPolicy policy() {
            return columnPolicy((left, right) -> {
                boolean numbers = left.values().get(0) instanceof SqlValue.Int
                        && right.values().get(0) instanceof SqlValue.Int;
                Cell later = later(left, right);
                Cell larger = number(left) >= number(right) ? left : right;
                return numbers ? new Cell(later.stamp(), larger.values()) : later;
            });
        }
    }

    @Test
    void joinOfSomeValuesOnly_isNotAssociative() {
        requireOnly(LargerNumberElseLater.class, "merge_inEitherGrouping_isTheSame", "merge is not associative");
    }

    static class Sum extends Broken {
        @Override
        protected ConflictPolicy policy() {
            return columnPolicy((left, right) ->
                    new Cell(later(left, right).stamp(), List.of(SqlValue.of(number(left) + number(right)))));
        }
    }

    @Test
    void sum_isNotIdempotent() {
        requireOnly(Sum.class, "merge_withItself_changesNothing", "merge is not idempotent");
    }

    static class DropsColumns extends Broken {
        @Override
        protected ConflictPolicy policy() {
            return BrokenPoliciesTest.policy(
                    Granularity.ROW,
                    (left, right) -> left.equals(right)
                            ? left
                            : new Cell(later(left, right).stamp(), List.of()));
        }
    }

    @Test
    void resultWithoutValues_isOfAnotherWidth() {
        requireOnly(DropsColumns.class, "merge_anyCells_keepsTheWidth", "merge must give one value for each of");
    }

    static class FirstWriterWins extends Broken {
        @Override
        protected ConflictPolicy policy() {
            return columnPolicy(BrokenPoliciesTest::earlier);
        }
    }

    @Test
    void firstWriterWins_hasTheSmallerTimestamp() {
        requireOnly(
                FirstWriterWins.class, "merge_anyCells_hasTheLargerTimestamp", "merge must give the larger timestamp");
    }

    static class RefusesBlobs extends Broken {
        @Override
        protected ConflictPolicy policy() {
            return columnPolicy((left, right) -> {
                if (left.values().get(0) instanceof SqlValue.Blob
                        || right.values().get(0) instanceof SqlValue.Blob) {
                    throw new IllegalArgumentException("no blobs, please");
                }
                return later(left, right);
            });
        }
    }

    @Test
    void policyThatRefusesBlobs_throws() {
        requireOnly(RefusesBlobs.class, "merge_anyCells_neverThrows", "merge must not throw");
    }

    static class DistrustsTheFuture extends Broken {
        @Override
        protected ConflictPolicy policy() {
            return columnPolicy((left, right) -> {
                Cell later = later(left, right);
                boolean distrusted = isInTheFuture(left) && isInTheFuture(right);
                return distrusted ? new Cell(later.stamp(), earlier(left, right).values()) : later;
            });
        }

        private static boolean isInTheFuture(Cell cell) {
            long millis = cell.stamp().millis();
            return millis > System.currentTimeMillis() && millis < Hlc.MAX_MILLIS;
        }
    }

    @Test
    void policyThatLooksAtTheClock_changesWithTime() {
        requireOnly(
                DistrustsTheFuture.class, "merge_atAnotherTime_givesTheSameValues", "merge must not look at a clock");
    }

    static class ThinksOfItsThread extends Broken {
        private final Thread first = Thread.currentThread();

        @Override
        protected ConflictPolicy policy() {
            return columnPolicy((left, right) -> {
                boolean known = Thread.currentThread().equals(first);
                return known ? later(left, right) : new Cell(later(left, right).stamp(), List.of(SqlValue.NULL));
            });
        }
    }

    @Test
    void policyThatKeepsSomethingPerThread_isNotDeterministic() {
        requireOnly(
                ThinksOfItsThread.class,
                "merge_repeatedFromManyThreads_isTheSame",
                "merge must give the same again, in every thread");
    }

    static class RenamesItself extends Broken {
        private int asked;

        @Override
        protected ConflictPolicy policy() {
            PluginDescriptor descriptor = PluginDescriptor.of("test", "Test " + asked++, "1");
            ConflictPolicy lawful = columnPolicy(BrokenPoliciesTest::later);
            return new ConflictPolicy() {
                @Override
                public PluginDescriptor descriptor() {
                    return descriptor;
                }

                @Override
                public Granularity granularity() {
                    return lawful.granularity();
                }

                @Override
                public Cell merge(CellContext context, Cell left, Cell right) {
                    return lawful.merge(context, left, right);
                }
            };
        }
    }

    @Test
    void descriptorThatChanges_isNoticed() {
        assertThat(KitRun.failures(RenamesItself.class, ON_DEVICES).keySet())
                .containsExactly("descriptorAndGranularity_areConstant");
    }

    /** Lawful where the laws are tried, and not where devices use it: only they see it. */
    static class LooksAtTheTablesName extends Broken {
        @Override
        protected ConflictPolicy policy() {
            ConflictPolicy lawful = columnPolicy(BrokenPoliciesTest::later);
            return new ConflictPolicy() {
                @Override
                public PluginDescriptor descriptor() {
                    return lawful.descriptor();
                }

                @Override
                public Granularity granularity() {
                    return lawful.granularity();
                }

                @Override
                public Cell merge(CellContext context, Cell left, Cell right) {
                    Cell merged = lawful.merge(context, left, right);
                    return context.table().equals("t") ? merged : new Cell(merged.stamp(), left.values());
                }
            };
        }
    }

    @Test
    void policyThatLooksAtTheTablesName_failsOnDevices() {
        assertThat(KitRun.failures(LooksAtTheTablesName.class, Set.of("simulations_withThePolicy_endRight")))
                .containsOnlyKeys("devices_afterEditsOfTheSameRows_areEqual");
    }
}
