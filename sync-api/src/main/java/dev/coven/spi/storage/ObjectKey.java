package dev.coven.spi.storage;

import dev.coven.spi.plugin.Stability;
import java.util.regex.Pattern;

/**
 * The name of an object: segments of {@code A-Z a-z 0-9 . _ = -} joined by single slashes.
 *
 * <p>No segment is empty, {@code .} or {@code ..}, so that a key can be a relative path on any file system and needs no
 * escaping in any URL. Keys that differ only by case are different keys.
 *
 * @param value the key, 1 to {@value #MAX_CHARS} characters
 */
@Stability(Stability.Promise.STABLE)
public record ObjectKey(String value) implements Comparable<ObjectKey> {
    /** The longest key. */
    public static final int MAX_CHARS = 400;

    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9._=-]+(/[A-Za-z0-9._=-]+)*");
    private static final Pattern DOTS = Pattern.compile("(^|.*/)\\.{1,2}(/.*|$)");

    /** Validates the form; throws {@link IllegalArgumentException} with the key. */
    public ObjectKey {
        if (value.length() > MAX_CHARS
                || !FORM.matcher(value).matches()
                || DOTS.matcher(value).matches()) {
            throw new IllegalArgumentException("not an object key: '" + value + "'");
        }
    }

    /** Whether a text is a valid key: for names that a store lists and the engine did not write. */
    public static boolean isValid(String text) {
        return text.length() <= MAX_CHARS
                && FORM.matcher(text).matches()
                && !DOTS.matcher(text).matches();
    }

    @Override
    public int compareTo(ObjectKey other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
