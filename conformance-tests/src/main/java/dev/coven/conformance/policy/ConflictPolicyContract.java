package dev.coven.conformance.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coven.conformance.Race;
import dev.coven.conformance.Seed;
import dev.coven.spi.plugin.PluginDescriptor;
import dev.coven.spi.plugin.SpiLevel;
import dev.coven.spi.policy.Cell;
import dev.coven.spi.policy.ConflictPolicy;
import dev.coven.spi.policy.Granularity;
import dev.coven.spi.row.SqlValue;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/**
 * What every {@link ConflictPolicy} keeps: {@code merge} is the join of a semilattice, or devices that see the same writes
 * in another order end with different data.
 *
 * <p>The laws are tried on generated cells, both single writes and merges of several: all kinds of values, awkward ones on
 * purpose, so few values and timestamps that many are equal. Two writes with equal timestamps are one write. A failure names
 * the cells and the seed.
 *
 * <p>Each rule looks at one law. Where {@code merge} throws, {@link #merge_anyCells_neverThrows} says so, and the other rules
 * pass these cells over.
 */
public abstract class ConflictPolicyContract {
    private static final int ROUNDS = 20_000;
    private static final int REPEATED_ROUNDS = 1_000;
    private static final int THREADS = 4;

    private final Seed seed = Seed.ofThisRun();

    /** For subclasses. */
    protected ConflictPolicyContract() {}

    /** The policy under test. */
    protected abstract ConflictPolicy policy();

