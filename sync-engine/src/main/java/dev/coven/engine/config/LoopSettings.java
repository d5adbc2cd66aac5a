package dev.coven.engine.config;

import java.time.Duration;
import java.util.Map;

/**
 * The background loop's pauses.
 *
 * @param look between looks at the database for commits
 * @param pushDelay from the last local edit to its push
 * @param maxPushDelay from the first local edit to its push, while edits go on
 * @param minPullInterval between pulls after something came
 * @param maxPullInterval between pulls while nothing comes, and after a failure that only a person can mend
 * @param firstRetry after a first failure that may pass; each further one doubles it, up to the longest interval
 */
public record LoopSettings(
        Duration look,
        Duration pushDelay,
        Duration maxPushDelay,
        Duration minPullInterval,
        Duration maxPullInterval,
        Duration firstRetry) {
    /** The shortest pause that there is: shorter ones would keep a processor busy. */
    public static final Duration SHORTEST = Duration.ofMillis(10);

    /** The longest pause that there is: longer ones would be no syncing. */
    public static final Duration LONGEST = Duration.ofDays(7);

    /** Validates the pauses; throws {@link IllegalArgumentException}. */
    public LoopSettings {
        Map<String, Duration> all = Map.of(
                "look-interval", look,
                "push-delay", pushDelay,
                "max-push-delay", maxPushDelay,
                "min-pull-interval", minPullInterval,
                "max-pull-interval", maxPullInterval,
                "first-retry", firstRetry);
        all.forEach((name, pause) -> {
            if (pause.compareTo(SHORTEST) < 0 || pause.compareTo(LONGEST) > 0) {
                throw new IllegalArgumentException("loop.%s is %d ms to %d days, not %s"
                        .formatted(name, SHORTEST.toMillis(), LONGEST.toDays(), pause));
            }
        });
        requireOrder("push-delay", pushDelay, "max-push-delay", maxPushDelay);
        requireOrder("min-pull-interval", minPullInterval, "max-pull-interval", maxPullInterval);
        requireOrder("first-retry", firstRetry, "max-pull-interval", maxPullInterval);
    }

    private static void requireOrder(String lesser, Duration less, String greater, Duration more) {
        if (less.compareTo(more) > 0) {
            throw new IllegalArgumentException(
                    "loop.%s (%s) is longer than loop.%s (%s)".formatted(lesser, less, greater, more));
        }
    }
}
