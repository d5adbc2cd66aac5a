package dev.coven.spi.signature;

import dev.coven.spi.plugin.Stability;
import java.security.MessageDigest;

/**
 * The bytes of a secret key in its scheme's own encoding.
 *
 * <p>{@link #toString()} shows nothing of them, and equality takes the same time whatever the bytes are. Immutable.
 */
@Stability(Stability.Promise.STABLE)
public final class SecretKey {
    /** The longest key that any scheme may have. */
    public static final int MAX_BYTES = 16384;

    private final byte[] encoded;

    /** Copies the bytes; throws {@link IllegalArgumentException} when there are none or more than the limit. */
    public SecretKey(byte[] encoded) {
        if (encoded.length == 0 || encoded.length > MAX_BYTES) {
            throw new IllegalArgumentException(
                    "a secret key has 1 to " + MAX_BYTES + " bytes, this one " + encoded.length);
        }
        this.encoded = encoded.clone();
    }

    /** A copy of the secret bytes. Named so that its every use is found by a search for it. */
    public byte[] revealSecretBytes() {
        return encoded.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SecretKey key && MessageDigest.isEqual(encoded, key.encoded);
    }

    /** The same for all secret keys of one length. */
    @Override
    public int hashCode() {
        return encoded.length;
    }

    @Override
    public String toString() {
        return "SecretKey[" + encoded.length + " bytes]";
    }
}
