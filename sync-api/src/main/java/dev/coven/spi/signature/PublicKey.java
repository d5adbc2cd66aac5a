package dev.coven.spi.signature;

import dev.coven.spi.plugin.Stability;
import java.util.Arrays;
import java.util.HexFormat;

/** The bytes of a public key in its scheme's own encoding. Immutable. */
@Stability(Stability.Promise.STABLE)
public final class PublicKey {
    /** The longest key that any scheme may have. */
    public static final int MAX_BYTES = 8192;

    private final byte[] encoded;

    /** Copies the bytes; throws {@link IllegalArgumentException} when there are none or more than the limit. */
    public PublicKey(byte[] encoded) {
        if (encoded.length == 0 || encoded.length > MAX_BYTES) {
            throw new IllegalArgumentException(
                    "a public key has 1 to " + MAX_BYTES + " bytes, this one " + encoded.length);
        }
        this.encoded = encoded.clone();
    }

    /** A copy of the bytes. */
    public byte[] encoded() {
        return encoded.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof PublicKey key && Arrays.equals(encoded, key.encoded);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(encoded);
    }

    @Override
    public String toString() {
        return HexFormat.of().formatHex(encoded, 0, Math.min(8, encoded.length)) + "..";
    }
}
