package dev.coven.engine.micrometer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coven.engine.SyncMeter.Outcome;
import dev.coven.engine.SyncMeter.Request;
import dev.coven.engine.SyncMeter.Work;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class MicrometerMeterTest {
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final MicrometerMeter meter = new MicrometerMeter(registry);

    @Test
    void requests_areTimedByKindAndOutcome() {
        meter.request(Request.GET, Outcome.NOT_FOUND, Duration.ofMillis(3));
        meter.request(Request.GET, Outcome.NOT_FOUND, Duration.ofMillis(4));
        meter.request(Request.LIST, Outcome.DONE, Duration.ofMillis(9));
        var misses = registry.get("coven.requests")
                .tag("request", "get")
                .tag("outcome", "not_found")
                .timer();
        assertThat(misses.count()).isEqualTo(2);
        assertThat(misses.totalTime(TimeUnit.MILLISECONDS)).isEqualTo(7);
        assertThat(registry.get("coven.requests").timers()).hasSize(2);
    }

    @Test
    void counters_areThereFromTheStartAndAddUp() {
        assertThat(registry.get("coven.rows.applied").counter().count()).isZero();
        meter.sent(5);
        meter.received(7);
        meter.received(8);
        meter.changesetsPulled(2);
        meter.changesetsPushed(3);
        meter.rowsApplied(100);
        assertThat(counter("coven.bytes", "sent")).isEqualTo(5);
        assertThat(counter("coven.bytes", "received")).isEqualTo(15);
        assertThat(counter("coven.changesets", "pulled")).isEqualTo(2);
        assertThat(counter("coven.changesets", "pushed")).isEqualTo(3);
        assertThat(registry.get("coven.rows.applied").counter().count()).isEqualTo(100);
    }

    private double counter(String name, String direction) {
        return registry.get(name).tag("direction", direction).counter().count();
    }

    @Test
    void heldDevices_areThoseOfTheLastPull() {
        meter.devicesHeld(3);
        meter.devicesHeld(1);
        assertThat(registry.get("coven.devices.held").gauge().value()).isEqualTo(1);
    }

    @Test
    void work_isTimed() {
        meter.ended(Work.PULL, Duration.ofSeconds(2));
        assertThat(registry.get("coven.work").tag("work", "pull").timer().totalTime(TimeUnit.SECONDS))
                .isEqualTo(2);
    }
}
