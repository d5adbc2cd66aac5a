package dev.coven.conformance.simulation;

import dev.coven.spi.plugin.Stability;
import java.util.List;

/**
 * What a simulation was that found nothing wrong.
 *
 * @param seed its seed
 * @param script schema, steps, and what came of each
 * @param finalState a hash of all devices' tables and merged state in the end
 * @param statements statements that applications ran
 * @param refusals how many of them SQLite refused
 * @param deaths processes that died
 * @param changesetsApplied changesets that devices applied during the steps
 */
@Stability(Stability.Promise.EVOLVING)
public record SimulationReport(
        long seed,
        List<String> script,
        String finalState,
        int statements,
        int refusals,
        int deaths,
        long changesetsApplied) {
    /** Copies the script. */
    public SimulationReport {
        script = List.copyOf(script);
    }
}
