package dev.coven.conformance.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coven.conformance.simulation.PlantedRun.Finding;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Simulations find what is wrong with an engine: bugs are planted in it, one at a time. */
class PlantedBugsTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @EnumSource
    void simulations_ofAnEngineWithABug_findIt(PlantedBug bug, TestReporter reporter) {
        MutantLoader mutant = new MutantLoader(bug.mutation());
        PlantedRun simulations = mutant.simulationsFor(bug);
        long seed = 1;
        Optional<Finding> found = simulations.play(seed, folder);
        while (found.isEmpty() && seed < bug.seeds()) {
            seed++;
            found = simulations.play(seed, folder);
        }
        assertThat(mutant.hasPlanted())
                .as("the class with the bug was used: " + bug.mutation())
                .isTrue();
        assertThat(found)
                .as("what simulations of %s found within %d seeds", bug, bug.seeds())
                .isPresent();
        reporter.publishEntry(bug.name(), "found by '" + found.orElseThrow().checker() + "' with seed " + seed);
        assertThat(new MutantPlay(bug.name()).play(seed, folder))
                .as("what the simulation with seed %d finds without the bug %s", seed, bug)
                .isEmpty();
    }

    @Test
    void simulation_thatFindsABug_saysHowToRepeatItAndIsCutShort() {
        PlantedBug bug = PlantedBug.APPLIED_ROWS_ARE_CAPTURED;
        PlantedRun simulations = new MutantLoader(bug.mutation()).simulationsFor(bug);
        Finding whole = simulations.play(1, folder).orElseThrow();
        Finding shortened = simulations.simulate(1, folder).orElseThrow();
        assertThat(shortened.checker()).isEqualTo(whole.checker());
        assertThat(shortened.script()).hasSizeLessThan(whole.script().size());
        assertThat(shortened.message())
                .contains("seed 1,", "check '" + whole.checker() + "'")
                .contains("repeat with: " + Repetition.of(bug.plan(1)))
                .endsWith(String.join("\n", shortened.script()));
    }

    @Test
    void plant_inAMethodThatIsNotThere_isAnError() {
        assertThatThrownBy(() -> plant("dev.coven.engine.clock.HybridClock", "observed"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("HybridClock.observed");
    }

    @Test
    void plant_inAClassThatIsNotThere_isAnError() {
        assertThatThrownBy(() -> plant("dev.coven.engine.clock.NoClock", "observe"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("dev.coven.engine.clock.NoClock");
    }

    private void plant(String type, String method) {
        new Mutation(type, method, Mistake.DoesNothing.class).plant(getClass().getClassLoader());
    }
}
