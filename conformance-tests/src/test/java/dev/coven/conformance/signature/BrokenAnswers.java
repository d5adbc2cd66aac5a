package dev.coven.conformance.signature;

import dev.coven.conformance.Breaks;
import dev.coven.spi.signature.InvalidKeyException;
import dev.coven.spi.signature.InvalidSignatureException;
import dev.coven.spi.signature.PublicKey;
import dev.coven.spi.signature.SecretKey;
import dev.coven.spi.signature.SignatureScheme;
import dev.coven.spi.signature.Signer;
import dev.coven.spi.signature.Verifier;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/** Schemes that are wrong in what others published, or beside other schemes. */
final class BrokenAnswers {
    private BrokenAnswers() {}

    /** Sound in itself, and not the scheme that it says it is. */
    @Breaks(rule = "V1", says = "by others")
    static class OnlyResemblesItsName extends BrokenScheme {
        @Override
        protected SignatureScheme scheme() {
            return new HashScheme();
        }

        @Override
        protected List<SignatureVector> vectors() {
            String key = HexFormat.of().formatHex(HashScheme.VALID.publicKey().encoded());
            return List.of(SignatureVector.valid("by others", key, "0102", "00".repeat(32)), HashScheme.TRAP);
        }
    }

    @Breaks(rule = "V1", says = "published valid signatures")
    static class HasNoVectors extends BrokenScheme {
        @Override
        protected SignatureScheme scheme() {
            return new HashScheme();
        }

        @Override
        protected List<SignatureVector> vectors() {
            return List.of(HashScheme.TRAP);
        }
    }

    /** Signs with fresh random bytes, which stand before the hash, though the scheme has none. */
    @Breaks(
            rule = "V2",
            says = {"by hand", "but was"})
    static class SignsAnew extends BrokenScheme {
        private static final int NONCE_BYTES = 16;

        @Override
        protected SignatureScheme scheme() {
            return new HashScheme() {
                @Override
                public Signer signer(SecretKey key) throws InvalidKeyException {
                    Signer signer = super.signer(key);
                    return message -> {
                        byte[] nonce = new byte[NONCE_BYTES];
                        new SecureRandom().nextBytes(nonce);
                        return joined(nonce, signer.sign(joined(nonce, message)));
                    };
                }

                @Override
                boolean accepts(byte[] publicKey, byte[] signature, byte[] message) {
                    if (signature.length != NONCE_BYTES + BYTES) {
                        return false;
                    }
                    byte[] nonce = Arrays.copyOf(signature, NONCE_BYTES);
                    byte[] hash = Arrays.copyOfRange(signature, NONCE_BYTES, signature.length);
                    return super.accepts(publicKey, hash, joined(nonce, message));
                }
            };
        }

        private static byte[] joined(byte[] first, byte[] second) {
            byte[] joined = Arrays.copyOf(first, first.length + second.length);
            System.arraycopy(second, 0, joined, first.length, second.length);
            return joined;
        }

        @Override
        protected List<SignatureVector> vectors() {
            HexFormat hex = HexFormat.of();
            byte[] key = HashScheme.VALID.publicKey().encoded();
            byte[] nonce = new byte[NONCE_BYTES];
            byte[] signature = joined(nonce, HashScheme.hash(key, joined(nonce, new byte[] {1, 2})));
            return List.of(
                    SignatureVector.valid("by hand", hex.formatHex(key), "0102", hex.formatHex(signature))
                            .signedBy("00".repeat(HashScheme.BYTES)),
                    HashScheme.TRAP);
        }
    }

    /** The published key passes for everything: left from the days when nothing else was there to try it with. */
    @Breaks(rule = "V3", says = "by hand for a longer message")
    static class TrustsThePublishedKey extends BrokenScheme {
        @Override
        protected SignatureScheme scheme() {
            return new HashScheme() {
                @Override
                public Verifier verifier(PublicKey key) throws InvalidKeyException {
                    Verifier verifier = super.verifier(key);
                    return key.equals(VALID.publicKey()) ? (signature, message) -> {} : verifier;
                }
            };
        }
    }

    @Breaks(rule = "V4", says = "a known trap must be refused with a checked exception but gave null")
    static class FallsIntoTheTrap extends BrokenScheme {
        @Override
        protected SignatureScheme scheme() {
            return new HashScheme() {
                @Override
                public Verifier verifier(PublicKey key) throws InvalidKeyException {
                    Verifier verifier = super.verifier(key);
                    return key.equals(TRAP.publicKey()) ? (signature, message) -> {} : verifier;
                }
            };
        }
    }

    @Breaks(rule = "V4", says = "no vector says what must be refused")
    static class HasNoTraps extends BrokenScheme {
        @Override
        protected SignatureScheme scheme() {
            return new HashScheme();
        }

        @Override
        protected List<SignatureVector> vectors() {
            return List.of(HashScheme.VALID);
        }
    }

    /** Guesses by its length that a signature is of another scheme, and leaves it to somebody else. */
    @Breaks(rule = "X1", says = "a signature of SHA256withRSA")
    static class LeavesOthersToOthers extends BrokenScheme {
        private static final int RSA_BYTES = 256;

        @Override
        protected SignatureScheme scheme() {
            return new HashScheme() {
                @Override
                boolean accepts(byte[] publicKey, byte[] signature, byte[] message) {
                    return signature.length == RSA_BYTES || super.accepts(publicKey, signature, message);
                }
            };
        }
    }

    /** Guesses by its encoding that a key is of another scheme, and verifies by that. */
    @Breaks(rule = "X2", says = "a key of SHA256withECDSAinP1363Format")
    static class TakesForeignKeys extends BrokenScheme {
        @Override
        protected SignatureScheme scheme() {
            return new HashScheme() {
                @Override
                public Verifier verifier(PublicKey key) throws InvalidKeyException {
                    try {
                        var foreign =
                                KeyFactory.getInstance("EC").generatePublic(new X509EncodedKeySpec(key.encoded()));
                        return (signature, message) -> verify(foreign, signature, message);
                    } catch (GeneralSecurityException e) {
                        return super.verifier(key);
                    }
                }
            };
        }

        private static void verify(java.security.PublicKey foreign, byte[] signature, byte[] message)
                throws InvalidSignatureException {
            try {
                Signature verification = Signature.getInstance("SHA256withECDSAinP1363Format");
                verification.initVerify(foreign);
                verification.update(message);
                if (!verification.verify(signature)) {
                    throw new InvalidSignatureException("no");
                }
            } catch (GeneralSecurityException e) {
                throw new InvalidSignatureException("no", e);
            }
        }
    }
}
