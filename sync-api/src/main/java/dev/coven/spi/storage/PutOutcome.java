package dev.coven.spi.storage;

/** What a {@code put} did. */
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
