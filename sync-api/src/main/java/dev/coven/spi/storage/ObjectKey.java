package dev.coven.spi.storage;

import dev.coven.spi.plugin.Stability;

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

    private static final String MARKS = "._=-";
    private static final int LONGEST_OF_DOTS = "..".length();

    /** Validates the form; throws {@link IllegalArgumentException} with the key. */
    public ObjectKey {
        if (!isValid(value)) {
            throw new IllegalArgumentException("not an object key: '" + value + "'");
        }
    }

    /** Whether a text is a valid key: for names that a store lists and the engine did not write. */
    public static boolean isValid(String text) {
        if (text.length() > MAX_CHARS) {
            return false;
        }
        int begin = 0;
        for (int end = text.indexOf('/'); end >= 0; end = text.indexOf('/', begin)) {
            if (!isSegment(text, begin, end)) {
                return false;
            }
            begin = end + 1;
        }
        return isSegment(text, begin, text.length());
    }

    private static boolean isSegment(String text, int begin, int end) {
        boolean isOfDots = true;
        for (int i = begin; i < end; i++) {
            char c = text.charAt(i);
            boolean isPlain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
            if (!isPlain && MARKS.indexOf(c) < 0) {
                return false;
            }
            isOfDots &= c == '.';
        }
        return end > begin && !(isOfDots && end - begin <= LONGEST_OF_DOTS);
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
