package dev.coven.conformance;

import dev.coven.spi.plugin.Stability;
import java.util.Locale;

/** How long the rules look for something wrong. Every level asks for every rule. */
@Stability(Stability.Promise.STABLE)
public enum Level {
    /** Seconds: while one writes a plugin. */
    SMOKE,
    /** The default, for every build. */
    FULL,
    /** Long: before a release. */
    SOAK;

    /** The configuration parameter, and system property, that sets the level. */
    public static final String PROPERTY = "coven.level";

    private static final int SMALLER = 20;
    private static final int LARGER = 10;
    private static final int SOAK_REPETITIONS = 3;

    /** So many rounds, given those of {@link #FULL}; at least one. */
    public int scaled(int full) {
        return switch (this) {
            case SMOKE -> Math.max(1, full / SMALLER);
            case FULL -> full;
            case SOAK -> full * LARGER;
        };
    }

    /** How often a certification runs all rules, each time with another seed. */
    public int repetitions() {
        return this == SOAK ? SOAK_REPETITIONS : 1;
    }

    /** {@code smoke}, {@code full} or {@code soak}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * The level of a word.
     *
     * @throws IllegalArgumentException when there is none
     */
    public static Level of(String word) {
        for (Level level : values()) {
            if (level.word().equals(word)) {
                return level;
            }
        }
        throw new IllegalArgumentException("there is no level '" + word + "'; the levels are smoke, full and soak");
    }
}
