package dev.coven.conformance.signature;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coven.conformance.KitRun;
import dev.coven.spi.signature.InvalidKeyException;
import dev.coven.spi.signature.InvalidSignatureException;
import dev.coven.spi.signature.PublicKey;
import dev.coven.spi.signature.SecretKey;
import dev.coven.spi.signature.SignatureScheme;
import dev.coven.spi.signature.Signer;
import dev.coven.spi.signature.Verifier;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** Each scheme verifies what it must not, or not what it must; the kit must say which. */
class BrokenVerifiersTest {
    abstract static class Broken extends SignatureSchemeContract {
        @Override
        protected List<SignatureVector> vectors() {
            return HashScheme.VECTORS;
        }
    }

    static class Sound extends Broken {
        @Override
        protected SignatureScheme scheme() {
            return new HashScheme();
        }
    }

    @Test
    void soundScheme_passes_andIsToldThatItHasNoTraps() {
        assertThat(KitRun.failedRules(Sound.class)).isEmpty();
        assertThat(KitRun.abortedRules(Sound.class)).containsOnlyKeys("vectors_toBeRefused_areRefused");
    }

    /** Signatures of two numbers, of which the second may be replaced by its opposite. */
    static class TakesTheOpposite extends Broken {
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
            SignatureVector own = HashScheme.VECTORS.get(0);
            return List.of(SignatureVector.valid(
                    "by hand",
                    HexFormat.of().formatHex(own.publicKey().encoded()),
                    "0102",
                    own.signature() + own.signature()));
        }
    }

    @Test
    void schemeThatTakesTheOppositeNumber_fails() {
        assertThat(KitRun.failedRules(TakesTheOpposite.class))
                .containsExactly("verify_signatureWithAnEquivalentNumber_isRefused");
    }

    static class AnotherHash extends Broken {
        @Override
        protected SignatureScheme scheme() {
            return new HashScheme();
        }

        @Override
        protected List<SignatureVector> vectors() {
            SignatureVector own = HashScheme.VECTORS.get(0);
            return List.of(SignatureVector.valid(
                    "by others", HexFormat.of().formatHex(own.publicKey().encoded()), "0102", "00".repeat(32)));
        }
    }

    @Test
    void schemeThatOnlyResemblesItsName_fails() {
        assertThat(KitRun.failures(AnotherHash.class).get("vectors_valid_areVerified"))
                .contains("by others");
        assertThat(KitRun.failedRules(AnotherHash.class)).containsExactly("vectors_valid_areVerified");
    }

    static class NoVectors extends Broken {
        @Override
        protected SignatureScheme scheme() {
            return new HashScheme();
        }

        @Override
        protected List<SignatureVector> vectors() {
            return List.of();
        }
    }

    @Test
    void schemeWithoutVectors_fails() {
        assertThat(KitRun.failedRules(NoVectors.class)).containsExactly("vectors_valid_areVerified");
    }

    static class TakesForeignKeys extends Broken {
        @Override
        protected SignatureScheme scheme() {
            return new HashScheme() {
                @Override
                public Verifier verifier(PublicKey key) throws InvalidKeyException {
                    try {
                        var foreign =
                                KeyFactory.getInstance("EC").generatePublic(new X509EncodedKeySpec(key.encoded()));
                        return (signature, message) -> {
                            try {
                                Signature verification = Signature.getInstance("SHA256withECDSAinP1363Format");
                                verification.initVerify(foreign);
                                verification.update(message);
                                verification.verify(signature);
                            } catch (GeneralSecurityException e) {
                                throw new InvalidSignatureException("no", e);
                            }
                        };
                    } catch (GeneralSecurityException e) {
                        return super.verifier(key);
                    }
                }
            };
        }
    }

    @Test
    void schemeThatTakesKeysOfAnother_fails() {
        assertThat(KitRun.failedRules(TakesForeignKeys.class))
                .containsExactly("verifier_ofAnotherSchemesKey_doesNotVerifyItsSignatures");
    }

    /** Once it has seen a right signature, every other one passes. */
    static class RemembersARightOne extends Broken {
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

    @Test
    void verifierThatRemembersARightOne_fails() {
        assertThat(KitRun.failedRules(RemembersARightOne.class))
                .containsExactly("verify_rightAndWrongFromManyThreads_isAnsweredEach");
    }
}
