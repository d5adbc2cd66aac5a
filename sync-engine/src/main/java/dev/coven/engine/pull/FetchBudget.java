package dev.coven.engine.pull;

/**
 * How many bytes of fetched envelopes are held in memory. Thread safe.
 *
 * <p>What is fetched ahead fills half of it at most; the other half is for what is needed now. That never has to wait: it may
 * go beyond, and whoever took it sees to it that it is the only one.
 */
final class FetchBudget {
    private final long maxBytes;
    private long used;

    FetchBudget(long maxBytes) {
        this.maxBytes = maxBytes;
    }

    /** The most that may be held when more is fetched ahead. */
    long aheadBytes() {
        return maxBytes / 2;
    }

    /** Takes room for something that is not needed yet, if there is any. */
    synchronized boolean takeAhead(long bytes) {
        if (bytes > aheadBytes() - used) {
            return false;
        }
        used += bytes;
        return true;
    }

    /** Takes room for what is needed now, be there any or not. */
    synchronized void take(long bytes) {
        used += bytes;
    }

    /** Gives room back. */
    synchronized void giveBack(long bytes) {
        used -= bytes;
    }

    /** How much is held. */
    synchronized long used() {
        return used;
    }

    /** Whether more is held than there is room for. */
    synchronized boolean isOverdrawn() {
        return used > maxBytes;
    }
}