    /** Values that this policy treats in a way of their own; they are tried as often as all the others together. */
    protected List<SqlValue> specialValues() {
        return List.of();
    }

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
            List<Cell> states = states(cells, 2);
            Optional<Cell> merged = merge(cells, states);
            Optional<Cell> other = merge(cells, List.of(states.get(1), states.get(0)));
            if (merged.isPresent() && other.isPresent()) {
                assertThat(merged)
                        .as("merge is not commutative: left %s, right %s; %s", states.get(0), states.get(1), seed)
                        .isEqualTo(other);
            }
        }
    }

    /**
     * Associative: it does not matter how writes are grouped on their way. Look at rules that hold for some values and leave
     * the others to the later write, at averages, and at a timestamp of the result that is not the larger.
     */
    @Test
    void merge_inEitherGrouping_isTheSame() {
        CellGenerator cells = cells();
        for (int round = 0; round < ROUNDS; round++) {
            List<Cell> states = states(cells, 3);
            Cell first = states.get(0);
            Cell last = states.get(2);
            Optional<Cell> fromLeft = merge(cells, states);
            Optional<Cell> fromRight =
                    merge(cells, states.subList(1, 3)).flatMap(merged -> merge(cells, List.of(first, merged)));
            if (fromLeft.isPresent() && fromRight.isPresent()) {
                assertThat(fromRight)
                        .as("merge is not associative: %s, %s, %s; %s", first, states.get(1), last, seed)
                        .isEqualTo(fromLeft);
            }
        }
    }

    /** Idempotent: a write that arrives twice counts once. Look at counters that add, and at texts that are put in order. */
    @Test
    void merge_withItself_changesNothing() {
        CellGenerator cells = cells();
        for (int round = 0; round < ROUNDS; round++) {
            Cell state = states(cells, 1).get(0);
            merge(cells, List.of(state, state))
                    .ifPresent(merged -> assertThat(merged)
                            .as("merge is not idempotent: %s with itself; %s", state, seed)
                            .isEqualTo(state));
        }
    }

    /** The result has a value for each column, for the engine stores it. */
    @Test
    void merge_anyCells_keepsTheWidth() {
        everyMerge((states, merged, cells) -> assertThat(merged.values())
                .as("merge must give one value for each of %s: %s; %s", cells.context(), states, seed)
                .hasSameSizeAs(cells.context().columns()));
    }

    /** The result is as new as the newer cell, whichever value stays. */
    @Test
    void merge_anyCells_hasTheLargerTimestamp() {
        everyMerge((states, merged, cells) -> assertThat(merged.stamp())
                .as("merge must give the larger timestamp of the two: %s; %s", states, seed)
                .isEqualTo(Collections.max(states.stream().map(Cell::stamp).toList())));
    }

    /** Total: any device can write any value into any column. Look at casts, at parsers, and at empty texts. */
    @Test
    void merge_anyCells_neverThrows() {
        CellGenerator cells = cells();
        for (int round = 0; round < ROUNDS; round++) {
            List<Cell> writes = cells.writes(2);
            try {
                policy().merge(cells.context(), writes.get(0), writes.get(1));
            } catch (RuntimeException | StackOverflowError e) {
                throw new AssertionError("merge must not throw, whatever the values are: " + writes + "; " + seed, e);
            }
        }
    }

    /**
     * No clock: writes of the last century, of this moment and of the next century merge alike. Look at comparisons of a
     * timestamp with the present.
     */
    @Test
    void merge_atAnotherTime_givesTheSameValues() {
        CellGenerator cells = cells();
        for (int round = 0; round < ROUNDS; round++) {
            List<Cell> past = cells.writesWithinAMinute(2);
            List<Cell> future = past.stream().map(CellGenerator::inTheFarFuture).toList();
            Optional<Cell> merged = merge(cells, past);
            Optional<Cell> later = merge(cells, future);
            if (merged.isPresent() && later.isPresent()) {
                assertThat(later.get().values())
                        .as("merge must not look at a clock: %s and, later, %s; %s", past, future, seed)
                        .isEqualTo(merged.get().values());
            }
        }
    }

    /**
     * Deterministic and thread safe: the same arguments give the same result again, in any thread. Look at random numbers,
     * hash order, fields and thread locals.
     */
    @Test
    void merge_repeatedFromManyThreads_isTheSame() throws Exception {
        CellGenerator cells = cells();
        List<List<Cell>> pairs = new ArrayList<>();
        for (int i = 0; i < REPEATED_ROUNDS; i++) {
            pairs.add(cells.writes(2));
        }
        Function<List<Cell>, Optional<Cell>> merge = pair -> merge(cells, pair);
        Callable<List<Optional<Cell>>> task = () -> pairs.stream().map(merge).toList();
        List<Optional<Cell>> expected = task.call();
        for (List<Optional<Cell>> results : Race.run(Collections.nCopies(THREADS, task))) {
            for (int i = 0; i < results.size(); i++) {
                assertThat(results.get(i))
                        .as("merge must give the same again, in every thread: %s; %s", pairs.get(i), seed)
                        .isEqualTo(expected.get(i));
            }
        }
    }

    private interface Rule {
        void check(List<Cell> states, Cell merged, CellGenerator cells);
    }

    private void everyMerge(Rule rule) {
        CellGenerator cells = cells();
        for (int round = 0; round < ROUNDS; round++) {
            List<Cell> writes = cells.writes(2);
            merge(cells, writes).ifPresent(merged -> rule.check(writes, merged, cells));
        }
    }

    private CellGenerator cells() {
        int width = policy().granularity() == Granularity.ROW ? 3 : 1;
        return new CellGenerator(seed.random(), width, specialValues());
    }

    /** Cells as devices hold them: single writes, and merges of some that overlap. */
    private List<Cell> states(CellGenerator cells, int count) {
        List<Cell> writes = cells.writes(2 * count);
        List<Cell> states = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Cell write = writes.get(i);
            Cell other = writes.get(cells.random().nextInt(writes.size()));
            boolean isMerge = cells.random().nextBoolean();
            states.add(isMerge ? merge(cells, List.of(write, other)).orElse(write) : write);
        }
        return states;
    }

    /** The merge from left to right; empty when it throws. */
    private Optional<Cell> merge(CellGenerator cells, List<Cell> states) {
        Cell merged = states.get(0);
        try {
            for (Cell state : states.subList(1, states.size())) {
                merged = policy().merge(cells.context(), merged, state);
            }
        } catch (RuntimeException | StackOverflowError e) {
            return Optional.empty();
        }
        return Optional.of(merged);
    }
}
