package dev.coven.engine.crypto;

/** A sealed body cannot be opened. The message names the object, the reason and never a secret. */
public class UnreadableObjectException extends Exception {
    private static final long serialVersionUID = 1L;

    /** Why a body cannot be opened. */
    public enum Reason {
        /** It is sealed with a library key that this device does not hold. The key may be in the store by now. */
        UNKNOWN_EPOCH,
        /** It does not begin as such bodies do: no Coven object, or one of a newer format. */
        NOT_OF_THIS_FORMAT,
        /** It was changed or cut short, belongs to another object or library, or is for somebody else's key. */
        CHANGED
    }

    private final String object;
    private final Reason reason;

    UnreadableObjectException(String object, Reason reason, String detail) {
        super(object + ": " + detail);
        this.object = object;
        this.reason = reason;
    }

    UnreadableObjectException(String object, Reason reason, String detail, Throwable cause) {
        super(object + ": " + detail, cause);
        this.object = object;
        this.reason = reason;
    }

    /** The key of the object in the store, or a few words for a body that has none. */
    public String object() {
        return object;
    }

    /** Why it cannot be opened. */
    public Reason reason() {
        return reason;
    }
}
