package dev.coven.engine.store;

import java.time.Duration;

/** Waits. Tests wait in virtual time. */
@FunctionalInterface
public interface Pause {
    /** Waits so long, or until interrupted. */
    void pause(Duration duration) throws InterruptedException;
}
