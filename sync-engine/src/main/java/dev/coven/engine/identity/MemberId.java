package dev.coven.engine.identity;

import dev.coven.engine.crypto.Transcript;
import dev.coven.spi.signature.PublicKey;
import java.util.HexFormat;
import java.util.regex.Pattern;

/** The form of member ids: 40 lower-case hex digits, the fingerprint of a signing key and its scheme. */
public final class MemberId {
    private static final int BYTES = 20;
    private static final Pattern FORM = Pattern.compile("[0-9a-f]{40}");

    private MemberId() {}

    /** The first 20 bytes of SHA-256 over label, scheme id and signing key, each behind its length. */
    public static String of(String schemeId, PublicKey signingKey) {
        byte[] digest = Transcript.of("coven.v1.member")
                .with(schemeId)
                .with(signingKey.encoded())
                .sha256();
        return HexFormat.of().formatHex(digest, 0, BYTES);
    }

    /** Whether a text is of that form. */
    public static boolean isValid(String text) {
        return FORM.matcher(text).matches();
    }
}
