package dev.coven.spi.storage;

import dev.coven.spi.plugin.Stability;

/**
 * An opaque token that differs whenever an object's bytes were replaced: an ETag, a generation, a stamp.
 *
 * @param token 1 to {@value #MAX_CHARS} characters
 */
@Stability(Stability.Promise.STABLE)
public record ObjectVersion(String token) {
    /** The longest token. */
    public static final int MAX_CHARS = 200;

    /** Validates the length; throws {@link IllegalArgumentException}. */
    public ObjectVersion {
        if (token.isEmpty() || token.length() > MAX_CHARS) {
            throw new IllegalArgumentException(
                    "an object version has 1 to " + MAX_CHARS + " characters: '" + token + "'");
        }
    }
}
