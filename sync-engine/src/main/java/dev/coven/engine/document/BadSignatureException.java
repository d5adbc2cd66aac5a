package dev.coven.engine.document;

/** A signature is not the author's for these bytes, or the author is not who the bytes say. */
public class BadSignatureException extends Exception {
    private static final long serialVersionUID = 1L;

    /** A refusal that says whose signature fails on what. */
    public BadSignatureException(String message) {
        super(message);
    }

    /** A refusal with the scheme's error behind it. */
    public BadSignatureException(String message, Throwable cause) {
        super(message, cause);
    }
}
