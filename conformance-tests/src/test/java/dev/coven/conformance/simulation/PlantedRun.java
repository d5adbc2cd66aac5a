package dev.coven.conformance.simulation;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Simulations of an engine with a planted bug, as seen from outside of the class loader that holds this engine: nothing here
 * is of a class that has a second version in there.
 */
public interface PlantedRun {
    /**
     * What a simulation found.
     *
     * @param checker which check
     * @param message what it says
     * @param script schema and steps
     */
    record Finding(String checker, String message, List<String> script) {}

    /** Plays the scenario of a seed, once; gives what is wrong. */
    Optional<Finding> play(long seed, Path folder);

    /** Simulates a seed as an application's test does; gives the failure, whose scenario is made short. */
    Optional<Finding> simulate(long seed, Path folder);
}
