package dev.coven.engine.micrometer;

import dev.coven.engine.SyncMeter;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Measures into a Micrometer registry. Needs {@code io.micrometer:micrometer-core}, which the engine does not bring along.
 *
 * <p>The meters, all names and tags in lower case:
 * <ul>
 *   <li>timer {@code coven.requests}, tags {@code request} (get, list, put, delete, stat) and {@code outcome} (done, not_found,
 *       taken, denied, rate_limited, unavailable, failed)</li>
 *   <li>counter {@code coven.bytes}, tag {@code direction} (sent, received)</li>
 *   <li>counter {@code coven.changesets}, tag {@code direction} (pulled, pushed)</li>
 *   <li>counter {@code coven.rows.applied}</li>
 *   <li>gauge {@code coven.devices.held}, as of the last pull of any library of the engine</li>
 *   <li>timer {@code coven.work}, tag {@code work} (capture, pull, push)</li>
 * </ul>
 */
public final class MicrometerMeter implements SyncMeter {
    private static final String DIRECTION = "direction";

    private final MeterRegistry registry;
    private final Counter sent;
    private final Counter received;
    private final Counter pulled;
    private final Counter pushed;
    private final Counter rows;
    private final AtomicInteger held;

    /** A meter over a registry; its meters are there from now on, at zero. */
    public MicrometerMeter(MeterRegistry registry) {
        this.registry = registry;
        this.sent = registry.counter("coven.bytes", DIRECTION, "sent");
        this.received = registry.counter("coven.bytes", DIRECTION, "received");
        this.pulled = registry.counter("coven.changesets", DIRECTION, "pulled");
        this.pushed = registry.counter("coven.changesets", DIRECTION, "pushed");
        this.rows = registry.counter("coven.rows.applied");
        this.held = new AtomicInteger();
        registry.gauge("coven.devices.held", held);
    }

    @Override
    public void request(Request request, Outcome outcome, Duration duration) {
        registry.timer("coven.requests", "request", word(request), "outcome", word(outcome))
                .record(duration);
    }

    @Override
    public void sent(long bytes) {
        sent.increment((double) bytes);
    }

    @Override
    public void received(long bytes) {
        received.increment((double) bytes);
    }

    @Override
    public void changesetsPulled(long count) {
        pulled.increment((double) count);
    }

    @Override
    public void changesetsPushed(long count) {
        pushed.increment((double) count);
    }

    @Override
    public void rowsApplied(long count) {
        rows.increment((double) count);
    }

    @Override
    public void devicesHeld(int count) {
        held.set(count);
    }

    @Override
    public void ended(Work work, Duration duration) {
        registry.timer("coven.work", "work", word(work)).record(duration);
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
