package dev.coven.engine.config;

/**
 * How much a pull does at once, and how much it takes in at all: a changeset beyond a limit is held.
 *
 * @param transfers how many envelopes are fetched at once before they are needed, 2 to {@value #MAX_TRANSFERS}; 1 for none:
 *     each is fetched when it is needed
 * @param maxBytes how many bytes of fetched envelopes are held in memory; one that is larger than that is held alone
 * @param maxChangesetBytes how large an envelope may be, which is held in memory as it is stored: its changeset, and its
 *     clocks, {@value #MIN_BYTES} to {@value #MAX_BYTES} bytes each
 * @param maxChangeBytes how many bytes the texts and blobs of one change may have, old and new ones together, {@value
 *     #MIN_BYTES} to {@value #MAX_BYTES}; a few changes are held in memory
 */
public record PullLimits(int transfers, long maxBytes, long maxChangesetBytes, long maxChangeBytes) {
    /** The most envelopes that are fetched at once. */
    public static final int MAX_TRANSFERS = 64;

    /** The least memory that a pull gets along with. */
    public static final long MIN_BYTES = 1 << 20;

    /** What no changeset is larger than, unpacked, and so no change. */
    public static final long MAX_BYTES = 1 << 30;

    /** Validates the limits; throws {@link IllegalArgumentException}. */
    public PullLimits {
        if (transfers < 1 || transfers > MAX_TRANSFERS) {
            throw new IllegalArgumentException("pull.transfers is 1 to " + MAX_TRANSFERS + ", not " + transfers);
        }
        if (maxBytes < MIN_BYTES) {
            throw new IllegalArgumentException("pull.max-bytes is " + MIN_BYTES + " at least, not " + maxBytes);
        }
        requireRange("pull.max-changeset-bytes", maxChangesetBytes);
        requireRange("pull.max-change-bytes", maxChangeBytes);
    }

    private static void requireRange(String setting, long bytes) {
        if (bytes < MIN_BYTES || bytes > MAX_BYTES) {
            throw new IllegalArgumentException(setting + " is " + MIN_BYTES + " to " + MAX_BYTES + ", not " + bytes);
        }
    }
}
