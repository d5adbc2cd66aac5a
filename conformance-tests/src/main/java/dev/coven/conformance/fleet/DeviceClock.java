package dev.coven.conformance.fleet;

import dev.coven.engine.store.Pause;
import dev.coven.spi.plugin.Stability;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * The wall clock of one device: the fleet's time, plus what this device is wrong by. Pausing moves the fleet's time and never
 * waits.
 */
@Stability(Stability.Promise.EVOLVING)
public final class DeviceClock implements InstantSource, Pause {
    private final FleetTime time;
    private final Countdown countdown = new Countdown();
    private volatile Duration error = Duration.ZERO;

    DeviceClock(FleetTime time) {
        this.time = time;
    }

    /** Makes the device's clock wrong by so much from now on; negative: behind. */
    public void setError(Duration wrongBy) {
        error = wrongBy;
    }

    /**
     * The device's process dies at a moment inside its engine: the nth one from now, from 1. A moment is each time that the
     * engine reads this clock, inside a transaction or outside, and each time that it tells its listeners of something,
     * right behind a transaction.
     */
    public void crashAt(int nth) {
        countdown.start(nth);
    }

    /** The process does not die any more. */
    public void crashNoMore() {
        countdown.stop();
    }

    /** One of the moments at which the process can die. */
    void moment(String what) {
        if (countdown.isOver()) {
            throw new SimulatedCrash(what);
        }
    }

    /** The device's time, as a test reads it. */
    Instant now() {
        return time.now().plus(error);
    }

    /** The device's time, as its engine reads it. */
    @Override
    public Instant instant() {
        moment("a look at the clock");
        return now();
    }

    @Override
    public void pause(Duration duration) {
        time.advance(duration);
    }
}
