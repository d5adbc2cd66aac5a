package dev.coven.engine.crypto;

import com.google.crypto.tink.subtle.X25519;
import java.security.InvalidKeyException;
import java.util.Arrays;
import java.util.HexFormat;

/** What library keys are wrapped to: the {@value #BYTES} bytes of an X25519 public key (RFC 7748). Immutable. */
public final class EncryptionPublicKey {
    /** The length of the key. */
    public static final int BYTES = 32;

    private final byte[] encoded;

    /**
     * Copies the bytes.
     *
     * @throws IllegalArgumentException when they are not {@value #BYTES}, or are one of the few points with which every secret
     *     is the same and known to all
     */
    public EncryptionPublicKey(byte[] encoded) {
        if (encoded.length != BYTES) {
            throw new IllegalArgumentException("an encryption key has " + BYTES + " bytes, this one " + encoded.length);
        }
        this.encoded = encoded.clone();
        if (isOfSmallOrder(this.encoded)) {
            throw new IllegalArgumentException("an encryption key that protects nothing: " + this);
        }
    }

    /** A copy of the bytes. */
    public byte[] encoded() {
        return encoded.clone();
    }

    /** Every X25519 scalar is a multiple of 8, so any of them takes exactly the points of small order to zero. */
    private static boolean isOfSmallOrder(byte[] point) {
        byte[] anyScalar = new byte[BYTES];
        Arrays.fill(anyScalar, (byte) 0x5A);
        try {
            return Arrays.equals(X25519.computeSharedSecret(anyScalar, point), new byte[BYTES]);
        } catch (InvalidKeyException e) {
            return true;
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof EncryptionPublicKey key && Arrays.equals(encoded, key.encoded);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(encoded);
    }

    @Override
    public String toString() {
        return HexFormat.of().formatHex(encoded, 0, 8) + "..";
    }
}
