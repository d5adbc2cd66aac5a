package dev.coven.conformance.signature;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coven.conformance.KitRun;
import dev.coven.spi.signature.InvalidKeyException;
import dev.coven.spi.signature.PublicKey;
import dev.coven.spi.signature.SecretKey;
import dev.coven.spi.signature.SignatureScheme;
import dev.coven.spi.signature.Signer;
import dev.coven.spi.signature.SigningKeyPair;
import dev.coven.spi.signature.Verifier;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Each scheme is wrong in one thing; the kit must say which. */
class BrokenSchemesTest {
    abstract static class Broken extends SignatureSchemeContract {
        @Override
        protected List<SignatureVector> vectors() {
            return ReferenceVectors.ALL;
        }
    }

    static class IgnoresWhatFollows extends Broken {
        @Override
        protected SignatureScheme scheme() {
            return new ReferenceScheme() {
                @Override
                public Verifier verifier(PublicKey key) throws InvalidKeyException {
                    Verifier verifier = super.verifier(key);
                    return (signature, message) ->
                            verifier.verify(Arrays.copyOf(signature, Math.min(64, signature.length)), message);
                }
            };
        }
    }

    @Test
    void signatureWithATail_fails() {
        assertThat(KitRun.failedRules(IgnoresWhatFollows.class))
                .containsExactly("verify_signatureCutOrExtended_isRefused");
    }

    static class CutsMessages extends Broken {
        @Override
        protected SignatureScheme scheme() {
            return new ReferenceScheme() {
                @Override
                public Signer signer(SecretKey key) throws InvalidKeyException {
                    Signer signer = super.signer(key);
                    return message -> signer.sign(cut(message));
                }

                @Override
                public Verifier verifier(PublicKey key) throws InvalidKeyException {
                    Verifier verifier = super.verifier(key);
                    return (signature, message) -> verifier.verify(signature, cut(message));
                }
            };
        }

        private static byte[] cut(byte[] message) {
            return Arrays.copyOf(message, Math.min(64, message.length));
        }
    }

    @Test
    void messageCutToABlock_fails() {
        assertThat(KitRun.failedRules(CutsMessages.class))
                .containsExactlyInAnyOrder(
                        "verify_messageWithAFlippedBit_isRefused", "verify_messageCutOrExtended_isRefused");
    }

    static class ThrowsUnchecked extends Broken {
        @Override
        protected SignatureScheme scheme() {
            return new ReferenceScheme() {
                @Override
                public Verifier verifier(PublicKey key) throws InvalidKeyException {
                    Verifier verifier = super.verifier(key);
                    return (signature, message) -> {
                        if (signature.length != 64) {
                            throw new IllegalArgumentException("length");
                        }
                        verifier.verify(signature, message);
                    };
                }
            };
        }
    }

    @Test
    void uncheckedExceptionOnALength_fails() {
        assertThat(KitRun.failedRules(ThrowsUnchecked.class))
                .containsExactlyInAnyOrder(
                        "verify_signatureCutOrExtended_isRefused",
                        "verify_signatureOfAnotherScheme_isRefused",
                        "verify_arbitraryBytes_areRefusedWithTheCheckedException");
    }

    static class HasOneKey extends Broken {
        private static final SigningKeyPair KEYS = new ReferenceScheme().generate(new SecureRandom());

        @Override
        protected SignatureScheme scheme() {
            return new ReferenceScheme() {
                @Override
                public SigningKeyPair generate(SecureRandom random) {
                    return KEYS;
                }
            };
        }
    }

    @Test
    void oneKeyForAll_fails() {
        assertThat(KitRun.failedRules(HasOneKey.class))
                .containsExactlyInAnyOrder("generate_again_givesOtherKeys", "verify_withAnotherKey_isRefused");
    }

    static class SharesItsBuffer extends Broken {
        @Override
        protected SignatureScheme scheme() {
            return new ReferenceScheme() {
                @Override
                public Signer signer(SecretKey key) throws InvalidKeyException {
                    Signer signer = super.signer(key);
                    byte[] buffer = new byte[64];
                    return message -> {
                        System.arraycopy(signer.sign(message), 0, buffer, 0, 64);
                        return buffer;
                    };
                }
            };
        }
    }

    @Test
    void signatureInASharedBuffer_fails() {
        assertThat(KitRun.failedRules(SharesItsBuffer.class)).contains("arguments_areNotChangedNorKept");
    }
}
