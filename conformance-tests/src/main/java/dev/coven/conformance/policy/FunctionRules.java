package dev.coven.conformance.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coven.conformance.Race;
import dev.coven.engine.merge.LastWriterWins;
import dev.coven.spi.plugin.PluginDescriptor;
import dev.coven.spi.plugin.SpiLevel;
import dev.coven.spi.policy.Cell;
import dev.coven.spi.policy.ConflictPolicy;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** That a policy is a function of its arguments, for all arguments and for ever, and how it is found. */
abstract class FunctionRules extends LawRules {
    private static final int REPEATED_ROUNDS = 1_000;
    private static final int THREADS = 4;

    FunctionRules() {}

    /**
     * A policy is found by {@link ServiceLoader}, but for those that are part of the engine. Look at the service file's name and
     * at the public constructor.
     */
    @Test
    void policy_isFoundByServiceLoader() {
        boolean ofTheEngine = policy().getClass() == LastWriterWins.perColumn().getClass();
        assertThat(ofTheEngine
                        || ServiceLoader.load(ConflictPolicy.class).stream()
                                .anyMatch(found -> found.type() == policy().getClass()))
                .as("a service file names %s", policy().getClass().getName())
                .isTrue();
    }

    /** The descriptor and the granularity never change: the policy's id is part of a library's signed schema. */
    @Test
    void descriptorAndGranularity_areConstant() {
        PluginDescriptor descriptor = policy().descriptor();
        assertThat(policy().descriptor())
                .as("a descriptor that was asked for again")
                .isEqualTo(descriptor);
        assertThat(descriptor.spiLevel()).isLessThanOrEqualTo(SpiLevel.CURRENT);
        assertThat(policy().granularity()).isEqualTo(policy().granularity());
    }

    /** Total: any device can write any value into any column. Look at casts, at parsers, and at empty texts. */
    @Test
    void merge_anyCells_neverThrows() {
        CellGenerator cells = cells();
        for (int round = 0; round < scaled(ROUNDS); round++) {
            List<Cell> writes = cells.writes(2);
            try {
                policy().merge(cells.context(), writes.get(0), writes.get(1));
            } catch (RuntimeException | StackOverflowError e) {
                throw new AssertionError("merge must not throw, whatever the values are: " + writes + "; " + seed(), e);
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
        for (int round = 0; round < scaled(ROUNDS); round++) {
            List<Cell> past = cells.writesWithinAMinute(2);
            List<Cell> future = past.stream().map(CellGenerator::inTheFarFuture).toList();
            Optional<Cell> merged = merge(cells, past);
            Optional<Cell> later = merge(cells, future);
            if (merged.isPresent() && later.isPresent()) {
                assertThat(later.get().values())
                        .as("merge must not look at a clock: %s and, later, %s; %s", past, future, seed())
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
                        .as("merge must give the same again, in every thread: %s; %s", pairs.get(i), seed())
                        .isEqualTo(expected.get(i));
            }
        }
    }
}
