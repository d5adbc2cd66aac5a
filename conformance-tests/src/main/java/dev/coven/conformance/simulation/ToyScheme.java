package dev.coven.conformance.simulation;

import dev.coven.spi.plugin.PluginDescriptor;
import dev.coven.spi.signature.InvalidKeyException;
import dev.coven.spi.signature.InvalidSignatureException;
import dev.coven.spi.signature.PublicKey;
import dev.coven.spi.signature.SecretKey;
import dev.coven.spi.signature.SignatureScheme;
import dev.coven.spi.signature.Signer;
import dev.coven.spi.signature.SigningKeyPair;
import dev.coven.spi.signature.Verifier;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Arrays;

/**
 * Protects against accidents and against nobody: a signature is a hash of public key and message. Simulations sign and verify
 * all the time, nobody in them forges anything, and real signatures would take most of their time.
 */
final class ToyScheme implements SignatureScheme {
    private static final PluginDescriptor DESCRIPTOR =
            PluginDescriptor.of("simulated-hash", "No signature at all (for simulations)", "0.1.0");
    private static final int BYTES = 32;

    @Override
    public PluginDescriptor descriptor() {
        return DESCRIPTOR;
    }

    @Override
    public SigningKeyPair generate(SecureRandom random) {
        byte[] secret = new byte[BYTES];
        random.nextBytes(secret);
        return new SigningKeyPair(new PublicKey(hash(secret, new byte[0])), new SecretKey(secret));
    }

    @Override
    public Signer signer(SecretKey key) throws InvalidKeyException {
        byte[] secret = key.revealSecretBytes();
        requireLength(secret);
        byte[] publicKey = hash(secret, new byte[0]);
        return message -> hash(publicKey, message);
    }

    @Override
    public Verifier verifier(PublicKey key) throws InvalidKeyException {
        byte[] publicKey = key.encoded();
        requireLength(publicKey);
        return (signature, message) -> {
            if (!Arrays.equals(signature, hash(publicKey, message))) {
                throw new InvalidSignatureException("does not fit");
            }
        };
    }

    private static void requireLength(byte[] key) throws InvalidKeyException {
        if (key.length != BYTES) {
            throw new InvalidKeyException("length " + key.length);
        }
    }

    private static byte[] hash(byte[] key, byte[] message) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(key);
            return digest.digest(message);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
