package dev.coven.conformance.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coven.conformance.Seed;
import dev.coven.conformance.storage.Fault;
import dev.coven.conformance.storage.Fault.Moment;
import dev.coven.conformance.storage.StoreRequest;
import dev.coven.engine.SyncException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Random writes on three devices, random syncs, a store that fails and processes that die: in the end all devices are equal,
 * and every row event was a real difference.
 */
class RandomFleetTest {
    private static final int RUNS = 40;
    private static final int STEPS = 40;

    @TempDir
    Path folder;

    static LongStream seeds() {
        Long fixed = Long.getLong(Seed.PROPERTY);
        return fixed != null ? LongStream.of(fixed) : LongStream.rangeClosed(1, RUNS);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void devices_afterRandomHistory_areEqual(long seed) throws Exception {
        List<String> history = new ArrayList<>();
        try {
            play(seed, history);
        } catch (AssertionError | Exception failure) {
            throw new AssertionError(
                    "with seed " + seed + "; repeat with: mvn -pl conformance-tests -am test -Dtest=RandomFleetTest"
                            + " -Dsurefire.failIfNoSpecifiedTests=false -D" + Seed.PROPERTY + "=" + seed + "\n"
                            + String.join("\n", history),
                    failure);
        }
    }

    private void play(long seed, List<String> history) throws Exception {
        Random random = new Random(seed);
        FleetPlan plan = FleetPlan.of(Files.createDirectories(folder.resolve("fleet")), RandomWriter.DDL)
                .withSeed(seed);
        try (Fleet fleet = plan.found("ada")) {
            fleet.join("ben");
            fleet.secondDevice(fleet.device("ben"), "cleo");
            RandomWriter writer = new RandomWriter(random);
            for (int step = 0; step < STEPS; step++) {
                Device device = List.copyOf(fleet.devices()).get(random.nextInt(3));
                step(fleet, device, random, writer, history);
            }
            fleet.advance(Duration.ofMinutes(10));
            fleet.syncUntilQuiet();
            fleet.requireEqual();
            for (Device device : fleet.devices()) {
                assertThat(device.held()).isEmpty();
                assertThat(device.query("PRAGMA integrity_check")).containsExactly("'ok'");
                assertThat(device.query("PRAGMA foreign_key_check")).isEmpty();
            }
        }
    }

    private static void step(Fleet fleet, Device device, Random random, RandomWriter writer, List<String> history)
            throws SyncException {
        switch (random.nextInt(10)) {
            case 0, 1, 2, 3, 4 -> write(device, writer.statement(), random, history);
            case 5 -> {
                history.add(device.name() + ": restart");
                device.restart();
            }
            case 6 -> {
                Duration error = Duration.ofSeconds(random.nextInt(-120, 120));
                history.add(device.name() + ": clock wrong by " + error);
                device.clock().setError(error);
            }
            default -> syncBadly(fleet, device, random, history);
        }
    }

    private static void write(Device device, String statement, Random random, List<String> history)
            throws SyncException {
        history.add(device.name() + ": " + statement);
        try {
            if (random.nextBoolean()) {
                device.sql(statement);
            } else {
                device.uncaptured(statement);
            }
        } catch (IllegalArgumentException refusedByAConstraint) {
            history.add("  refused: " + refusedByAConstraint.getMessage());
        }
    }

    private static void syncBadly(Fleet fleet, Device device, Random random, List<String> history)
            throws SyncException {
        Map<String, List<String>> before = device.tables();
        device.takeEvents();
        StoreRequest request =
                List.of(StoreRequest.PUT, StoreRequest.GET, StoreRequest.LIST).get(random.nextInt(3));
        Fault fault = (random.nextBoolean() ? Fault.before(request) : Fault.after(request)).nth(1 + random.nextInt(3));
        boolean crashed = false;
        switch (random.nextInt(5)) {
            case 0 -> fleet.store().faults().add(fault);
            case 1 -> fleet.store().faults().add(fault.always());
            case 2 -> fleet.store().crashAt(1 + random.nextInt(6), random.nextBoolean() ? Moment.BEFORE : Moment.AFTER);
            default -> {}
        }
        try {
            history.add(device.name() + ": sync");
            if (random.nextInt(4) == 0) {
                device.push();
            } else {
                device.sync();
            }
        } catch (SyncException failure) {
            history.add("  failed: " + failure.getMessage());
        } catch (SimulatedCrashException crash) {
            crashed = true;
            history.add("  " + crash.getMessage());
        }
        fleet.store().faults().clear();
        fleet.store().crashNoMore();
        if (crashed) {
            device.restart();
        }
        assertThat(EventReplay.replay(before, device.takeEvents()))
                .as("the tables before, with the events")
                .isEqualTo(device.tables());
    }
}
