package dev.coven.conformance.simulation;

import dev.coven.spi.plugin.Stability;
import java.nio.file.Path;

/**
 * One simulation: {@code Simulation.of(SimulationPlan.seeded(42)).run(folder)}.
 *
 * <p>Simulations share nothing: any number may run at the same time, each on one thread.
 */
@Stability(Stability.Promise.EVOLVING)
public final class Simulation {
    private static final int SHORTER_HISTORIES = 400;

    private final SimulationPlan plan;
    private final int shorterHistories;

    private Simulation(SimulationPlan plan, int shorterHistories) {
        this.plan = plan;
        this.shorterHistories = shorterHistories;
    }

    /** A simulation of a plan. */
    public static Simulation of(SimulationPlan plan) {
        return new Simulation(plan, SHORTER_HISTORIES);
    }

    /** The same, which tries at most so many shorter histories when a check finds something wrong; each takes as long as a run. */
    public Simulation shortenedAtMost(int times) {
        return new Simulation(plan, times);
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
            throw failure(scenario, Shrinker.shrink(playing, scenario, outcome, shorterHistories));
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
