package dev.coven.engine.crypto;

import java.io.IOException;

/**
 * What a stream of {@link ObjectCipher#opening} throws when the body turns out to be unreadable, as against a failure of the
 * stream it reads from, which passes through unchanged.
 */
public final class UnreadableStreamException extends IOException {
    private static final long serialVersionUID = 1L;

    private final UnreadableObjectException unreadable;

    UnreadableStreamException(UnreadableObjectException unreadable) {
        super(unreadable.getMessage(), unreadable);
        this.unreadable = unreadable;
    }

    /** The object and the reason. */
    public UnreadableObjectException unreadable() {
        return unreadable;
    }
}
