package dev.coven.engine.document;

import java.security.SecureRandom;
import java.util.HexFormat;

/** The identifiers that are written as lower-case hexadecimal digits, and how many digits each has. */
public enum HexId {
    /** A library, random. */
    LIBRARY(32),
    /** A device, {@link Fingerprints#deviceId}. */
    DEVICE(32),
    /** A member, {@link Fingerprints#memberId}. */
    MEMBER(40),
    /** A SHA-256 hash. */
    HASH(64);

    private final int digits;

    HexId(int digits) {
        this.digits = digits;
    }

    /** A random one, of so many bits as the form holds. */
    public String random(SecureRandom random) {
        byte[] bytes = new byte[digits / 2];
        random.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    /** Whether a text has the form; only such a text may become part of a path. */
    public boolean matches(String text) {
        if (text.length() != digits) {
            return false;
        }
        for (int i = 0; i < digits; i++) {
            char c = text.charAt(i);
            if ((c < '0' || c > '9') && (c < 'a' || c > 'f')) {
                return false;
            }
        }
        return true;
    }

    /**
     * The text, when it has the form.
     *
     * @param field what the text is, for the message
     * @throws IllegalArgumentException when it has not
     */
    public String require(String field, String text) {
        if (!matches(text)) {
            throw new IllegalArgumentException(
                    field + " must be " + digits + " lower-case hexadecimal digits, not " + FieldRules.quoted(text));
        }
        return text;
    }
}
