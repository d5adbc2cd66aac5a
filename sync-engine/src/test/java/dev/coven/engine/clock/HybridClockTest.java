package dev.coven.engine.clock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.coven.spi.clock.Hlc;
import org.junit.jupiter.api.Test;

class HybridClockTest {
    @Test
    void stamp_isTheMomentOfTheEdit() {
        HybridClock clock = new HybridClock(0);
        clock.beginChangeset();
        assertThat(clock.stamp(1_000, 5_000)).isEqualTo(Hlc.time(1_000, 0));
        assertThat(clock.highWater()).isEqualTo(Hlc.time(1_000, 0));
    }

    @Test
    void stampOfALaterEdit_isNotSmaller() {
        HybridClock clock = new HybridClock(Hlc.time(2_000, 0));
        clock.beginChangeset();
        long early = clock.stamp(1_000, 9_000);
        long late = clock.stamp(3_000, 9_000);
        assertThat(early).isEqualTo(Hlc.time(2_000, 1));
        assertThat(late).isGreaterThan(early);
    }

    @Test
    void stamp_afterAPullFromTheFuture_liesAboveIt() {
        HybridClock clock = new HybridClock(0);
        clock.observe(Hlc.time(8_000, 7));
        clock.beginChangeset();
        assertThat(clock.stamp(1_000, 1_000)).isEqualTo(Hlc.time(8_000, 8));
    }

    @Test
    void stamp_ofARowTouchedAfterNow_isNow() {
        HybridClock clock = new HybridClock(0);
        clock.beginChangeset();
        assertThat(clock.stamp(9_000, 4_000)).isEqualTo(Hlc.time(4_000, 0));
    }

    @Test
    void wallClockJumpingBack_neverMovesStampsBack() {
        HybridClock clock = new HybridClock(0);
        long before = clock.next(10_000);
        long after = clock.next(3_000);
        assertThat(after).isGreaterThan(before);
        assertThat(new HybridClock(after).next(1)).isGreaterThan(after);
    }

    @Test
    void fullCounter_carriesIntoTheNextMillisecond() {
        HybridClock clock = new HybridClock(Hlc.time(5_000, Hlc.MAX_COUNTER));
        assertThat(clock.next(5_000)).isEqualTo(Hlc.time(5_001, 0));
    }

    @Test
    void changesetsOfOneClock_doNotOverlap() {
        HybridClock clock = new HybridClock(0);
        clock.beginChangeset();
        long last = clock.stamp(7_000, 7_000);
        clock.beginChangeset();
        assertThat(clock.stamp(7_000, 7_000)).isGreaterThan(last);
    }

    @Test
    void skew_isJudgedAtTheLimitAndOnePast() {
        assertThat(HybridClock.isAhead(Hlc.time(1_300, 0), 1_000, 300)).isFalse();
        assertThat(HybridClock.isAhead(Hlc.time(1_301, 0), 1_000, 300)).isTrue();
    }

    @Test
    void highWaterThatIsNoTimestamp_isRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> new HybridClock(-1));
        assertThatIllegalArgumentException().isThrownBy(() -> new HybridClock(0).observe(Long.MAX_VALUE));
    }
}
