package dev.coven.engine;

/** Ends a listener's registration. */
@FunctionalInterface
public interface ListenerToken extends AutoCloseable {
    /**
     * The listener is told nothing more by this registration; another registration of the same listener stays. Idempotent, and
     * allowed within the listener's own methods.
     */
    @Override
    void close();
}
