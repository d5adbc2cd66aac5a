package dev.coven.conformance.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Cuts a scenario that fails down to one that still fails in the same way: leaves out chunks of its steps, smaller and smaller
 * ones, then parts of the steps that are left.
 */
final class Shrinker {
    private final Playing playing;
    private final String checker;
    private final int maxAttempts;
    private Scenario scenario;
    private Playing.Outcome outcome;
    private int attempts;

    private Shrinker(Playing playing, Scenario scenario, Playing.Outcome outcome, int maxAttempts) {
        this.maxAttempts = maxAttempts;
        this.playing = playing;
        this.scenario = scenario;
        this.outcome = outcome;
        this.checker = outcome.wrong().orElseThrow().checker();
    }

    /** The outcome of the shortest scenario found that fails in the same way. */
    static Playing.Outcome shrink(Playing playing, Scenario scenario, Playing.Outcome outcome, int maxAttempts) {
        Shrinker shrinker = new Shrinker(playing, scenario, outcome, maxAttempts);
        shrinker.shrink();
        return shrinker.outcome;
    }

    private void shrink() {
        boolean shorter = true;
        while (shorter && attempts < maxAttempts) {
            int before = scenario.steps().size();
            for (int chunk = Math.max(1, before / 2); chunk >= 1; chunk /= 2) {
                leaveOutChunks(chunk);
            }
            simplifySteps();
            shorter = scenario.steps().size() < before;
        }
    }

    private void leaveOutChunks(int chunk) {
        // From the end: the last steps are the likeliest to be of no use.
        for (int end = scenario.steps().size(); end > 0 && attempts < maxAttempts; end -= chunk) {
            int start = Math.max(0, end - chunk);
            if (end <= scenario.steps().size()) {
                List<Step> fewer = new ArrayList<>(scenario.steps());
                fewer.subList(start, end).clear();
                tryInstead(fewer);
            }
        }
    }

    private void simplifySteps() {
        for (int at = 0; at < scenario.steps().size(); at++) {
            for (Step simpler : simpler(scenario.steps().get(at))) {
                List<Step> steps = new ArrayList<>(scenario.steps());
                steps.set(at, simpler);
                if (attempts < maxAttempts && tryInstead(steps)) {
                    break;
                }
            }
        }
    }

    private static List<Step> simpler(Step step) {
        List<Step> simpler = new ArrayList<>();
        if (step instanceof Step.Sync sync
                && (!sync.troubles().isEmpty() || sync.death().isPresent())) {
            simpler.add(new Step.Sync(sync.device(), sync.direction(), List.of(), Optional.empty()));
            simpler.add(new Step.Sync(sync.device(), sync.direction(), List.of(), sync.death()));
        }
        if (step instanceof Step.Write write && write.statements().size() > 1) {
            for (int i = 0; i < write.statements().size(); i++) {
                List<String> fewer = new ArrayList<>(write.statements());
                fewer.remove(i);
                simpler.add(new Step.Write(write.device(), fewer, write.foreignKeys()));
            }
        }
        simpler.remove(step);
        return simpler;
    }

    private boolean tryInstead(List<Step> steps) {
        attempts++;
        Scenario candidate = scenario.withSteps(steps);
        Playing.Outcome found = playing.play(candidate);
        boolean same =
                found.wrong().isPresent() && found.wrong().get().checker().equals(checker);
        if (same) {
            scenario = candidate;
            outcome = found;
        }
        return same;
    }
}
