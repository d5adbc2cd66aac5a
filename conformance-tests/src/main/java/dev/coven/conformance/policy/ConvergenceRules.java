package dev.coven.conformance.policy;

import static org.assertj.core.api.Assertions.assertThatCode;

import dev.coven.conformance.simulation.Feature;
import dev.coven.conformance.simulation.Simulation;
import dev.coven.conformance.simulation.SimulationPlan;
import dev.coven.engine.merge.LastWriterWins;
import dev.coven.engine.policy.JsonSetPolicy;
import dev.coven.engine.policy.MaxPolicy;
import dev.coven.spi.policy.ConflictPolicy;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What devices keep that use the policy, on the real engine. */
abstract class ConvergenceRules extends FunctionRules {
    private static final int SIMULATIONS = 5;
    private static final int EDITS = 100;
    private static final int SHORTER_HISTORIES = 100;

    @TempDir
    private Path folder;

    /** JUnit sets the folder. */
    @SuppressWarnings("NullAway.Init")
    ConvergenceRules() {}

    /**
     * Devices that edit the same rows while they are apart are equal when they have seen all edits of each other, in whatever
     * order these came: with the policy's special values, deletions and insertions among them. Look at the laws first; if they are
     * kept, look at what the policy does with the names of tables and columns, which here are others than there.
     */
    @Test
    void devices_afterEditsOfTheSameRows_areEqual() {
        for (int round = 0; round < scaled(SIMULATIONS); round++) {
            Random choice = new Random(seed().value() + round);
            assertThatCode(() ->
                            new PolicyFleet(policy(), policiesBeside(), specialValues()).play(folder, choice, EDITS))
                    .as("devices that use the policy; %s", seed())
                    .doesNotThrowAnyException();
        }
    }

    /**
     * Simulated devices whose processes die, whose clocks are wrong and whose store fails are right in the end, by the reference
     * model too, which merges by the policy in one place. A failure shows the shortest history that was found.
     */
    @Test
    void simulations_withThePolicy_endRight() {
        for (int round = 0; round < scaled(SIMULATIONS); round++) {
            SimulationPlan plan = SimulationPlan.seeded(seed().value() + round)
                    .without(Feature.SCHEMA_GROWTH)
                    .withSchema(PolicyFleet.simulated(policy()))
                    .withPolicies(policiesBeside().toArray(new ConflictPolicy[0]));
            assertThatCode(() -> Simulation.of(plan)
                            .shortenedAtMost(scaled(SHORTER_HISTORIES))
                            .run(folder))
                    .as("a simulation of devices that use the policy; %s", seed())
                    .doesNotThrowAnyException();
        }
    }

    /** The policy, where it is not one that every engine of a fleet has anyway. */
    private List<ConflictPolicy> policiesBeside() {
        List<ConflictPolicy> own =
                List.of(LastWriterWins.perColumn(), LastWriterWins.perRow(), new MaxPolicy(), new JsonSetPolicy());
        List<ConflictPolicy> beside = new ArrayList<>(List.of(policy()));
        beside.removeIf(policy -> own.stream().anyMatch(known -> known.getClass() == policy.getClass()));
        return beside;
    }
}
