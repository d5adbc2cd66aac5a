package dev.coven.engine.store;

import java.time.Duration;

/**
 * How often and how fast a request is repeated.
 *
 * @param maxAttempts how often it is tried in all, 1 or more
 * @param firstPause the pause before the second attempt; it doubles from attempt to attempt
 * @param maxPause the longest pause
 */
public record RetryPolicy(int maxAttempts, Duration firstPause, Duration maxPause) {
    /** Validates the limits; throws {@link IllegalArgumentException}. */
    public RetryPolicy {
        if (maxAttempts < 1 || firstPause.isNegative() || maxPause.compareTo(firstPause) < 0) {
            throw new IllegalArgumentException(
                    "not a retry policy: " + maxAttempts + " attempts, " + firstPause + " to " + maxPause);
        }
    }

    /** The pause after so many failed attempts, before jitter. */
    Duration pauseAfter(int failedAttempts) {
        Duration pause = firstPause;
        for (int i = 1; i < failedAttempts && pause.compareTo(maxPause) < 0; i++) {
            pause = pause.multipliedBy(2);
        }
        return pause.compareTo(maxPause) < 0 ? pause : maxPause;
    }
}
