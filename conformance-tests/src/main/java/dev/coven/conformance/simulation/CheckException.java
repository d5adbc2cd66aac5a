package dev.coven.conformance.simulation;

/** A check of a simulation found something wrong. */
final class CheckException extends Exception {
    private static final long serialVersionUID = 1L;

    private final String checker;

    CheckException(String checker, String message) {
        super(message);
        this.checker = checker;
    }

    CheckException(String checker, String message, Throwable cause) {
        super(message, cause);
        this.checker = checker;
    }

    String checker() {
        return checker;
    }
}
