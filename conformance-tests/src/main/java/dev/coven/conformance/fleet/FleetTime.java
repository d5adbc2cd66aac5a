package dev.coven.conformance.fleet;

import java.time.Duration;
import java.time.Instant;

/**
 * The true time of a fleet. It begins long before any real time, because capture triggers note the real clock, and the engine
 * takes the earlier of that and its own clock: so all stamps come from this time.
 */
final class FleetTime {
    private static final Instant BEGINNING = Instant.parse("2020-01-01T00:00:00Z");

    private Instant now = BEGINNING;

    synchronized Instant now() {
        return now;
    }

    synchronized void advance(Duration duration) {
        now = now.plus(duration);
    }
}
