package dev.coven.spi.blob;

import dev.coven.spi.plugin.Stability;

/**
 * Where a blob's file is, relative to the library's folder: segments joined by {@code /}.
 *
 * <p>No segment is empty, ends with a dot or a space, or holds a backslash, a colon or a control character, so that the path
 * cannot leave the folder on any system: {@code .} and {@code ..} are refused, and so is what some systems take for them.
 *
 * @param value the path, 1 to {@value #MAX_CHARS} characters
 */
@Stability(Stability.Promise.STABLE)
public record BlobPath(String value) {
    /** The longest path. */
    public static final int MAX_CHARS = 1000;

    /** Validates the form; throws {@link IllegalArgumentException}. */
    public BlobPath {
        if (!isValid(value)) {
            throw new IllegalArgumentException("not a path inside the library's folder: '" + value + "'");
        }
    }

    /** Whether a text is such a path: for values that come from a row. */
    public static boolean isValid(String text) {
        if (text.isEmpty() || text.length() > MAX_CHARS) {
            return false;
        }
        for (String segment : text.split("/", -1)) {
            boolean unsafe = segment.isEmpty()
                    || segment.endsWith(".")
                    || segment.endsWith(" ")
                    || segment.chars().anyMatch(c -> c == '\\' || c == ':' || Character.isISOControl(c));
            if (unsafe) {
                return false;
            }
        }
        return true;
    }
}
