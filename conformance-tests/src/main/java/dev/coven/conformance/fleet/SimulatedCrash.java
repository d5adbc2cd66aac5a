package dev.coven.conformance.fleet;

import dev.coven.spi.plugin.Stability;

/** The process died at a request to the store. No store throws this; nothing may handle it. */
@Stability(Stability.Promise.EVOLVING)
public final class SimulatedCrash extends Error {
    private static final long serialVersionUID = 1L;

    SimulatedCrash(String request) {
        super("simulated crash at " + request);
    }
}
