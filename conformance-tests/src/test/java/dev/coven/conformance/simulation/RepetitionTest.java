package dev.coven.conformance.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coven.conformance.signature.ReferenceScheme;
import dev.coven.conformance.simulation.SimulationPlan.ModelUse;
import dev.coven.conformance.storage.InMemoryStore;
import dev.coven.engine.InitOptions.ForeignKeys;
import dev.coven.engine.policy.MaxPolicy;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A failure says how to have it again. */
class RepetitionTest {
    private static final SimulationPlan PLAN = SimulationPlan.seeded(7);

    @Test
    void of_aPlanThatTheSeedDecides_isTheCommandOfTheBuild() {
        assertThat(Repetition.of(PLAN))
                .isEqualTo("mvn -pl conformance-tests -am test -Dtest=SimulationTest"
                        + " -Dsurefire.failIfNoSpecifiedTests=false"
                        + " -Dcoven.simulation.seeds=1 -Dcoven.simulation.first=7");
    }

    @Test
    void of_aPlanWithKnobs_isTheLineThatMakesIt() {
        assertThat(Repetition.of(PLAN.withSteps(9)
                        .withDevices(3)
                        .without(Feature.CRASHES, Feature.CLOCKS)
                        .withFiles()
                        .with(ModelUse.NEVER)))
                .isEqualTo("Simulation.of(SimulationPlan.seeded(7).withSteps(9).withDevices(3)"
                        + ".without(Feature.CRASHES, Feature.CLOCKS).withFiles().with(ModelUse.NEVER)).run(folder)");
    }

    @Test
    void of_aPlanWithFewFeatures_namesThose() {
        assertThat(Repetition.of(PLAN.withFeatures(Set.of(Feature.CRASHES))))
                .isEqualTo("Simulation.of(SimulationPlan.seeded(7).withFeatures(Set.of(Feature.CRASHES))).run(folder)");
    }

    @Test
    void of_aPlanWithASchema_quotesIt() {
        SimulatedSchema schema = SimulatedSchema.of("CREATE TABLE \"a b\"(id\n TEXT PRIMARY KEY)")
                .withGrowth("ALTER TABLE \"a b\" ADD COLUMN c DEFAULT '\\'")
                .withSynced("a b")
                .withPolicies(Map.of("a b", "lww-row"))
                .with(ForeignKeys.IGNORE);
        assertThat(Repetition.of(PLAN.withSchema(schema)))
                .isEqualTo("Simulation.of(SimulationPlan.seeded(7).withSchema(SimulatedSchema.of("
                        + "\"CREATE TABLE \\\"a b\\\"(id\\n TEXT PRIMARY KEY)\")"
                        + ".withGrowth(\"ALTER TABLE \\\"a b\\\" ADD COLUMN c DEFAULT '\\\\'\")"
                        + ".withSynced(\"a b\")"
                        + ".withPolicies(Map.ofEntries(Map.entry(\"a b\", \"lww-row\")))"
                        + ".with(ForeignKeys.IGNORE))).run(folder)");
    }

    @Test
    void of_aPlanWithObjectsOfTheCallers_saysWhichTheyAre() {
        assertThat(Repetition.of(PLAN.withPolicies(new MaxPolicy())
                        .withStore(folder -> new InMemoryStore())
                        .withScheme(new ReferenceScheme())))
                .contains(
                        ".withPolicies(/* a dev.coven.engine.policy.MaxPolicy */)",
                        ".withStore(/* the plan's */)",
                        ".withScheme(/* a dev.coven.conformance.signature.ReferenceScheme */)");
    }
}
