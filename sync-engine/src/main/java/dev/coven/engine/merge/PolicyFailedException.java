package dev.coven.engine.merge;

/** A conflict policy threw, or gave what is no cell. It must not, whatever the values are; what called for it is undone. */
public final class PolicyFailedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    PolicyFailedException(String message, RuntimeException cause) {
        super(message, cause);
    }
}
