package dev.coven.conformance.certify;

import dev.coven.spi.plugin.Stability;
import java.util.Locale;
import java.util.Optional;

/** What came of asking for a rule. */
@Stability(Stability.Promise.INTERNAL)
public enum Outcome {
    /** The plugin keeps it. */
    PASSED,
    /** It does not, though it must. */
    FAILED,
    /** It does not, and only should. */
    MISSED,
    /** The rule asks for nothing, for the plugin does not claim what it is about. */
    NOT_CLAIMED;

    /** {@code passed}, {@code not-claimed} .. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static Optional<Outcome> of(String word) {
        for (Outcome outcome : values()) {
            if (outcome.word().equals(word)) {
                return Optional.of(outcome);
            }
        }
        return Optional.empty();
    }
}
