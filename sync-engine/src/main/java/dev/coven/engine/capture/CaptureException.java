package dev.coven.engine.capture;

/** Capture of a table cannot go on as it is; the message names the table, what happened to it and the remedy. */
public final class CaptureException extends Exception {
    private static final long serialVersionUID = 1L;

    /** With a message that names the table, the reason and the remedy. */
    public CaptureException(String message) {
        super(message);
    }
}
