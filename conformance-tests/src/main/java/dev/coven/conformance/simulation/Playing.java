package dev.coven.conformance.simulation;

import dev.coven.engine.SyncException;
import dev.coven.spi.storage.ObjectStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.stream.Stream;

/** Plays scenarios of one plan, each in a folder of its own that is gone afterwards. */
final class Playing {
    /** Longer than any simulated clock is wrong by. */
    private static final Duration REST = Duration.ofHours(5);

    private final SimulationPlan plan;
    private final Path folder;
    private int runs;

    Playing(SimulationPlan plan, Path folder) {
        this.plan = plan;
        this.folder = folder;
    }

    /**
     * How a scenario went.
     *
     * @param script schema, steps, and what came of each, as far as it got
     * @param finalState a hash of the end
     * @param counts what happened
     * @param wrong what a check found
     */
    record Outcome(List<String> script, String finalState, Counts counts, Optional<Wrong> wrong) {}

    /**
     * What a check found.
     *
     * @param checker which check; the exception's kind when something failed that must not
     * @param message what it found
     * @param cause behind it
     */
    record Wrong(String checker, String message, Throwable cause) {}

    /**
     * Plays a scenario.
     *
     * @throws CancellationException when the thread was interrupted
     */
    Outcome play(Scenario scenario) {
        if (Thread.currentThread().isInterrupted()) {
            throw new CancellationException("the simulation was interrupted");
        }
        Path place = folder.resolve("run-" + runs++);
        List<String> script = new ArrayList<>(scenario.schemaLines());
        Counts counts = new Counts();
        try {
            Path devices = Files.createDirectories(place.resolve("devices"));
            try (ObjectStore store = plan.store().emptyStore(Files.createDirectories(place.resolve("store")))) {
                return new Outcome(script, play(scenario, store, devices, script, counts), counts, Optional.empty());
            } finally {
                delete(place);
                deleteIfEmpty(folder);
            }
        } catch (CheckException e) {
            return new Outcome(script, "", counts, Optional.of(new Wrong(e.checker(), "" + e.getMessage(), e)));
        } catch (SyncException e) {
            return failed(script, counts, "failure " + e.kind(), e);
        } catch (Exception | AssertionError e) {
            return failed(script, counts, e.getClass().getSimpleName(), e);
        }
    }

    private static Outcome failed(List<String> script, Counts counts, String checker, Throwable failure) {
        return new Outcome(script, "", counts, Optional.of(new Wrong(checker, "" + failure.getMessage(), failure)));
    }

    private String play(Scenario scenario, ObjectStore store, Path place, List<String> script, Counts counts)
            throws Exception {
        try (World world = new World(plan, scenario.schema(), new TroubledStore(store), place, counts)) {
            try {
                for (Step step : scenario.steps()) {
                    Optional<SimulatedDevice> device = world.play(step);
                    if (device.isPresent()) {
                        StepChecks.check(device.get());
                        if (world.files().isPresent()) {
                            new FileChecks(world, world.files().get()).check(device.get());
                        }
                        if (plan.model() == SimulationPlan.ModelUse.AFTER_EACH_STEP
                                && !device.get().isUncaptured()) {
                            ModelCheck.check(world.history(), device.get().device());
                        }
                    }
                }
                world.comeToRest(REST);
                return new RestChecks(world).check();
            } finally {
                script.addAll(world.record());
            }
        }
    }

    private static void deleteIfEmpty(Path place) throws IOException {
        try (Stream<Path> left = Files.list(place)) {
            if (left.findAny().isEmpty()) {
                Files.delete(place);
            }
        }
    }

    private static void delete(Path place) throws IOException {
        try (Stream<Path> paths = Files.walk(place)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
