package dev.coven.conformance.signature;

import dev.coven.conformance.Breaks;
import dev.coven.spi.plugin.PluginDescriptor;
import dev.coven.spi.signature.InvalidKeyException;
import dev.coven.spi.signature.PublicKey;
import dev.coven.spi.signature.SecretKey;
import dev.coven.spi.signature.SignatureScheme;
import dev.coven.spi.signature.Signer;
import dev.coven.spi.signature.SigningKeyPair;
import dev.coven.spi.signature.Verifier;
import java.security.SecureRandom;
import java.util.Collections;
import java.util.HexFormat;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/** Schemes that are wrong in how they are found, or in their keys. */
final class BrokenKeys {
    private BrokenKeys() {}

    @Breaks(
            rule = "K1",
            says = {"a service file names", "HashScheme"})
    static class IsNotNamed extends BrokenScheme {
        @Override
        protected SignatureScheme scheme() {
            return new HashScheme();
        }
    }

    @Breaks(
            rule = "K2",
            says = {"a descriptor that was asked for again", "version=2"})
    static class RenamesItself extends BrokenScheme {
        private int asked;

        @Override
        protected SignatureScheme scheme() {
            return new HashScheme() {
                @Override
                public PluginDescriptor descriptor() {
                    return PluginDescriptor.of("hash", "No signature at all", "" + ++asked);
                }
            };
        }
    }

    /** Keeps the secret in the object, and not in its bytes. */
    @Breaks(
            rule = "K3",
            says = {"a secret key from its encoding", "a key that this scheme has not made"})
    static class KnowsItsOwnKeysOnly extends BrokenScheme {
        private final Set<SecretKey> made = Collections.newSetFromMap(new IdentityHashMap<>());

        @Override
        protected SignatureScheme scheme() {
            return new HashScheme() {
                @Override
                public SigningKeyPair generate(SecureRandom random) {
                    SigningKeyPair keys = super.generate(random);
                    made.add(keys.secretKey());
                    return keys;
                }

                @Override
                public Signer signer(SecretKey key) throws InvalidKeyException {
                    if (!made.contains(key)) {
                        throw new InvalidKeyException("a key that this scheme has not made");
                    }
                    return super.signer(key);
                }
            };
        }

        @Override
        protected List<SignatureVector> vectors() {
            SignatureVector valid = HashScheme.VALID;
            String key = HexFormat.of().formatHex(valid.publicKey().encoded());
            return List.of(
                    SignatureVector.valid(valid.source(), key, valid.message(), valid.signature()), HashScheme.TRAP);
        }
    }

    @Breaks(rule = "K4", says = "key pair 2 is another one")
    @Breaks(rule = "S3", says = "another key")
    static class HasOneKey extends BrokenScheme {
        private final SigningKeyPair keys = new HashScheme().generate(new SecureRandom());

        @Override
        protected SignatureScheme scheme() {
            return new HashScheme() {
                @Override
                public SigningKeyPair generate(SecureRandom random) {
                    return keys;
                }
            };
        }
    }

    @Breaks(rule = "K5", says = "a text with part of a secret key")
    static class SignersTalk extends BrokenScheme {
        @Override
        protected SignatureScheme scheme() {
            return new HashScheme() {
                @Override
                public Signer signer(SecretKey key) throws InvalidKeyException {
                    Signer signer = super.signer(key);
                    return new Signer() {
                        @Override
                        public byte[] sign(byte[] message) {
                            return signer.sign(message);
                        }

                        @Override
                        public String toString() {
                            return "Signer[" + HexFormat.of().formatHex(key.revealSecretBytes()) + "]";
                        }
                    };
                }
            };
        }
    }

    @Breaks(rule = "K6", says = "public key of 1 bytes")
    static class TakesKeysOfAnyLength extends BrokenScheme {
        @Override
        protected SignatureScheme scheme() {
            return new HashScheme() {
                @Override
                byte[] required(byte[] key) {
                    return key;
                }
            };
        }
    }

    /** A small key, all zeros, verifies a signature of zeros. */
    @Breaks(rule = "H7", says = "key of zeros must be refused with a checked exception but gave null")
    static class HasAMasterKey extends BrokenScheme {
        @Override
        protected SignatureScheme scheme() {
            return new HashScheme() {
                @Override
                public Verifier verifier(PublicKey key) throws InvalidKeyException {
                    boolean small = key.equals(new PublicKey(new byte[BYTES]));
                    Verifier verifier = super.verifier(key);
                    return small ? (signature, message) -> {} : verifier;
                }
            };
        }
    }

    /** Keys of its own are even, and of others it thinks the same. */
    @Breaks(rule = "H8", says = "gave java.lang.ArithmeticException: an odd key")
    static class ThrowsUncheckedForKeys extends BrokenScheme {
        @Override
        protected SignatureScheme scheme() {
            return new HashScheme() {
                @Override
                public SigningKeyPair generate(SecureRandom random) {
                    SigningKeyPair keys = super.generate(random);
                    return keys.secretKey().revealSecretBytes()[0] % 2 == 0 ? keys : generate(random);
                }

                @Override
                public Signer signer(SecretKey key) throws InvalidKeyException {
                    if (key.revealSecretBytes()[0] % 2 != 0) {
                        throw new ArithmeticException("an odd key");
                    }
                    return super.signer(key);
                }
            };
        }
    }
}
