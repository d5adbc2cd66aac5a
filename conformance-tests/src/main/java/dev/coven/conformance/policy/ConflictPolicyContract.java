package dev.coven.conformance.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coven.conformance.Race;
import dev.coven.conformance.Seed;
import dev.coven.spi.plugin.PluginDescriptor;
import dev.coven.spi.plugin.SpiLevel;
import dev.coven.spi.policy.Cell;
import dev.coven.spi.policy.CellContext;
import dev.coven.spi.policy.ConflictPolicy;
import dev.coven.spi.policy.Granularity;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;

/**
 * What every {@link ConflictPolicy} keeps: {@code merge} is the join of a semilattice, or devices that see the same writes
 * in another order end with different data.
 *
 * <p>The laws are tried on generated cells: all kinds of values, awkward ones on purpose, few enough timestamps that many
 * are equal in part. Two cells with equal timestamps are one write. A failure names the cells and the seed.
 */
public abstract class ConflictPolicyContract {
    private static final int ROUNDS = 20_000;
    private static final int MAX_ORDERED_WRITES = 8;
    private static final int ORDER_ROUNDS = 1_000;
    private static final int THREADS = 4;

    private final Seed seed = Seed.ofThisRun();

    /** For subclasses. */
    protected ConflictPolicyContract() {}

    /** The policy under test. */
    protected abstract ConflictPolicy policy();

    /** The descriptor and the granularity never change: the policy's id is part of a library's signed schema. */
    @Test
    void descriptorAndGranularity_areConstant() {
        PluginDescriptor descriptor = policy().descriptor();
        assertThat(descriptor).isEqualTo(policy().descriptor());
        assertThat(descriptor.spiLevel()).isLessThanOrEqualTo(SpiLevel.CURRENT);
        assertThat(policy().granularity()).isEqualTo(policy().granularity());
    }

    /** Commutative: it does not matter which write arrives first. Look at "left wins" on a tie. */
    @Test
    void merge_inEitherOrder_isTheSame() {
        CellGenerator cells = cells();
        for (int round = 0; round < ROUNDS; round++) {
            List<Cell> writes = cells.writes(2);
            Cell left = writes.get(0);
            Cell right = writes.get(1);
            assertThat(merge(cells.context(), left, right))
                    .as("merge of %s and %s in either order; %s", left, right, seed)
                    .isEqualTo(merge(cells.context(), right, left));
        }
    }

    /**
     * Associative: it does not matter how writes are grouped on their way. Look at results that are neither argument,
     * such as sums and texts joined, and at a timestamp of the result that does not belong to its value.
     */
    @Test
    void merge_inEitherGrouping_isTheSame() {
        CellGenerator cells = cells();
        for (int round = 0; round < ROUNDS; round++) {
            List<Cell> writes = cells.writes(3);
            Cell a = writes.get(0);
            Cell b = writes.get(1);
            Cell c = writes.get(2);
            CellContext context = cells.context();
            assertThat(merge(context, a, merge(context, b, c)))
                    .as("merge of %s, %s and %s in either grouping; %s", a, b, c, seed)
                    .isEqualTo(merge(context, merge(context, a, b), c));
        }
    }

    /**
     * Idempotent: a write that arrives twice counts once, alone or within a merge that has it already. Look at counters
     * that add.
     */
    @Test
    void merge_again_changesNothing() {
        CellGenerator cells = cells();
        for (int round = 0; round < ROUNDS; round++) {
            List<Cell> writes = cells.writes(2);
            Cell cell = writes.get(0);
            CellContext context = cells.context();
            assertThat(merge(context, cell, cell))
                    .as("merge of %s with itself; %s", cell, seed)
                    .isEqualTo(cell);
            Cell merged = merge(context, cell, writes.get(1));
            assertThat(merge(context, merged, cell))
                    .as("merge of %s into %s, which has it; %s", cell, merged, seed)
                    .isEqualTo(merged);
        }
    }

    /** Any order of many writes, with repetitions, gives one result: what the laws are for. */
    @Test
    void merge_ofManyWritesInAnyOrder_isTheSame() {
        CellGenerator cells = cells();
        for (int round = 0; round < ORDER_ROUNDS; round++) {
            List<Cell> writes = cells.writes(MAX_ORDERED_WRITES);
            Cell inOrder = mergeAll(cells.context(), writes);
            List<Cell> shuffled = new ArrayList<>(writes);
            shuffled.add(writes.get(0));
            Collections.shuffle(shuffled, cells.random());
            assertThat(mergeAll(cells.context(), shuffled))
                    .as("merge of %s and of %s; %s", writes, shuffled, seed)
                    .isEqualTo(inOrder);
        }
    }

    /** The result has a value for each column, for the engine stores it. */
    @Test
    void merge_anyCells_keepsTheWidth() {
        CellGenerator cells = cells();
        for (int round = 0; round < ROUNDS; round++) {
            List<Cell> writes = cells.writes(2);
            assertThat(merge(cells.context(), writes.get(0), writes.get(1)).values())
                    .as("values of the merge of %s; %s", writes, seed)
                    .hasSameSizeAs(cells.context().columns());
        }
    }

    /**
     * Deterministic: the same arguments give the same result again, in another instance's or thread's hands too. Look at
     * clocks, random numbers, hash order, default locale and fields.
     */
    @Test
    void merge_repeatedFromManyThreads_isTheSame() throws Exception {
        CellGenerator cells = cells();
        List<List<Cell>> pairs = new ArrayList<>();
        List<Cell> expected = new ArrayList<>();
        for (int i = 0; i < ORDER_ROUNDS; i++) {
            pairs.add(cells.writes(2));
            expected.add(mergeAll(cells.context(), pairs.get(i)));
        }
        Callable<List<Cell>> task = () -> {
            List<Cell> results = new ArrayList<>();
            pairs.forEach(pair -> results.add(mergeAll(cells.context(), pair)));
            return results;
        };
        for (List<Cell> results : Race.run(Collections.nCopies(THREADS, task))) {
            assertThat(results).as(seed.toString()).isEqualTo(expected);
        }
    }

    private CellGenerator cells() {
        return new CellGenerator(seed.random(), policy().granularity() == Granularity.ROW ? 3 : 1);
    }

    private Cell mergeAll(CellContext context, List<Cell> writes) {
        Cell merged = writes.get(0);
        for (Cell write : writes.subList(1, writes.size())) {
            merged = merge(context, merged, write);
        }
        return merged;
    }

    private Cell merge(CellContext context, Cell left, Cell right) {
        try {
            return policy().merge(context, left, right);
        } catch (RuntimeException e) {
            throw new AssertionError(
                    "merge must not throw, whatever the values: " + left + ", " + right + "; " + seed, e);
        }
    }
}
