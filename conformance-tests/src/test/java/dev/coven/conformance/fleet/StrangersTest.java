package dev.coven.conformance.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coven.engine.DeviceStatus;
import dev.coven.engine.HeldDevice;
import dev.coven.engine.HeldReason;
import dev.coven.engine.layout.StoreLayout;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Heads of devices that nobody knows, which whoever runs the storage can make up: a copy remembers only so many. */
class StrangersTest {
    private static final int MAX_STRANGERS = 1_000;

    @TempDir
    Path folder;

    @Test
    void pull_moreStrangersThanAreRemembered_tellsOfAllAndKeepsSome() throws Exception {
        try (Fleet fleet = FleetPlan.of(folder, "CREATE TABLE notes(id TEXT PRIMARY KEY, body)")
                .found("ada")) {
            Device ada = fleet.device("ada");
            Device ben = fleet.join("ben");
            fleet.syncUntilQuiet();
            putHeads(fleet, 0);
            assertThat(ben.pull().held())
                    .hasSize(MAX_STRANGERS + 1)
                    .extracting(HeldDevice::reason)
                    .containsOnly(HeldReason.MALFORMED);
            assertThat(heldOf(ben)).isEqualTo(MAX_STRANGERS);

            // Other names each time do not add up, and do not stand in the way of a member.
            removeHeads(fleet);
            putHeads(fleet, 1);
            ada.sql("INSERT INTO notes VALUES ('a', 'new')");
            ada.push();
            assertThat(ben.pull().changesetsApplied()).isEqualTo(1);
            assertThat(heldOf(ben)).isZero();
            Device cleo = fleet.join("cleo");
            cleo.sql("INSERT INTO notes VALUES ('c', 'of a new device')");
            cleo.push();
            assertThat(ben.pull().changesetsApplied()).isEqualTo(1);

            removeHeads(fleet);
            assertThat(ben.pull().held()).isEmpty();
        }
    }

    private static String nameOf(int round, int number) {
        return "%016x%016x".formatted(round + 1, number);
    }

    private static void putHeads(Fleet fleet, int round) throws Exception {
        for (int i = 0; i <= MAX_STRANGERS; i++) {
            fleet.store().objects().replace(StoreLayout.head(nameOf(round, i)), new byte[] {1, 2, 3});
        }
    }

    private static void removeHeads(Fleet fleet) throws Exception {
        for (int round = 0; round < 2; round++) {
            for (int i = 0; i <= MAX_STRANGERS; i++) {
                fleet.store().objects().remove(StoreLayout.head(nameOf(round, i)));
            }
        }
    }

    private static long heldOf(Device device) throws Exception {
        return device.status().devices().stream()
                .map(DeviceStatus::held)
                .filter(Optional::isPresent)
                .count();
    }
}
