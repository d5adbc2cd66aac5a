package dev.coven.spi.signature;

import dev.coven.spi.plugin.Stability;

/** A signature does not belong to the message and key. */
@Stability(Stability.Promise.STABLE)
public class InvalidSignatureException extends Exception {
    private static final long serialVersionUID = 1L;

    /** A refusal that says why, as far as that is known. */
    public InvalidSignatureException(String message) {
        super(message);
    }

    /** A refusal with the library's error behind it. */
    public InvalidSignatureException(String message, Throwable cause) {
        super(message, cause);
    }
}
