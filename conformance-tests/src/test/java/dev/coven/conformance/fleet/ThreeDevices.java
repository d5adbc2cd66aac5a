package dev.coven.conformance.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coven.engine.SyncException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

/** A test with three members, each with one device: Ada founds the library, Ben and Cleo join. */
abstract class ThreeDevices {
    @TempDir
    Path folder;

    Fleet fleet;
    Device ada;
    Device ben;
    Device cleo;

    /** Makes the library, and lets all devices come to have all of it. */
    final void found(FleetPlan plan) throws SyncException {
        fleet = plan.found("ada");
        ada = fleet.device("ada");
        ben = fleet.join("ben");
        cleo = fleet.join("cleo");
        fleet.syncUntilQuiet();
    }

    @AfterEach
    final void closeFleet() {
        fleet.close();
    }

    /** Lets all devices sync until nothing moves; then they have the same, foreign keys hold, and nothing is left to capture. */
    final void settle() throws SyncException {
        fleet.syncUntilQuiet();
        fleet.requireEqual();
        for (Device device : fleet.devices()) {
            assertThat(device.query("PRAGMA foreign_key_check"))
                    .as(device.name())
                    .isEmpty();
            assertThat(device.status().uncaptured()).as(device.name()).isFalse();
        }
    }

    /** Ada and Ben push, and Cleo hears of one before the other. */
    final void push(boolean bensFirst) throws SyncException {
        (bensFirst ? ben : ada).push();
        cleo.pull();
        (bensFirst ? ada : ben).push();
        cleo.pull();
    }
}
