package dev.coven.spi.storage;

import dev.coven.spi.plugin.Stability;

/** What a {@code put} did. */
@Stability(Stability.Promise.STABLE)
public sealed interface PutOutcome {
    /**
     * The object is stored.
     *
     * @param version its version, as {@code stat} and {@code list} will give it
     */
    record Stored(ObjectVersion version) implements PutOutcome {}

    /** The key was taken and the condition forbade to replace it; nothing was changed. */
    record ConditionNotMet() implements PutOutcome {}
}
