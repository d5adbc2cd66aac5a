package dev.coven.conformance.simulation;

import java.util.List;

/** What is checked of a device after each step. */
final class StepChecks {
    private StepChecks() {}

    static void check(SimulatedDevice device) throws CheckException {
        List<String> integrity = device.device().query("PRAGMA integrity_check");
        // A host that does not enforce foreign keys may leave rows that break other constraints of its own; SQLite's
        // own
        // check of NOT NULL and CHECK is part of this pragma.
        if (!integrity.equals(List.of("'ok'"))) {
            throw new CheckException("integrity", "integrity_check of " + device.name() + " says " + integrity);
        }
    }
}
