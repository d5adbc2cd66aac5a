package dev.coven.engine.clock;

import dev.coven.spi.clock.Hlc;

/**
 * The clock that stamps local changes: it never goes back, whatever the wall clock does.
 *
 * <p>All that it remembers is its high-water mark, the largest time it gave or saw; the caller persists that in the
 * transaction of what was stamped. Times are {@link Hlc#time()} values. Not thread safe.
 *
 * <p>Source: Kulkarni et al., "Logical Physical Clocks", 2014. Counter overflow carries into the next millisecond.
 */
public final class HybridClock {
    private long highWater;
    private long floor;

    /** A clock that has given or seen everything up to {@code highWater}; 0 for a new one. */
    public HybridClock(long highWater) {
        if (!Hlc.isValidTime(highWater)) {
            throw new IllegalArgumentException("not a timestamp: " + highWater);
        }
        this.highWater = highWater;
        this.floor = highWater + 1;
    }

    /** The largest time given or seen. */
    public long highWater() {
        return highWater;
    }

    /** Takes note of a time that another device gave: every later stamp lies above it. */
    public void observe(long time) {
        if (!Hlc.isValidTime(time)) {
            throw new IllegalArgumentException("not a timestamp: " + time);
        }
        highWater = Math.max(highWater, time);
    }

    /** Begins a changeset: all its stamps lie above everything given or seen before. */
    public void beginChangeset() {
        floor = highWater + 1;
    }

    /**
     * The stamp of a change: its own moment, unless that is in the past that is closed or in the future.
     *
     * <p>Within one changeset, changes made later never get a smaller stamp; changes of one millisecond may share one.
     *
     * @param touchedMillis when the row was last touched, by the wall clock then
     * @param nowMillis the wall clock now
     */
    public long stamp(long touchedMillis, long nowMillis) {
        long millis = Math.max(0, Math.min(touchedMillis, Math.min(nowMillis, Hlc.MAX_MILLIS)));
        long time = Math.max(floor, Hlc.time(millis, 0));
        highWater = Math.max(highWater, time);
        return time;
    }

    /** A stamp for something that happens now. */
    public long next(long nowMillis) {
        beginChangeset();
        return stamp(nowMillis, nowMillis);
    }

    /** Whether a time is further ahead of the wall clock than the allowed skew, both in milliseconds. */
    public static boolean isAhead(long time, long nowMillis, long maxSkewMillis) {
        return (time >>> 16) - nowMillis > maxSkewMillis;
    }
}
