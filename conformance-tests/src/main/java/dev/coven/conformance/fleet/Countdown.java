package dev.coven.conformance.fleet;

/** Counts down to the moment at which a process dies. Thread safe. */
final class Countdown {
    private static final int NEVER = 0;

    private int left = NEVER;

    /** The nth moment from now, from 1, is the last. */
    synchronized void start(int nth) {
        if (nth < 1) {
            throw new IllegalArgumentException("moments are counted from 1, not " + nth);
        }
        left = nth;
    }

    synchronized void stop() {
        left = NEVER;
    }

    /** Counts a moment; true when it is the last. */
    synchronized boolean isOver() {
        if (left == NEVER) {
            return false;
        }
        left--;
        return left == NEVER;
    }
}
