package dev.coven.conformance.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.LongFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Simulations of many seeds: {@code -Dcoven.simulation.seeds=N} says how many, {@code -Dcoven.simulation.first=M} where they
 * begin.
 */
class SimulationTest {
    private static final int SEEDS = Integer.getInteger("coven.simulation.seeds", 200);
    /** Fewer, as most of what they do is done without files too. */
    private static final int SEEDS_WITH_FILES = Math.max(1, SEEDS / 20);

    private static final long FIRST = Long.getLong("coven.simulation.first", 1);
    /** A single seed need not do anything of note; a hundred must. */
    private static final int SEEDS_THAT_TELL = 100;

    private static final int PROGRESS = 250;
    private static final int MAX_FAILURES = 3;

    @TempDir
    Path folder;

    @Test
    void devices_afterRandomScenarios_areRight() throws Exception {
        requireRight(SEEDS, SimulationPlan::seeded);
    }

    @Test
    void devicesWithFiles_afterRandomScenarios_areRight() throws Exception {
        requireRight(SEEDS_WITH_FILES, seed -> SimulationPlan.seeded(seed).withFiles());
    }

    private void requireRight(int seeds, LongFunction<SimulationPlan> plans) throws Exception {
        ExecutorService threads =
                Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors());
        List<SimulationFailure> failures = new ArrayList<>();
        Totals totals = new Totals(seeds);
        try {
            CompletionService<SimulationReport> runs = new ExecutorCompletionService<>(threads);
            for (long seed = FIRST; seed < FIRST + seeds; seed++) {
                SimulationPlan plan = plans.apply(seed);
                runs.submit(() -> Simulation.of(plan).run(folder));
            }
            while (totals.runs < seeds && failures.size() < MAX_FAILURES) {
                try {
                    totals.add(runs.take().get());
                } catch (ExecutionException e) {
                    totals.runs++;
                    failures.add(failureOf(e));
                    // A long run tells at once what it finds.
                    System.out.println(e.getCause());
                }
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(failures).isEmpty();
        if (seeds >= SEEDS_THAT_TELL) {
            assertThat(totals.applied).as("changesets applied").isGreaterThan(seeds);
            assertThat(totals.refused).as("statements refused").isLessThan(totals.statements / 2);
            assertThat(totals.deaths).as("processes that died").isGreaterThan(seeds / 4);
        }
    }

    private static SimulationFailure failureOf(ExecutionException run) throws ExecutionException {
        if (run.getCause() instanceof SimulationFailure failure) {
            return failure;
        }
        throw run;
    }

    private static final class Totals {
        private final int seeds;
        private final long began = System.nanoTime();
        private int runs;
        private long statements;
        private long refused;
        private long deaths;
        private long applied;

        Totals(int seeds) {
            this.seeds = seeds;
        }

        void add(SimulationReport report) {
            runs++;
            statements += report.statements();
            refused += report.refusals();
            deaths += report.deaths();
            applied += report.changesetsApplied();
            if (runs % PROGRESS == 0) {
                System.out.printf(
                        "%d of %d simulations, %d s%n",
                        runs, seeds, Duration.ofNanos(System.nanoTime() - began).toSeconds());
            }
        }
    }
}
