package dev.coven.engine.crypto;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.Set;

/** What library keys are wrapped to: the {@value #BYTES} bytes of an X25519 public key (RFC 7748). Immutable. */
public final class EncryptionPublicKey {
    /** The length of the key. */
    public static final int BYTES = 32;

    /**
     * The points of the curve and of its twist whose order divides 8, as every X25519 scalar is a multiple of 8 and takes
     * exactly these to zero: 0, 1, two of order 8, -1, and 0 and 1 again as they are beyond the field's prime. X25519 does not
     * look at the highest bit.
     */
    private static final Set<String> SMALL_ORDER = Set.of(
            "0000000000000000000000000000000000000000000000000000000000000000",
            "0100000000000000000000000000000000000000000000000000000000000000",
            "e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800",
            "5f9c95bca3508c24b1d0b1559c83ef5b04445cc4581c8e86d8224eddd09f1157",
            "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
            "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
            "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f");

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

    private static boolean isOfSmallOrder(byte[] point) {
        byte[] coordinate = point.clone();
        coordinate[BYTES - 1] &= 0x7F;
        return SMALL_ORDER.contains(HexFormat.of().formatHex(coordinate));
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
