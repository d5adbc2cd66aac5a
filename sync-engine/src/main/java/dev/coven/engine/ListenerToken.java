package dev.coven.engine;

/** Ends a listener's registration. */
@FunctionalInterface
public interface ListenerToken extends AutoCloseable {
    /** The listener is told nothing more. Idempotent. */
    @Override
    void close();
}
