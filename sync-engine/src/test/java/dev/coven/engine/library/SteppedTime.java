package dev.coven.engine.library;

import dev.coven.engine.store.Pause;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Time that stands still until a test lets it pass. Whoever pauses waits for that; the test goes on only when they wait again, so
 * what happens between is over by then. For one thread that pauses.
 */
final class SteppedTime implements InstantSource, Pause {
    /** Nothing takes so long unless something hangs; then the test fails instead of hanging. */
    private static final long PATIENCE_MS = TimeUnit.SECONDS.toMillis(60);

    private Instant now = Instant.ofEpochMilli(Household.NOW_MILLIS);
    private @Nullable Instant wakeUp;

    @Override
    public synchronized Instant instant() {
        return now;
    }

    @Override
    public synchronized void pause(Duration duration) throws InterruptedException {
        Instant until = now.plus(duration);
        wakeUp = until;
        notifyAll();
        try {
            while (now.isBefore(until)) {
                wait();
            }
        } finally {
            wakeUp = null;
        }
    }

    /** Waits until somebody pauses. */
    synchronized void awaitPause() throws InterruptedException {
        sleeper();
    }

    /** Lets so much time pass, from one pause to the next. */
    synchronized void pass(Duration duration) throws InterruptedException {
        Instant end = now.plus(duration);
        for (Instant next = sleeper(); !next.isAfter(end); next = sleeper()) {
            now = next;
            wakeUp = null;
            notifyAll();
        }
        now = end;
    }

    private Instant sleeper() throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(PATIENCE_MS);
        while (wakeUp == null) {
            long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
            if (left <= 0) {
                throw new AssertionError("nobody pauses any more");
            }
            wait(left);
        }
        return wakeUp;
    }
}
