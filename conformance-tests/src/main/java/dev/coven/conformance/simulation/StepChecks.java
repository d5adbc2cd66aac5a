package dev.coven.conformance.simulation;

import java.util.List;

/** What is checked of a device after each step. */
final class StepChecks {
    private StepChecks() {}

    static void check(SimulatedDevice device) throws CheckException {
        List<String> integrity = device.device().query("PRAGMA integrity_check");
        // NOT NULL and CHECK are part of this pragma. Foreign keys are not, and are checked at rest: a host that does
        // not enforce them may break them meanwhile.
        if (!integrity.equals(List.of("'ok'"))) {
            throw new CheckException("integrity", "integrity_check of " + device.name() + " says " + integrity);
        }
    }
}
