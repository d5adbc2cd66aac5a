package dev.coven.conformance.simulation;

import java.nio.file.Path;
import java.util.Optional;

/** Simulations for one planted bug, of the engine that stands in the same class loader: with the bug, or without. */
final class MutantPlay implements PlantedRun {
    private final PlantedBug bug;

    /** Simulations for the bug of this name; a loader of other classes has another enum. */
    MutantPlay(String bug) {
        this.bug = PlantedBug.valueOf(bug);
    }

    @Override
    public Optional<Finding> play(long seed, Path folder) {
        SimulationPlan plan = bug.plan(seed);
        Playing.Outcome outcome = new Playing(plan, folder.resolve("seed-" + seed)).play(Scenario.of(plan));
        return outcome.wrong().map(wrong -> new Finding(wrong.checker(), wrong.message(), outcome.script()));
    }

    @Override
    public Optional<Finding> simulate(long seed, Path folder) {
        try {
            Simulation.of(bug.plan(seed)).run(folder);
            return Optional.empty();
        } catch (SimulationFailure failure) {
            return Optional.of(new Finding(failure.checker(), "" + failure.getMessage(), failure.script()));
        }
    }
}
