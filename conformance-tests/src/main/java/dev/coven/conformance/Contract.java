package dev.coven.conformance;

import dev.coven.spi.plugin.Stability;
import java.util.Objects;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * What all contracts have in common: the seed of their random values, and how long they look.
 *
 * <p>Both are JUnit configuration parameters, {@value Seed#PROPERTY} and {@value Level#PROPERTY}, so that system properties set
 * them too.
 */
@ExtendWith(ContractSettings.class)
@Stability(Stability.Promise.STABLE)
public abstract class Contract {
    private @Nullable Seed seed;
    private @Nullable Random random;
    private Level level = Level.FULL;

    /** For the contracts of this kit. */
    protected Contract() {}

    final void begin(Seed seedOfTheRun, Level levelOfTheRun) {
        seed = seedOfTheRun;
        random = seedOfTheRun.random();
        level = levelOfTheRun;
    }

    /** Where this test's random values come from; to be put into every failure message. */
    protected final Seed seed() {
        return Objects.requireNonNull(seed, "a contract runs by JUnit");
    }

    /** The generator of this test. */
    protected final Random random() {
        return Objects.requireNonNull(random, "a contract runs by JUnit");
    }

    /** So many rounds, given those of the full level. */
    protected final int scaled(int full) {
        return level.scaled(full);
    }
}
