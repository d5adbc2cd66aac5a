package dev.coven.conformance.simulation;

import java.nio.file.Path;

/**
 * One simulation: {@code Simulation.of(SimulationPlan.seeded(42)).run(folder)}.
 *
 * <p>Simulations share nothing: any number may run at the same time, each on one thread.
 */
public final class Simulation {
    private final SimulationPlan plan;

    private Simulation(SimulationPlan plan) {
        this.plan = plan;
    }

    /** A simulation of a plan. */
    public static Simulation of(SimulationPlan plan) {
        return new Simulation(plan);
    }

    /**
     * Plays the plan's scenario and checks it.
     *
     * @param folder a folder for databases; everything that is put there is removed again
     * @throws SimulationFailure when a check finds something wrong, with a scenario as short as could be found
     */
    public SimulationReport run(Path folder) {
        Scenario scenario = Scenario.of(plan);
        Playing playing = new Playing(plan, folder.resolve("simulation-" + plan.seed()));
        Playing.Outcome outcome = playing.play(scenario);
        if (outcome.wrong().isPresent()) {
            throw failure(scenario, Shrinker.shrink(playing, scenario, outcome));
        }
        Counts counts = outcome.counts();
        return new SimulationReport(
                plan.seed(),
                outcome.script(),
                outcome.finalState(),
                counts.statements,
                counts.refusals,
                counts.deaths,
                counts.applied);
    }

    private SimulationFailure failure(Scenario scenario, Playing.Outcome shortest) {
        Playing.Wrong wrong = shortest.wrong().orElseThrow();
        String message = "seed %d, check '%s'; repeat with: %s%n%s%nthe script, %d steps at first:%n%s"
                .formatted(
                        plan.seed(),
                        wrong.checker(),
                        Repetition.of(plan),
                        wrong.message(),
                        scenario.steps().size(),
                        String.join("\n", shortest.script()));
        return new SimulationFailure(plan.seed(), wrong.checker(), shortest.script(), message, wrong.cause());
    }
}
