package dev.coven.conformance.simulation;

import dev.coven.spi.plugin.Stability;
import java.util.List;

/** A simulation found something wrong. The message has the seed, how to repeat it, and the shortened script. */
@Stability(Stability.Promise.EVOLVING)
public final class SimulationFailure extends AssertionError {
    private static final long serialVersionUID = 1L;

    private final long seed;
    private final String checker;
    private final transient List<String> script;

    SimulationFailure(long seed, String checker, List<String> script, String message, Throwable cause) {
        super(message, cause);
        this.seed = seed;
        this.checker = checker;
        this.script = List.copyOf(script);
    }

    /** The seed of the simulation. */
    public long seed() {
        return seed;
    }

    /** What found it. */
    public String checker() {
        return checker;
    }

    /** Schema, steps, and what came of each, after all were left out that the failure does not need. */
    public List<String> script() {
        return script;
    }
}
