package dev.coven.storage.jclouds;

import dev.coven.spi.storage.StorageException.Retry;

/** Whether a call changes the store when it succeeds: what nobody knows after a lost answer. */
public enum Effect {
    /** The call may be repeated. */
    READS(Retry.SAFE),
    /** The call may have taken effect. */
    WRITES(Retry.OUTCOME_UNKNOWN);

    private final Retry withoutAnswer;

    Effect(Retry withoutAnswer) {
        this.withoutAnswer = withoutAnswer;
    }

    /** What a caller may do whose request was sent and not answered. */
    Retry withoutAnswer() {
        return withoutAnswer;
    }
}
