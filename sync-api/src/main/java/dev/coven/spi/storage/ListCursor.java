package dev.coven.spi.storage;

import dev.coven.spi.plugin.Stability;

/**
 * Where a listing goes on; opaque to all but the store that gave it.
 *
 * @param token empty for the start
 */
@Stability(Stability.Promise.STABLE)
public record ListCursor(String token) {
    private static final ListCursor START = new ListCursor("");

    /** The beginning of a listing. */
    public static ListCursor start() {
        return START;
    }

    /** Whether this is the beginning. */
    public boolean isStart() {
        return token.isEmpty();
    }
}
