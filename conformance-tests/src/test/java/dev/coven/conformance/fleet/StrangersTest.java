package dev.coven.conformance.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coven.conformance.storage.StoreRequest;
import dev.coven.engine.DeviceStatus;
import dev.coven.engine.HeldDevice;
import dev.coven.engine.HeldReason;
import dev.coven.engine.layout.StoreLayout;
import dev.coven.spi.storage.ObjectKey;
import java.nio.file.Path;
import java.util.List;
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

    /** Whoever has the library's key can put more there that opens, under other names each time: it does not pile up here. */
    @Test
    void pull_objectsThatComeAndGo_areForgotten() throws Exception {
        try (Fleet fleet = FleetPlan.of(folder, "CREATE TABLE notes(id TEXT PRIMARY KEY, body)")
                .found("ada")) {
            Device ben = fleet.join("ben");
            fleet.syncUntilQuiet();
            String remembered = "SELECT count(*) FROM coven_index";
            List<String> before = ben.query(remembered);
            Forger insider = new Forger(fleet, ben);
            for (int round = 0; round < 3; round++) {
                List<ObjectKey> made = List.of(
                        StoreLayout.head(nameOf(round, 1)),
                        StoreLayout.head(nameOf(round, 2)),
                        StoreLayout.schema(7 + round));
                made.forEach(key -> insider.putSmall(key, new byte[1000]));
                ben.pull();
                fleet.store().requests().reset();
                ben.pull();
                assertThat(fleet.store().requests().count(StoreRequest.GET))
                        .as("what is there as it was is not fetched again")
                        .isZero();
                made.forEach(fleet.store().objects()::remove);
            }
            ben.pull();
            assertThat(ben.query(remembered)).isEqualTo(before);
            ObjectKey head = StoreLayout.head(fleet.device("ada").id());
            byte[] own = fleet.store().objects().read(head);
            fleet.store().objects().remove(head);
            assertThat(ben.pull().held()).extracting(HeldDevice::reason).containsExactly(HeldReason.HEAD_ROLLED_BACK);
            fleet.store().objects().replace(head, own);
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
