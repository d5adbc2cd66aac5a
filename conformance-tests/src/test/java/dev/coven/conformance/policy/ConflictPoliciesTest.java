package dev.coven.conformance.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coven.conformance.KitRun;
import dev.coven.spi.plugin.PluginDescriptor;
import dev.coven.spi.policy.Cell;
import dev.coven.spi.policy.CellContext;
import dev.coven.spi.policy.ConflictPolicy;
import dev.coven.spi.policy.Granularity;
import dev.coven.spi.row.SqlValue;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Sound policies pass; each of the others is wrong in one thing, and the kit must say which. */
class ConflictPoliciesTest {
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

    private static Cell later(Cell left, Cell right) {
        return left.stamp().compareTo(right.stamp()) >= 0 ? left : right;
    }

    static class LaterWins extends ConflictPolicyContract {
        @Override
        protected ConflictPolicy policy() {
            return ConflictPoliciesTest.policy(Granularity.COLUMN, ConflictPoliciesTest::later);
        }
    }

    static class LaterRowWins extends ConflictPolicyContract {
        @Override
        protected ConflictPolicy policy() {
            return ConflictPoliciesTest.policy(Granularity.ROW, ConflictPoliciesTest::later);
        }
    }

    @Test
    void laterWins_passes() {
        assertThat(KitRun.failedRules(LaterWins.class)).isEmpty();
        assertThat(KitRun.failedRules(LaterRowWins.class)).isEmpty();
    }

    static class LeftWins extends ConflictPolicyContract {
        @Override
        protected ConflictPolicy policy() {
            return ConflictPoliciesTest.policy(Granularity.COLUMN, (left, right) -> left);
        }
    }

    @Test
    void leftWins_isNotCommutative() {
        assertThat(KitRun.failedRules(LeftWins.class))
                .containsExactlyInAnyOrder("merge_inEitherOrder_isTheSame", "merge_ofManyWritesInAnyOrder_isTheSame");
    }

    static class LongerTextWins extends ConflictPolicyContract {
        @Override
        protected ConflictPolicy policy() {
            return ConflictPoliciesTest.policy(
                    Granularity.COLUMN,
                    (left, right) -> left.values().toString().length()
                                    >= right.values().toString().length()
                            ? left
                            : right);
        }
    }

    @Test
    void longerTextWins_withoutATieBreak_isNotCommutative() {
        assertThat(KitRun.failedRules(LongerTextWins.class)).contains("merge_inEitherOrder_isTheSame");
    }

    static class Joins extends ConflictPolicyContract {
        @Override
        protected ConflictPolicy policy() {
            return ConflictPoliciesTest.policy(Granularity.COLUMN, (left, right) -> {
                boolean inOrder = left.stamp().compareTo(right.stamp()) <= 0;
                Cell first = inOrder ? left : right;
                Cell last = inOrder ? right : left;
                return new Cell(last.stamp(), List.of(SqlValue.text(first.values() + "+" + last.values())));
            });
        }
    }

    @Test
    void textsJoined_areNotIdempotent() {
        assertThat(KitRun.failedRules(Joins.class)).contains("merge_again_changesNothing");
    }

    static class AverageOfTimes extends ConflictPolicyContract {
        @Override
        protected ConflictPolicy policy() {
            return ConflictPoliciesTest.policy(Granularity.COLUMN, (left, right) -> {
                Cell last = later(left, right);
                return left.equals(right)
                        ? left
                        : new Cell(last.stamp(), List.of(SqlValue.of(number(left) / 2 + number(right) / 2)));
            });
        }

        private static double number(Cell cell) {
            return cell.values().get(0) instanceof SqlValue.Int value ? value.value() : 1.0;
        }
    }

    @Test
    void averages_areNotAssociative() {
        assertThat(KitRun.failedRules(AverageOfTimes.class)).contains("merge_inEitherGrouping_isTheSame");
    }

    static class TextsOnly extends ConflictPolicyContract {
        @Override
        protected ConflictPolicy policy() {
            return ConflictPoliciesTest.policy(Granularity.COLUMN, (left, right) -> {
                SqlValue.Text text = (SqlValue.Text) left.values().get(0);
                return text.length() < 0 ? left : later(left, right);
            });
        }
    }

    @Test
    void castOfAValue_fails() {
        assertThat(KitRun.failedRules(TextsOnly.class)).contains("merge_inEitherOrder_isTheSame");
    }

    static class Remembers extends ConflictPolicyContract {
        private final AtomicInteger calls = new AtomicInteger();

        @Override
        protected ConflictPolicy policy() {
            return ConflictPoliciesTest.policy(
                    Granularity.COLUMN, (left, right) -> calls.incrementAndGet() % 7 < 3 ? left : right);
        }
    }

    @Test
    void policyThatRemembers_fails() {
        assertThat(KitRun.failedRules(Remembers.class)).contains("merge_repeatedFromManyThreads_isTheSame");
    }

    static class DropsColumns extends ConflictPolicyContract {
        @Override
        protected ConflictPolicy policy() {
            return ConflictPoliciesTest.policy(
                    Granularity.ROW,
                    (left, right) -> new Cell(later(left, right).stamp(), List.of()));
        }
    }

    @Test
    void resultWithoutValues_fails() {
        assertThat(KitRun.failedRules(DropsColumns.class)).contains("merge_anyCells_keepsTheWidth");
    }
}
