package dev.coven.engine.identity;

import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.regex.Pattern;

/** The form of library ids: 32 lower-case hex digits, random. */
public final class LibraryId {
    private static final Pattern FORM = Pattern.compile("[0-9a-f]{32}");

    private LibraryId() {}

    /** A new id of 16 random bytes. */
    public static String generate(SecureRandom random) {
        byte[] bytes = new byte[16];
        random.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    /** Whether a text is of that form; only such a text may become part of a path. */
    public static boolean isValid(String text) {
        return FORM.matcher(text).matches();
    }

    static void require(String text) {
        if (!isValid(text)) {
            throw new IllegalArgumentException("not a library id (32 lower-case hex digits): '" + text + "'");
        }
    }
}
