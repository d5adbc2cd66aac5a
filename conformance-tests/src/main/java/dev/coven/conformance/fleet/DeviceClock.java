package dev.coven.conformance.fleet;

import dev.coven.engine.store.Pause;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * The wall clock of one device: the fleet's time, plus what this device is wrong by. Pausing moves the fleet's time and never
 * waits.
 */
public final class DeviceClock implements InstantSource, Pause {
    private final FleetTime time;
    private volatile Duration error = Duration.ZERO;

    DeviceClock(FleetTime time) {
        this.time = time;
    }

    /** Makes the device's clock wrong by so much from now on; negative: behind. */
    public void setError(Duration wrongBy) {
        error = wrongBy;
    }

    @Override
    public Instant instant() {
        return time.now().plus(error);
    }

    @Override
    public void pause(Duration duration) {
        time.advance(duration);
    }
}
