package dev.coven.engine.identity;

import dev.coven.engine.crypto.Transcript;
import dev.coven.spi.signature.PublicKey;
import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * The id of a device, derived from its owner's signing key and a nonce: whoever knows both can check whose device it is, and
 * nobody can make a device of another's.
 *
 * @param value 32 lower-case hex digits, so a valid device of a timestamp too
 */
public record DeviceId(String value) {
    /** The length of the nonce. */
    public static final int NONCE_BYTES = 16;

    private static final int BYTES = 16;
    private static final Pattern FORM = Pattern.compile("[0-9a-f]{32}");

    /** Validates the form; throws {@link IllegalArgumentException} with the text. */
    public DeviceId {
        if (!isValid(value)) {
            throw new IllegalArgumentException("not a device id (32 lower-case hex digits): '" + value + "'");
        }
    }

    /**
     * The first 16 bytes of SHA-256 over label, scheme id, signing key and nonce, each behind its length.
     *
     * @throws IllegalArgumentException when the nonce has not {@value #NONCE_BYTES} bytes
     */
    public static DeviceId derive(String schemeId, PublicKey author, byte[] nonce) {
        if (nonce.length != NONCE_BYTES) {
            throw new IllegalArgumentException(
                    "a device nonce has " + NONCE_BYTES + " bytes, this one " + nonce.length);
        }
        byte[] digest = Transcript.of("coven.v1.device")
                .with(schemeId)
                .with(author.encoded())
                .with(nonce)
                .sha256();
        return new DeviceId(HexFormat.of().formatHex(digest, 0, BYTES));
    }

    /** Whether a text is of the form of a device id. */
    public static boolean isValid(String text) {
        return FORM.matcher(text).matches();
    }

    @Override
    public String toString() {
        return value;
    }
}
