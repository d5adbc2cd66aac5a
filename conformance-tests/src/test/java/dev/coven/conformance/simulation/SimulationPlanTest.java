package dev.coven.conformance.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.coven.conformance.simulation.SimulationPlan.ModelUse;
import dev.coven.conformance.storage.InMemoryStore;
import dev.coven.engine.InitOptions.ForeignKeys;
import dev.coven.spi.plugin.PluginDescriptor;
import dev.coven.spi.policy.Cell;
import dev.coven.spi.policy.CellContext;
import dev.coven.spi.policy.ConflictPolicy;
import dev.coven.spi.policy.Granularity;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a plan says is what is simulated, and what is wrong is found. */
class SimulationPlanTest {
    private static final SimulatedSchema VOTES =
            SimulatedSchema.of("CREATE TABLE votes(id TEXT PRIMARY KEY, n)").withPolicies(Map.of("votes", "wrong"));

    private static final int SHORTER_HISTORIES = 150;
    private static final int FEW_SHORTER_HISTORIES = 15;

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void run_twice_hasOneHistory(long seed, @TempDir Path other) {
        SimulationReport first = Simulation.of(SimulationPlan.seeded(seed)).run(folder);
        SimulationReport second = Simulation.of(SimulationPlan.seeded(seed)).run(other);
        assertThat(second).isEqualTo(first);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void run_withFilesTwice_hasOneHistory(long seed, @TempDir Path other) {
        SimulationPlan plan = SimulationPlan.seeded(seed).withFiles();
        SimulationReport first = Simulation.of(plan).run(folder);
        assertThat(first.script()).contains(SimulatedFiles.CREATE_TABLE);
        assertThat(Simulation.of(plan).run(other)).isEqualTo(first);
    }

    @Test
    void run_withAnotherSeed_hasAnotherHistory() {
        assertThat(Simulation.of(SimulationPlan.seeded(1)).run(folder).script())
                .isNotEqualTo(
                        Simulation.of(SimulationPlan.seeded(2)).run(folder).script());
    }

    @Test
    void run_leavesNoFiles() {
        Simulation.of(SimulationPlan.seeded(1).withSteps(5)).run(folder);
        assertThat(folder).isEmptyDirectory();
    }

    /** A policy that takes what it has depends on the order in which changesets come: that is found, and made short. */
    @Test
    void run_withAPolicyThatDependsOnTheOrder_failsWithAShortScript() {
        SimulationFailure failure = failureOf(new WrongPolicy(), 1, SHORTER_HISTORIES);
        assertThat(failure.checker()).isIn("equal tables", "equal merged state");
        assertThat(failure.script()).hasSizeLessThan(15);
        assertThat(failure)
                .hasMessageContaining("seed " + failure.seed())
                .hasMessageContaining(
                        "repeat with: Simulation.of(SimulationPlan.seeded(" + failure.seed() + ").without(")
                .hasMessageContaining("CREATE TABLE votes");
    }

    /** The script of a failure is the same each time, so what it says can be relied on. */
    @Test
    void run_thatFails_failsTheSameAgain() {
        SimulationFailure failure = failureOf(new WrongPolicy(), 1, FEW_SHORTER_HISTORIES);
        assertThat(failureOf(new WrongPolicy(), failure.seed(), FEW_SHORTER_HISTORIES))
                .hasMessage(failure.getMessage());
    }

    private SimulationFailure failureOf(ConflictPolicy policy, long firstSeed, int shorterHistories) {
        for (long seed = firstSeed; seed < firstSeed + 50; seed++) {
            SimulationPlan plan = SimulationPlan.seeded(seed)
                    .withSchema(VOTES)
                    .withPolicies(policy)
                    .with(ModelUse.NEVER)
                    .without(Feature.STORE_FAULTS, Feature.CRASHES);
            SimulationFailure failure = catchThrowableOfType(
                    SimulationFailure.class,
                    () -> Simulation.of(plan).shortenedAtMost(shorterHistories).run(folder));
            if (failure != null) {
                return failure;
            }
        }
        throw new AssertionError("no simulation found that the policy is wrong");
    }

    /** A schema of one's own, with what its next version adds; and a store of one's own. */
    @Test
    void run_withOnesOwnSchemaAndStore_usesThem() {
        AtomicInteger stores = new AtomicInteger();
        SimulationPlan plan = SimulationPlan.seeded(3)
                .withDevices(3)
                .withSchema(SimulatedSchema.of(
                                "CREATE TABLE lists(id TEXT PRIMARY KEY, title TEXT)",
                                "CREATE TABLE items(list TEXT REFERENCES lists(id) ON DELETE CASCADE, n INT, what,"
                                        + " PRIMARY KEY(list, n))")
                        .withGrowth("ALTER TABLE items ADD COLUMN done INTEGER NOT NULL DEFAULT 0")
                        .with(ForeignKeys.RESPECT))
                .withStore(place -> {
                    stores.incrementAndGet();
                    return new InMemoryStore();
                });
        SimulationReport report = Simulation.of(plan).run(folder);
        assertThat(stores).hasValue(1);
        assertThat(report.script()).contains("later: ALTER TABLE items ADD COLUMN done INTEGER NOT NULL DEFAULT 0");
        assertThat(report.script()).anyMatch(line -> line.contains("INSERT") && line.contains("\"items\""));
    }

    /** The rows that the founder's tables began with are published, and somebody wrote them. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void run_withRowsFromTheBeginning_findsNothingWrong(long seed) {
        SimulatedSchema schema = SimulatedSchema.of(
                "CREATE TABLE lists(id TEXT PRIMARY KEY, title TEXT)",
                "CREATE TABLE items(list TEXT REFERENCES lists(id) ON DELETE CASCADE, n INT, what,"
                        + " PRIMARY KEY(list, n))",
                "CREATE TABLE unsynced(id INTEGER PRIMARY KEY, x)",
                "INSERT INTO lists VALUES ('a', 'Groceries'), ('b', NULL)",
                "INSERT INTO items VALUES ('a', 1, 'Tea'), ('a', 2, x'00'), ('b', 1, 1.5)",
                "INSERT INTO unsynced VALUES (1, 'stays')");
        SimulationPlan plan = SimulationPlan.seeded(seed).withSchema(schema.withSynced("lists", "items"));
        assertThat(Simulation.of(plan).run(folder).seed()).isEqualTo(seed);
    }

    /** The model can be asked after each step, which finds the very step that goes wrong. */
    @ParameterizedTest
    @ValueSource(longs = {11, 12, 13, 14})
    void run_withTheModelAfterEachStep_findsNothingWrong(long seed) {
        SimulationPlan plan = SimulationPlan.seeded(seed).with(ModelUse.AFTER_EACH_STEP);
        assertThat(Simulation.of(plan).run(folder).seed()).isEqualTo(seed);
    }

    @Test
    void run_withoutFeatures_hasNoneOfThem() {
        for (long seed = 1; seed <= 6; seed++) {
            SimulationPlan plan =
                    SimulationPlan.seeded(seed).withFeatures(Set.of()).withSteps(20);
            assertThat(Simulation.of(plan).run(folder).script())
                    .noneMatch(line -> line.matches("CREATE.*(UNIQUE|FOREIGN KEY|CHECK|TRIGGER|GENERATED).*"))
                    .noneMatch(line -> line.matches("[a-z]+: .*(dies|request|clock|back up|copy of|grows).*"));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7})
    void withDevices_outsideTheLimits_isRefused(int devices) {
        assertThatThrownBy(() -> SimulationPlan.seeded(1).withDevices(devices))
                .isInstanceOf(IllegalArgumentException.class);
    }

    /** Keeps what is there: no merge at all. */
    private static final class WrongPolicy implements ConflictPolicy {
        @Override
        public PluginDescriptor descriptor() {
            return PluginDescriptor.of("wrong", "What was there first", "1");
        }

        @Override
        public Granularity granularity() {
            return Granularity.COLUMN;
        }

        @Override
        public Cell merge(CellContext context, Cell left, Cell right) {
            return left;
        }
    }
}
