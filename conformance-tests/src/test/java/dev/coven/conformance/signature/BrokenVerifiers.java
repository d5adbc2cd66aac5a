package dev.coven.conformance.signature;

import dev.coven.conformance.Breaks;
import dev.coven.conformance.Breaks.Seen;
import dev.coven.spi.signature.InvalidKeyException;
import dev.coven.spi.signature.PublicKey;
import dev.coven.spi.signature.SecretKey;
import dev.coven.spi.signature.SignatureScheme;
import dev.coven.spi.signature.Signer;
import dev.coven.spi.signature.Verifier;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/** Schemes that verify what they must not, whatever bytes come. */
final class BrokenVerifiers {
    private BrokenVerifiers() {}

    /** Once it has seen a right signature, every other one passes. */
    @Breaks(rule = "S5", says = "a wrong signature beside right ones")
    static class RemembersARightOne extends BrokenScheme {
        @Override
        protected SignatureScheme scheme() {
            return new HashScheme() {
                @Override
                public Verifier verifier(PublicKey key) throws InvalidKeyException {
                    Verifier verifier = super.verifier(key);
                    AtomicBoolean right = new AtomicBoolean();
                    return (signature, message) -> {
                        if (!right.get()) {
                            verifier.verify(signature, message);
                            right.set(true);
                        }
                    };
                }
            };
        }
    }

    /** The last bit has no meaning. */
    @Breaks(rule = "H1", says = "bit 255 flipped")
    @Breaks(rule = "S5", says = "a wrong signature beside right ones", seen = Seen.AT_TIMES)
    @Breaks(rule = "V3", says = "by hand, bit 255 flipped", seen = Seen.AT_TIMES)
    static class HasASpareBit extends BrokenScheme {
        @Override
        protected SignatureScheme scheme() {
            return new HashScheme() {
                @Override
                boolean accepts(byte[] publicKey, byte[] signature, byte[] message) {
                    return Arrays.equals(masked(signature), masked(hash(publicKey, message)));
                }
            };
        }

        private static byte[] masked(byte[] signature) {
            byte[] masked = signature.clone();
            if (masked.length > 0) {
                masked[masked.length - 1] &= 0x7F;
            }
            return masked;
        }
    }

    /** Signatures of two numbers, of which the second may be replaced by its opposite. */
    @Breaks(rule = "H2", says = "secp256k1")
    static class TakesTheOpposite extends BrokenScheme {
        private static final BigInteger ORDER =
                new BigInteger("fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141", 16);

        @Override
        protected SignatureScheme scheme() {
            return new HashScheme() {
                @Override
                public Signer signer(SecretKey key) throws InvalidKeyException {
                    Signer signer = super.signer(key);
                    return message -> twice(signer.sign(message));
                }

                @Override
                boolean accepts(byte[] publicKey, byte[] signature, byte[] message) {
                    byte[] right = twice(hash(publicKey, message));
                    return signature.length == right.length
                            && Arrays.equals(right, 0, BYTES, signature, 0, BYTES)
                            && (number(right).equals(number(signature))
                                    || number(right).add(number(signature)).equals(ORDER));
                }
            };
        }

        private static byte[] twice(byte[] hash) {
            byte[] twice = Arrays.copyOf(hash, 2 * hash.length);
            System.arraycopy(hash, 0, twice, hash.length, hash.length);
            return twice;
        }

        private static BigInteger number(byte[] signature) {
            return new BigInteger(1, Arrays.copyOfRange(signature, HashScheme.BYTES, 2 * HashScheme.BYTES));
        }

        @Override
        protected List<SignatureVector> vectors() {
            SignatureVector valid = HashScheme.VALID;
            return List.of(
                    SignatureVector.valid(
                            valid.source(),
                            HexFormat.of().formatHex(valid.publicKey().encoded()),
                            valid.message(),
                            valid.signature() + valid.signature()),
                    HashScheme.TRAP);
        }
    }

    /** Signs and verifies a block. */
    @Breaks(rule = "H3", says = "bit 512 flipped")
    @Breaks(rule = "H4", says = "message of 149 bytes")
    static class CutsMessages extends BrokenScheme {
        @Override
        protected SignatureScheme scheme() {
            return new HashScheme() {
                @Override
                public Signer signer(SecretKey key) throws InvalidKeyException {
                    Signer signer = super.signer(key);
                    return message -> signer.sign(cut(message));
                }

                @Override
                boolean accepts(byte[] publicKey, byte[] signature, byte[] message) {
                    return super.accepts(publicKey, signature, cut(message));
                }
            };
        }

        private static byte[] cut(byte[] message) {
            return Arrays.copyOf(message, Math.min(64, message.length));
        }
    }

    @Breaks(rule = "H5", says = "signature extended to 33")
    static class IgnoresWhatFollows extends BrokenScheme {
        @Override
        protected SignatureScheme scheme() {
            return new HashScheme() {
                @Override
                boolean accepts(byte[] publicKey, byte[] signature, byte[] message) {
                    return super.accepts(
                            publicKey, Arrays.copyOf(signature, Math.min(BYTES, signature.length)), message);
                }
            };
        }
    }

    @Breaks(
            rule = "H5",
            says = {"signature cut to 0", "IllegalArgumentException"})
    @Breaks(rule = "H6", says = "IllegalArgumentException")
    @Breaks(rule = "X1", says = "IllegalArgumentException")
    static class ThrowsUnchecked extends BrokenScheme {
        @Override
        protected SignatureScheme scheme() {
            return new HashScheme() {
                @Override
                boolean accepts(byte[] publicKey, byte[] signature, byte[] message) {
                    if (signature.length != BYTES) {
                        throw new IllegalArgumentException("length " + signature.length);
                    }
                    return super.accepts(publicKey, signature, message);
                }
            };
        }
    }
}
