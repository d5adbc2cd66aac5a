package dev.coven.engine.document;

import dev.coven.spi.clock.Hlc;
import java.util.regex.Pattern;

/**
 * What a field's value must be, whoever made it: the same rules hold for what we write and for what we read. A value
 * that breaks one is refused with an {@link IllegalArgumentException} that names the field.
 */
public final class FieldRules {
    private static final Pattern PLUGIN_ID = Pattern.compile("[a-z][a-z0-9-]{0,39}");
    private static final int MAX_QUOTED_CHARS = 80;

    private FieldRules() {}

    /** The value, when it lies within both bounds. */
    public static long range(String field, long value, long least, long most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(field + " must be " + least + " to " + most + ", not " + value);
        }
        return value;
    }

    /** The value, when it is the time part of a timestamp. */
    public static long time(String field, long value) {
        if (!Hlc.isValidTime(value)) {
            throw new IllegalArgumentException(field + " is not the time of a timestamp: " + value);
        }
        return value;
    }

    /** The value, when it is milliseconds since 1970 that a timestamp can hold. */
    public static long millis(String field, long value) {
        return range(field, value, 0, Hlc.MAX_MILLIS);
    }

    /** The value, when it is text of at most so many characters and has a UTF-8 form. */
    public static String text(String field, String value, int maxChars) {
        if (value.length() > maxChars) {
            throw new IllegalArgumentException(
                    field + " has " + value.length() + " characters, the limit is " + maxChars);
        }
        if (!isWellFormed(value)) {
            throw new IllegalArgumentException(field + " holds half of a surrogate pair");
        }
        return value;
    }

    /**
     * The value, when it is one line of such a text: not empty, no space at either end, printable. Such texts are shown in
     * terminals and lists, so none may move the cursor, break the line or turn the text round.
     */
    public static String line(String field, String value, int maxChars) {
        text(field, value, maxChars);
        if (value.isEmpty()
                || !value.equals(value.strip())
                || value.codePoints().anyMatch(FieldRules::isUnprintable)) {
            throw new IllegalArgumentException(field + " must be one line of 1 to " + maxChars
                    + " printable characters without a space at either end, not " + quoted(value));
        }
        return value;
    }

    private static boolean isUnprintable(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR, Character.SURROGATE ->
                true;
            default -> turnsTextRound(codePoint);
        };
    }

    private static boolean turnsTextRound(int codePoint) {
        return switch (Character.getDirectionality(codePoint)) {
            case Character.DIRECTIONALITY_LEFT_TO_RIGHT_EMBEDDING,
                    Character.DIRECTIONALITY_LEFT_TO_RIGHT_OVERRIDE,
                    Character.DIRECTIONALITY_LEFT_TO_RIGHT_ISOLATE,
                    Character.DIRECTIONALITY_RIGHT_TO_LEFT_EMBEDDING,
                    Character.DIRECTIONALITY_RIGHT_TO_LEFT_OVERRIDE,
                    Character.DIRECTIONALITY_RIGHT_TO_LEFT_ISOLATE,
                    Character.DIRECTIONALITY_FIRST_STRONG_ISOLATE,
                    Character.DIRECTIONALITY_POP_DIRECTIONAL_FORMAT,
                    Character.DIRECTIONALITY_POP_DIRECTIONAL_ISOLATE -> true;
            default -> false;
        };
    }

    /** The value, when it can be the id of a plugin, such as a signature scheme. */
    public static String pluginId(String field, String value) {
        if (!PLUGIN_ID.matcher(value).matches()) {
            throw new IllegalArgumentException(field + " is not a plugin id: " + quoted(value));
        }
        return value;
    }

    /** The number of elements, when there are at most so many. */
    public static int count(String field, int count, int maxCount) {
        if (count > maxCount) {
            throw new IllegalArgumentException(field + " has " + count + " elements, the limit is " + maxCount);
        }
        return count;
    }

    /**
     * The hash of what came before number {@code seq}: none (empty) at the first number, else a hash.
     *
     * @param first the number that has nothing before it
     */
    public static String previousHash(String field, String hash, long seq, long first) {
        if (seq == first) {
            if (!hash.isEmpty()) {
                throw new IllegalArgumentException(field + " must be empty at seq " + first);
            }
            return hash;
        }
        return HexId.HASH.require(field, hash);
    }

    static boolean isWellFormed(String value) {
        return value.codePoints().noneMatch(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE);
    }

    /** A value from outside as a message may show it: short and printable. */
    static String quoted(String value) {
        String head = value.length() > MAX_QUOTED_CHARS ? value.substring(0, MAX_QUOTED_CHARS) + ".." : value;
        StringBuilder shown = new StringBuilder();
        head.codePoints().forEach(c -> shown.appendCodePoint(isUnprintable(c) ? '?' : c));
        return "'" + shown + "'";
    }
}
