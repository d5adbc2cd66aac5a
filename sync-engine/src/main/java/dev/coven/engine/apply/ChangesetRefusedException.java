package dev.coven.engine.apply;

import dev.coven.engine.HeldReason;
import dev.coven.engine.SyncException;

/** A changeset cannot be applied as it is; nothing of it was. */
public class ChangesetRefusedException extends SyncException {
    private static final long serialVersionUID = 1L;

    private final HeldReason reason;

    /** A refusal with its reason and a sentence for people. */
    public ChangesetRefusedException(HeldReason reason, String message) {
        super(Kind.REFUSED, message);
        this.reason = reason;
    }

    /** A refusal with the error behind it. */
    public ChangesetRefusedException(HeldReason reason, String message, Throwable cause) {
        super(Kind.REFUSED, message, cause);
        this.reason = reason;
    }

    /** Why. */
    public HeldReason reason() {
        return reason;
    }
}
