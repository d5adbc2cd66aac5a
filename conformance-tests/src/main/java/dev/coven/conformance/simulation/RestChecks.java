package dev.coven.conformance.simulation;

import dev.coven.conformance.fleet.Device;
import dev.coven.conformance.model.EngineRegisters;
import dev.coven.conformance.storage.CountingStore;
import dev.coven.conformance.storage.StoreRequest;
import dev.coven.engine.HeldDevice;
import dev.coven.engine.InitOptions.ForeignKeys;
import dev.coven.engine.SyncException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/** What must be so when everything has come to rest. */
final class RestChecks {
    private final World world;

    RestChecks(World world) {
        this.world = world;
    }

    /** Checks everything; gives a hash of the state that was found. */
    String check() throws SyncException, CheckException {
        nobodyIsHeld();
        constraintsHold();
        tablesAreEqual();
        mergedStatesAreEqual();
        nothingIsLost();
        if (world.files().isPresent()) {
            new FileChecks(world, world.files().get()).checkAtRest();
        }
        if (world.usesModel()) {
            ModelCheck.check(world.history(), world.devices().get(0).device());
        }
        idleDevicesAreQuiet();
        List<String> state = new ArrayList<>();
        for (SimulatedDevice device : world.devices()) {
            state.add(device.name() + "\n" + device.image() + device.device().parkedRows());
        }
        return hash(String.join("\n", state));
    }

    private void nobodyIsHeld() throws SyncException, CheckException {
        for (SimulatedDevice device : world.devices()) {
            List<HeldDevice> held = device.device().held();
            if (!held.isEmpty()) {
                throw new CheckException("held", "at rest, " + device.name() + " still holds " + held);
            }
        }
    }

    private void constraintsHold() throws CheckException {
        for (SimulatedDevice device : world.devices()) {
            StepChecks.check(device);
            if (world.schema().foreignKeys() == ForeignKeys.RESPECT) {
                List<String> dangling = device.device().query("PRAGMA foreign_key_check");
                if (!dangling.isEmpty()) {
                    throw new CheckException(
                            "foreign keys", "on " + device.name() + " rows refer to no parent: " + dangling);
                }
            }
        }
    }

    private void tablesAreEqual() throws SyncException, CheckException {
        try {
            world.fleet().requireEqual();
        } catch (AssertionError different) {
            throw new CheckException("equal tables", "" + different.getMessage(), different);
        }
    }

    private void mergedStatesAreEqual() throws CheckException {
        SimulatedDevice first = world.devices().get(0);
        Map<String, List<String>> registers =
                EngineRegisters.read(first.device().database());
        for (SimulatedDevice other : world.devices()) {
            Map<String, List<String>> others =
                    EngineRegisters.read(other.device().database());
            if (!registers.equals(others)) {
                throw new CheckException(
                        "equal merged state",
                        "of " + first.name() + ":\n  " + registers + "\nof " + other.name() + ":\n  " + others);
            }
        }
    }

    private void nothingIsLost() throws SyncException, CheckException {
        Map<String, String> ids = new HashMap<>();
        boolean sameIds = true;
        Map<String, List<String>> columns = new HashMap<>();
        List<Edit> edits = new ArrayList<>();
        for (SimulatedDevice device : world.devices()) {
            device.image().tables().forEach((table, content) -> columns.put(table, content.columns()));
            edits.addAll(device.edits());
            ids.put(device.name(), device.device().id());
            sameIds &= !device.isAnotherDevice();
        }
        EditsCheck check =
                new EditsCheck(world.history().stored(world.devices().get(0).device()), columns);
        if (!sameIds && !world.wasCopied()) {
            throw new CheckException("device ids", "a device became another one, and nobody copied it");
        }
        if (world.wasCopied()) {
            check.requireAll(edits);
        } else {
            check.requireExactly(edits, ids);
        }
    }

    /** With nothing to say, a push sends nothing and a pull asks once. */
    private void idleDevicesAreQuiet() throws SyncException, CheckException {
        CountingStore requests = world.fleet().store().requests();
        // The heads of the last round, which say how far each device has read the others.
        for (SimulatedDevice simulated : world.devices()) {
            simulated.device().pull();
        }
        for (SimulatedDevice simulated : world.devices()) {
            Device device = simulated.device();
            requests.reset();
            device.push();
            if (requests.total() != 0) {
                throw new CheckException(
                        "idle push", device.name() + " has nothing to say and sends " + requests.total() + " requests");
            }
            device.pull();
            if (requests.total() != 1 || requests.count(StoreRequest.LIST) != 1) {
                throw new CheckException(
                        "idle pull", device.name() + " is idle and pulls with " + requests.total() + " requests");
            }
        }
    }

    private static String hash(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
