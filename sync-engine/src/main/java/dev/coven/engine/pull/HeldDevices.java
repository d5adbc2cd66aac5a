package dev.coven.engine.pull;

import dev.coven.engine.HeldDevice;
import dev.coven.engine.HeldReason;
import dev.coven.engine.SyncException;
import dev.coven.engine.copy.LibraryCopy;
import dev.coven.engine.database.DeviceTable;
import dev.coven.engine.database.DeviceTable.Held;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The devices that a pull does not get on with, and why; the copy remembers it. */
final class HeldDevices {
    private final LibraryCopy copy;
    private final List<HeldDevice> held = new ArrayList<>();

    HeldDevices(LibraryCopy copy) {
        this.copy = copy;
    }

    List<HeldDevice> all() {
        return held;
    }

    void hold(DeviceTable.Device device, HeldReason reason, String detail) throws SQLException, SyncException {
        long seq = device.cursor() + 1;
        held.add(new HeldDevice(device.id(), seq, reason, detail));
        Held now = new Held(seq, reason, detail, copy.schemaIdentity());
        if (!device.held().equals(Optional.of(now))) {
            remember(device.id(), now);
        }
    }

    /** Holds a device that is not remembered: this pull tells of it, and nothing else. */
    void holdForNow(String device, HeldReason reason, String detail) {
        held.add(new HeldDevice(device, 1, reason, detail));
    }

    void release(DeviceTable.Device device) throws SQLException, SyncException {
        if (device.held().isPresent()) {
            remember(device.id(), null);
        }
    }

    private void remember(String device, @Nullable Held reason) throws SQLException, SyncException {
        copy.write(() -> {
            copy.tables().devices().setHeld(device, reason);
            return true;
        });
    }

    /** Whether a device's next changeset is known to be of a newer schema than the present one: then it is not asked for. */
    boolean waitsForSchema(DeviceTable.Device device) throws SQLException {
        Optional<Held> reason = device.held();
        return reason.isPresent()
                && reason.get().reason() == HeldReason.NEWER_SCHEMA
                && reason.get().seq() == device.cursor() + 1
                && reason.get().schema().equals(copy.schemaIdentity());
    }

    /** A device waits on, for the reason that is remembered. */
    void stillHeld(DeviceTable.Device device) {
        Held before = device.held().orElseThrow();
        held.add(new HeldDevice(device.id(), before.seq(), before.reason(), before.detail()));
    }
}
