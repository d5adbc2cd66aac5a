package dev.coven.conformance.signature;

import dev.coven.spi.plugin.PluginDescriptor;
import dev.coven.spi.plugin.Stability;
import dev.coven.spi.signature.InvalidKeyException;
import dev.coven.spi.signature.InvalidSignatureException;
import dev.coven.spi.signature.PublicKey;
import dev.coven.spi.signature.SecretKey;
import dev.coven.spi.signature.SignatureScheme;
import dev.coven.spi.signature.Signer;
import dev.coven.spi.signature.SigningKeyPair;
import dev.coven.spi.signature.Verifier;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.spec.NamedParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;

/**
 * The reference: Ed25519 of the JDK, keys in their standard encodings. It passes {@link SignatureSchemeContract}, so tests of
 * other things may use it in place of a plugin; no service file names it.
 *
 * <p>Not final, so that a test can spoil one part of it. Stateless and thread safe.
 */
@Stability(Stability.Promise.EVOLVING)
public class ReferenceScheme implements SignatureScheme {
    /** The id of the scheme. */
    public static final String ID = "reference-ed25519";

    private static final PluginDescriptor DESCRIPTOR =
            PluginDescriptor.of(ID, "Ed25519 of the JDK (for tests)", "0.1.0");
    private static final int SIGNATURE_BYTES = 64;

    /** Without state. */
    public ReferenceScheme() {}

    @Override
    public PluginDescriptor descriptor() {
        return DESCRIPTOR;
    }

    @Override
    public SigningKeyPair generate(SecureRandom random) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("Ed25519");
            generator.initialize(NamedParameterSpec.ED25519, random);
            KeyPair keys = generator.generateKeyPair();
            return new SigningKeyPair(
                    new PublicKey(keys.getPublic().getEncoded()),
                    new SecretKey(keys.getPrivate().getEncoded()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JDK has no working Ed25519", e);
        }
    }

    @Override
    public Signer signer(SecretKey key) throws InvalidKeyException {
        try {
            byte[] encoded = key.revealSecretBytes();
            var privateKey = KeyFactory.getInstance("Ed25519").generatePrivate(new PKCS8EncodedKeySpec(encoded));
            if (!new SecretKey(privateKey.getEncoded()).equals(key)) {
                throw new InvalidKeyException("not the standard encoding");
            }
            return message -> {
                try {
                    Signature signature = Signature.getInstance("Ed25519");
                    signature.initSign(privateKey);
                    signature.update(message);
                    return signature.sign();
                } catch (GeneralSecurityException e) {
                    throw new IllegalStateException("this JDK has no working Ed25519", e);
                }
            };
        } catch (GeneralSecurityException e) {
            throw new InvalidKeyException("not a private key", e);
        }
    }

    @Override
    public Verifier verifier(PublicKey key) throws InvalidKeyException {
        try {
            var publicKey = KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(key.encoded()));
            if (!new PublicKey(publicKey.getEncoded()).equals(key)) {
                throw new InvalidKeyException("not the standard encoding");
            }
            return (signature, message) -> verify(publicKey, signature, message);
        } catch (GeneralSecurityException e) {
            throw new InvalidKeyException("not a public key", e);
        }
    }

    private static void verify(java.security.PublicKey key, byte[] signature, byte[] message)
            throws InvalidSignatureException {
        // JDK 17 accepts a signature that is followed by a zero byte.
        if (signature.length != SIGNATURE_BYTES) {
            throw new InvalidSignatureException("length " + signature.length);
        }
        try {
            Signature verification = Signature.getInstance("Ed25519");
            verification.initVerify(key);
            verification.update(message);
            if (!verification.verify(signature)) {
                throw new InvalidSignatureException("does not fit");
            }
        } catch (GeneralSecurityException e) {
            throw new InvalidSignatureException("cannot be verified", e);
        }
    }
}
