package dev.coven.spi.storage;

import dev.coven.spi.plugin.Stability;

/**
 * What listed keys begin with: empty for all keys, else whole segments ending with a slash, such as {@code index/}.
 *
 * @param value the prefix
 */
@Stability(Stability.Promise.STABLE)
public record KeyPrefix(String value) {
    /** Every key. */
    public static final KeyPrefix ALL = new KeyPrefix("");

    /** Validates the form; throws {@link IllegalArgumentException} with the prefix. */
    public KeyPrefix {
        boolean valid =
                value.isEmpty() || (value.endsWith("/") && ObjectKey.isValid(value.substring(0, value.length() - 1)));
        if (!valid) {
            throw new IllegalArgumentException("not a key prefix: '" + value + "'");
        }
    }

    /** Whether the key is below this prefix. */
    public boolean covers(ObjectKey key) {
        return key.value().startsWith(value);
    }

    @Override
    public String toString() {
        return value;
    }
}
