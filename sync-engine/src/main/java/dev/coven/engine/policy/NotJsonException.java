package dev.coven.engine.policy;

/** A text is not JSON, or nested too deeply to be read. */
final class NotJsonException extends Exception {
    private static final long serialVersionUID = 1L;

    NotJsonException(String message) {
        super(message, null, false, false);
    }
}
