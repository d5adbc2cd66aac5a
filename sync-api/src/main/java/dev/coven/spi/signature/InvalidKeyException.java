package dev.coven.spi.signature;

import dev.coven.spi.plugin.Stability;

/** Bytes are not a key of the scheme. The message never holds them. */
@Stability(Stability.Promise.STABLE)
public class InvalidKeyException extends Exception {
    private static final long serialVersionUID = 1L;

    /** A refusal that says what is wrong with the encoding. */
    public InvalidKeyException(String message) {
        super(message);
    }

    /** A refusal with the library's error behind it. */
    public InvalidKeyException(String message, Throwable cause) {
        super(message, cause);
    }
}
