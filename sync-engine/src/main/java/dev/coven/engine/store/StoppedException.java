package dev.coven.engine.store;

/**
 * The library was closed while work with its store was under way. Unchecked, because nothing on the way up has to do anything
 * about it but let go of what it holds: it is no failure of the store.
 */
public final class StoppedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    StoppedException() {
        super("the library was closed meanwhile");
    }

    StoppedException(Throwable cause) {
        super("the library was closed meanwhile", cause);
    }
}
