package dev.coven.engine.document;

import java.util.Arrays;
import java.util.HexFormat;

/** The public key that library keys are wrapped to for one member (X25519). Immutable. */
public final class EncryptionKey {
    /** How many bytes a key has. */
    public static final int BYTES = 32;

    private final byte[] encoded;

    /** Copies the bytes; throws {@link IllegalArgumentException} unless there are {@link #BYTES}. */
    public EncryptionKey(byte[] encoded) {
        if (encoded.length != BYTES) {
            throw new IllegalArgumentException("an encryption key has " + BYTES + " bytes, this one " + encoded.length);
        }
        this.encoded = encoded.clone();
    }

    /** A copy of the bytes. */
    public byte[] encoded() {
        return encoded.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof EncryptionKey key && Arrays.equals(encoded, key.encoded);
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
