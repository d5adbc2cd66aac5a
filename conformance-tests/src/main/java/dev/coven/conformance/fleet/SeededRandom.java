package dev.coven.conformance.fleet;

import java.security.SecureRandom;
import java.util.Random;

/** Not secure at all: the same bytes for the same seed, so that a test's device ids and keys repeat. */
final class SeededRandom extends SecureRandom {
    private static final long serialVersionUID = 1L;

    private final Random random;

    SeededRandom(long seed) {
        this.random = new Random(seed);
    }

    @Override
    public void nextBytes(byte[] bytes) {
        random.nextBytes(bytes);
    }
}
