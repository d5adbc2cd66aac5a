package dev.coven.conformance.signature;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/**
 * Signatures that a careless verifier takes for a given one: halves of it read as numbers, and replaced by numbers that are
 * equal, or opposite, in a group that signatures are often made in.
 */
final class EquivalentScalars {
    private static final Map<String, BigInteger> ORDERS = Map.of(
            "edwards25519",
            BigInteger.TWO.pow(252).add(new BigInteger("27742317777372353535851937790883648493")),
            "P-256",
            new BigInteger("ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551", 16),
            "secp256k1",
            new BigInteger("fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141", 16));

    private EquivalentScalars() {}

    /**
     * Another signature.
     *
     * @param what how it was made
     * @param signature its bytes
     */
    record Variant(String what, byte[] signature) {}

    static List<Variant> of(byte[] signature) {
        List<Variant> variants = new ArrayList<>();
        int half = signature.length / 2;
        ORDERS.forEach((group, order) -> {
            for (int from : new int[] {0, half}) {
                for (boolean bigEndian : new boolean[] {true, false}) {
                    BigInteger number = read(signature, from, half, bigEndian);
                    for (BigInteger other : List.of(number.add(order), order.subtract(number))) {
                        boolean fits = other.signum() >= 0 && other.bitLength() <= half * 8;
                        if (fits && half > 0) {
                            String what = "the number at byte %d, %s-endian, replaced by %s modulo the order of %s"
                                    .formatted(
                                            from,
                                            bigEndian ? "big" : "little",
                                            other.compareTo(number) >= 0 ? "an equal one" : "another",
                                            group);
                            variants.add(new Variant(what, replaced(signature, from, half, other, bigEndian)));
                        }
                    }
                }
            }
        });
        return variants;
    }

    private static BigInteger read(byte[] bytes, int from, int length, boolean bigEndian) {
        byte[] part = Arrays.copyOfRange(bytes, from, from + length);
        return new BigInteger(1, bigEndian ? part : reversed(part));
    }

    private static byte[] replaced(byte[] bytes, int from, int length, BigInteger number, boolean bigEndian) {
        byte[] part = HexFormat.of().parseHex(("%0" + 2 * length + "x").formatted(number));
        byte[] copy = bytes.clone();
        System.arraycopy(bigEndian ? part : reversed(part), 0, copy, from, length);
        return copy;
    }

    private static byte[] reversed(byte[] bytes) {
        byte[] reversed = new byte[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            reversed[i] = bytes[bytes.length - 1 - i];
        }
        return reversed;
    }
}
