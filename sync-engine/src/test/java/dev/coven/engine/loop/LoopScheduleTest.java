package dev.coven.engine.loop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coven.engine.SyncDirection;
import dev.coven.engine.SyncException;
import dev.coven.engine.config.LoopSettings;
import dev.coven.engine.status.Diagnosis;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class LoopScheduleTest {
    private static final LoopSettings SETTINGS = new LoopSettings(
            Duration.ofMillis(250),
            Duration.ofSeconds(2),
            Duration.ofSeconds(10),
            Duration.ofSeconds(30),
            Duration.ofMinutes(4),
            Duration.ofSeconds(4));
    private static final Diagnosis PASSING = Diagnosis.of(new SyncException(SyncException.Kind.BUSY, "busy"));

    private Instant now = Instant.ofEpochSecond(1_000_000);
    private double jitter = 1;
    private final LoopSchedule schedule = new LoopSchedule(SETTINGS, () -> jitter, now);

    private void tick(long seconds) {
        now = now.plusSeconds(seconds);
        schedule.tick(now);
    }

    private long secondsToNext() {
        return Duration.between(now, schedule.next()).toSeconds();
    }

    private void cycleEnds() {
        schedule.begun();
        schedule.pulled(false);
    }

    @Test
    void clockSetBack_delaysNothing() {
        cycleEnds();
        schedule.edited();
        tick(-3600);
        assertThat(secondsToNext()).isEqualTo(2);
        tick(2);
        assertThat(schedule.due()).contains(SyncDirection.PUSH_ONLY);
        schedule.begun();
        assertThat(secondsToNext()).isEqualTo(28);
    }

    /** The machine slept: what is due by then is done when it wakes. */
    @Test
    void clockThatLeaps_isFollowedByACycleAtOnce() {
        cycleEnds();
        tick(7200);
        assertThat(schedule.due()).contains(SyncDirection.BOTH);
    }

    @Test
    void editsAndNewsDueAtOnce_areOneCycle() {
        cycleEnds();
        tick(29);
        schedule.edited();
        tick(2);
        assertThat(schedule.due()).contains(SyncDirection.BOTH);
        schedule.begun();
        schedule.pulled(false);
        assertThat(secondsToNext()).isEqualTo(60);
    }

    @Test
    void pauseAfterFailures_doublesUpToTheLongest_betweenHalfAndTheWhole() {
        long[] longest = {4, 8, 16, 32, 64, 128, 240, 240};
        for (long seconds : longest) {
            schedule.failed(PASSING);
            assertThat(secondsToNext()).isEqualTo(seconds);
        }
        jitter = 0;
        schedule.failed(PASSING);
        assertThat(secondsToNext()).isEqualTo(120);
    }

    @Test
    void manyFailures_overflowNothing() {
        for (int i = 0; i < 10_000; i++) {
            schedule.failed(PASSING);
        }
        assertThat(secondsToNext()).isEqualTo(240);
    }

    @Test
    void editsAfterAFailure_waitForTheNextAttempt_whichTakesThemAlong() {
        schedule.failed(PASSING);
        schedule.edited();
        tick(3);
        assertThat(schedule.due()).isEmpty();
        tick(1);
        assertThat(schedule.due()).contains(SyncDirection.BOTH);
    }

    @Test
    void successAfterAFailure_beginsAtTheShortestIntervalAgain() {
        for (int i = 0; i < 5; i++) {
            cycleEnds();
        }
        assertThat(secondsToNext()).isEqualTo(240);
        schedule.failed(PASSING);
        cycleEnds();
        assertThat(secondsToNext()).isEqualTo(30);
    }
}
