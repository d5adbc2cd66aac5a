package dev.coven.conformance.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coven.conformance.storage.StoreRequest;
import dev.coven.engine.document.DeviceNonce;
import dev.coven.engine.document.Fingerprints;
import dev.coven.engine.document.HeadDocument;
import dev.coven.engine.layout.StoreLayout;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What it costs that a library has many devices, when none of them has news. */
class IdleCostTest {
    private static final int DEVICES = 500;

    @TempDir
    Path folder;

    @Test
    void pull_fiveHundredDevicesKnownAndNothingNew_isOneRequest() throws Exception {
        try (Fleet fleet = FleetPlan.of(folder, "CREATE TABLE notes(id TEXT PRIMARY KEY, body)")
                .found("ada")) {
            Device ada = fleet.device("ada");
            Device ben = fleet.join("ben");
            fleet.syncUntilQuiet();
            Forger forger = new Forger(fleet, ada);
            for (int i = 0; i < DEVICES; i++) {
                publishHead(
                        forger,
                        new DeviceNonce(
                                ByteBuffer.allocate(DeviceNonce.BYTES).putInt(i).array()));
            }
            ben.pull();
            assertThat(ben.status().devices()).hasSizeGreaterThan(DEVICES);
            ben.restart();
            fleet.store().requests().reset();
            assertThat(ben.pull().held()).isEmpty();
            assertThat(fleet.store().requests().total()).isEqualTo(1);
            assertThat(fleet.store().requests().count(StoreRequest.LIST)).isEqualTo(1);
            fleet.store().requests().reset();
            assertThat(ben.push().pushed()).isZero();
            assertThat(fleet.store().requests().total()).isZero();
        }
    }

    /** A device of Ada's that has published nothing yet. */
    private static void publishHead(Forger forger, DeviceNonce nonce) {
        String scheme = forger.author().schemeId();
        String device = Fingerprints.deviceId(scheme, forger.author().key(), nonce);
        HeadDocument head = new HeadDocument(
                forger.libraryId(),
                device,
                nonce,
                "one of many",
                scheme,
                forger.author().key(),
                0,
                "",
                Map.of(),
                0,
                0,
                Optional.empty());
        forger.putSmall(StoreLayout.head(device), head.encode(forger.author()));
    }
}
