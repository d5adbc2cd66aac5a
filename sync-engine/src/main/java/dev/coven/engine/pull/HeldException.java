package dev.coven.engine.pull;

import dev.coven.engine.HeldReason;

/** A device's next changeset cannot be taken now. */
final class HeldException extends Exception {
    private static final long serialVersionUID = 1L;

    private final HeldReason reason;

    HeldException(HeldReason reason, String message) {
        super(message);
        this.reason = reason;
    }

    HeldException(HeldReason reason, String message, Throwable cause) {
        super(message, cause);
        this.reason = reason;
    }

    HeldReason reason() {
        return reason;
    }
}
