package dev.coven.engine.document;

import dev.coven.engine.crypto.EncryptionPublicKey;
import dev.coven.engine.crypto.Sha256;
import dev.coven.spi.plugin.PluginDescriptor;
import dev.coven.spi.signature.InvalidKeyException;
import dev.coven.spi.signature.InvalidSignatureException;
import dev.coven.spi.signature.PublicKey;
import dev.coven.spi.signature.SecretKey;
import dev.coven.spi.signature.SignatureScheme;
import dev.coven.spi.signature.Signer;
import dev.coven.spi.signature.SigningKeyPair;
import dev.coven.spi.signature.Verifier;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;

/**
 * A signature scheme that is quick and protects nothing: a signature is a hash of public key and message. It notices every
 * change of either, which is all that tests of forms and rules need.
 */
public final class FakeSchemes implements SignatureSchemes {
    public static final String ID = "fake";
    private static final int KEY_BYTES = 32;

    /** The author of a name; the same name gives the same keys. */
    public static Author author(String name) {
        PublicKey key = publicKey(name.getBytes(StandardCharsets.UTF_8));
        return new Author(ID, key, message -> signature(key, message));
    }

    /** The same scheme as the plugin that an engine is given; the secret key is the text that {@link #author} is made of. */
    public static SignatureScheme plugin() {
        return new SignatureScheme() {
            @Override
            public PluginDescriptor descriptor() {
                return PluginDescriptor.of(ID, "Signs with hashes", "1");
            }

            @Override
            public SigningKeyPair generate(SecureRandom random) {
                byte[] secret = new byte[KEY_BYTES];
                random.nextBytes(secret);
                return new SigningKeyPair(publicKey(secret), new SecretKey(secret));
            }

            @Override
            public Signer signer(SecretKey key) {
                PublicKey publicKey = publicKey(key.revealSecretBytes());
                return message -> signature(publicKey, message);
            }

            @Override
            public Verifier verifier(PublicKey key) throws InvalidKeyException {
                return verifierOf(key);
            }
        };
    }

    private static PublicKey publicKey(byte[] secret) {
        return new PublicKey(Sha256.digest().digest(secret));
    }

    /** The member that an author is. */
    public static Member member(String name, Member.Role role) {
        byte[] encryptionKey = Sha256.digest().digest((name + " reads").getBytes(StandardCharsets.UTF_8));
        return new Member(name, ID, author(name).key(), new EncryptionPublicKey(encryptionKey), role);
    }

    @Override
    public Verifier verifier(String schemeId, PublicKey key) throws UnknownSchemeException, InvalidKeyException {
        if (!schemeId.equals(ID)) {
            throw new UnknownSchemeException(schemeId);
        }
        return verifierOf(key);
    }

    private static Verifier verifierOf(PublicKey key) throws InvalidKeyException {
        if (key.encoded().length != KEY_BYTES) {
            throw new InvalidKeyException("a key has " + KEY_BYTES + " bytes");
        }
        return (signature, message) -> {
            if (!MessageDigest.isEqual(signature, signature(key, message))) {
                throw new InvalidSignatureException("the hash differs");
            }
        };
    }

    private static byte[] signature(PublicKey key, byte[] message) {
        MessageDigest digest = Sha256.digest();
        digest.update(key.encoded());
        digest.update(message);
        return digest.digest();
    }
}
