package dev.coven.engine.store;

import java.util.HashSet;
import java.util.Set;

/**
 * Stops from outside what waits for a store or for time to pass: it is interrupted, and what would begin does not. Threads are
 * interrupted nowhere else, so no file of the engine's own is closed by that under its hands. Thread safe; once pulled it stays.
 */
public final class StopSwitch {
    private final Set<Thread> waiting = new HashSet<>();
    private volatile boolean stopped;

    /** Something that waits. */
    @FunctionalInterface
    public interface Work<T, E extends Exception> {
        /** Does it. */
        T run() throws E;
    }

    /** Stops all that waits, now and from now on. */
    public synchronized void stop() {
        stopped = true;
        waiting.forEach(Thread::interrupt);
    }

    /** Whether it was pulled. */
    public boolean isStopped() {
        return stopped;
    }

    /** Does nothing unless it was pulled; else throws {@link StoppedException}. */
    public void check() {
        if (stopped) {
            throw new StoppedException();
        }
    }

    /** Does something that waits; whatever it fails with once this was pulled is a {@link StoppedException}. */
    public <T, E extends Exception> T during(Work<T, E> work) throws E {
        boolean outermost = enter();
        try {
            return work.run();
        } catch (Exception e) {
            if (stopped) {
                throw e instanceof StoppedException same ? same : new StoppedException(e);
            }
            throw e;
        } finally {
            if (outermost) {
                leave();
            }
        }
    }

    private synchronized boolean enter() {
        check();
        return waiting.add(Thread.currentThread());
    }

    private synchronized void leave() {
        waiting.remove(Thread.currentThread());
        if (stopped) {
            Thread.interrupted();
        }
    }

    /** A way to wait that this stops. */
    public Pause over(Pause pause) {
        return duration -> during(() -> {
            pause.pause(duration);
            return true;
        });
    }
}
