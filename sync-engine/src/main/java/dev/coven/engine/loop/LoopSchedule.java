package dev.coven.engine.loop;

import dev.coven.engine.SyncDirection;
import dev.coven.engine.config.LoopSettings;
import dev.coven.engine.status.Diagnosis;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Decides when the background loop does what. Time is an argument; when it goes back, what was planned is planned anew from
 * there, and when it leaps, as after a sleep of the machine, what is due then is done then.
 *
 * <p>Local edits are pushed when they have settled, or when the first has waited for long enough. The store is asked for news
 * at intervals that begin short after something came and double while nothing does. After a failure nothing is tried until the
 * failure's own pause is over; then it is everything.
 */
final class LoopSchedule {
    private final LoopSettings settings;
    private final DoubleSupplier jitter;
    private Duration interval;
    private int failures;
    private Instant latest;
    private Instant pull;
    private @Nullable Instant firstEdit;
    private @Nullable Instant lastEdit;

    /**
     * A schedule that begins with a cycle at once.
     *
     * @param jitter numbers from 0 to 1, so that many devices do not come back at once
     */
    LoopSchedule(LoopSettings settings, DoubleSupplier jitter, Instant now) {
        this.settings = settings;
        this.jitter = jitter;
        this.interval = settings.minPullInterval();
        this.latest = now;
        this.pull = now;
    }

    /** It is now; called before anything else at that time. */
    void tick(Instant now) {
        if (now.isBefore(latest)) {
            Duration back = Duration.between(now, latest);
            pull = pull.minus(back);
            firstEdit = firstEdit == null ? null : firstEdit.minus(back);
            lastEdit = lastEdit == null ? null : lastEdit.minus(back);
        }
        latest = now;
    }

    /** Local edits were noticed that wait to be pushed. */
    void edited() {
        firstEdit = firstEdit == null ? latest : firstEdit;
        lastEdit = latest;
    }

    /** What is due now, if anything is. */
    Optional<SyncDirection> due() {
        if (!pull.isAfter(latest)) {
            return Optional.of(SyncDirection.BOTH);
        }
        return next().isAfter(latest) ? Optional.empty() : Optional.of(SyncDirection.PUSH_ONLY);
    }

    /** A cycle begins, which takes all edits along that were noticed. */
    void begun() {
        firstEdit = null;
        lastEdit = null;
    }

    /** A cycle ended well that asked for news, and brought some or not. */
    void pulled(boolean somethingCame) {
        if (somethingCame || failures > 0) {
            interval = settings.minPullInterval();
        }
        pull = latest.plus(interval);
        failures = 0;
        if (!somethingCame) {
            interval = shorter(interval.multipliedBy(2), settings.maxPullInterval());
        }
    }

    /** A cycle failed. */
    void failed(Diagnosis diagnosis) {
        failures++;
        pull = latest.plus(pauseAfter(diagnosis));
    }

    private Duration pauseAfter(Diagnosis diagnosis) {
        Duration longest = settings.maxPullInterval();
        if (diagnosis.patience() == Diagnosis.Patience.LONGEST) {
            return longest;
        }
        Duration pause = settings.firstRetry();
        for (int i = 1; i < failures && pause.compareTo(longest) < 0; i++) {
            pause = pause.multipliedBy(2);
        }
        long millis = (long) (shorter(pause, longest).toMillis() * (0.5 + jitter.getAsDouble() / 2));
        Duration asked = shorter(diagnosis.asked().orElse(Duration.ZERO), longest);
        Duration own = Duration.ofMillis(millis);
        return asked.compareTo(own) > 0 ? asked : own;
    }

    /** When something is due at the latest, as far as is known now. */
    Instant next() {
        if (failures > 0 || firstEdit == null || lastEdit == null) {
            return pull;
        }
        Instant settled = lastEdit.plus(settings.pushDelay());
        Instant patient = firstEdit.plus(settings.maxPushDelay());
        Instant push = settled.isBefore(patient) ? settled : patient;
        return push.isBefore(pull) ? push : pull;
    }

    private static Duration shorter(Duration left, Duration right) {
        return left.compareTo(right) < 0 ? left : right;
    }
}
