package dev.coven.engine.config;

/**
 * How much a pull does at once.
 *
 * @param transfers how many envelopes are fetched at once before they are needed, 2 to {@value #MAX_TRANSFERS}; 1 for none:
 *     each is fetched when it is needed
 * @param maxBytes how many bytes of fetched envelopes are held in memory; one that is larger than that is held alone
 */
public record PullLimits(int transfers, long maxBytes) {
    /** The most envelopes that are fetched at once. */
    public static final int MAX_TRANSFERS = 64;

    /** The least memory that a pull gets along with. */
    public static final long MIN_BYTES = 1 << 20;

    /** Validates the limits; throws {@link IllegalArgumentException}. */
    public PullLimits {
        if (transfers < 1 || transfers > MAX_TRANSFERS) {
            throw new IllegalArgumentException("pull.transfers is 1 to " + MAX_TRANSFERS + ", not " + transfers);
        }
        if (maxBytes < MIN_BYTES) {
            throw new IllegalArgumentException("pull.max-bytes is " + MIN_BYTES + " at least, not " + maxBytes);
        }
    }
}
