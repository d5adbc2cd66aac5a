package dev.coven.conformance;

import dev.coven.spi.plugin.Stability;
import java.util.Random;

/**
 * Where a test's random values come from: another number each run, unless the system property {@value #PROPERTY} names
 * one. Put it into every failure message; its text says how to repeat the run.
 *
 * @param value the number
 */
@Stability(Stability.Promise.STABLE)
public record Seed(long value) {
    /** The system property that fixes the seed. */
    public static final String PROPERTY = "coven.seed";

    /** The seed of this run. */
    public static Seed ofThisRun() {
        Long fixed = Long.getLong(PROPERTY);
        return new Seed(fixed != null ? fixed : new Random().nextInt(Integer.MAX_VALUE));
    }

    /** A new generator that starts from this seed. */
    public Random random() {
        return new Random(value);
    }

    @Override
    public String toString() {
        return "seed " + value + "; repeat with -D" + PROPERTY + "=" + value;
    }
}
