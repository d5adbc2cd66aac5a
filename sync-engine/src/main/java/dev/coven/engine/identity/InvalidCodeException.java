package dev.coven.engine.identity;

/** A text that somebody pasted is not the code it should be. The message says so in words for that person. */
public class InvalidCodeException extends Exception {
    private static final long serialVersionUID = 1L;

    InvalidCodeException(String message) {
        super(message);
    }

    InvalidCodeException(String message, Throwable cause) {
        super(message, cause);
    }
}
