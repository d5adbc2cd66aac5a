package dev.coven.conformance.signature;

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
import java.util.HexFormat;
import java.util.List;

/** Fast, and no signature at all: everybody can forge, which no test sees. A test spoils one part of it. */
public class HashScheme implements SignatureScheme {
    static final int BYTES = 32;
    /** Signed by a secret key of zeros. */
    static final SignatureVector VALID = valid();
    /** A signature of zeros. */
    static final SignatureVector TRAP =
            SignatureVector.refused("a known trap", "01".repeat(BYTES), "0102", "00".repeat(BYTES));

    static final List<SignatureVector> VECTORS = List.of(VALID, TRAP);

    private static SignatureVector valid() {
        byte[] secret = new byte[BYTES];
        byte[] key = hash(secret, new byte[0]);
        HexFormat hex = HexFormat.of();
        return SignatureVector.valid("by hand", hex.formatHex(key), "0102", hex.formatHex(hash(key, new byte[] {1, 2})))
                .signedBy(hex.formatHex(secret));
    }

    @Override
    public PluginDescriptor descriptor() {
        return PluginDescriptor.of("hash", "No signature at all", "1");
    }

    @Override
    public SigningKeyPair generate(SecureRandom random) {
        byte[] secret = new byte[BYTES];
        random.nextBytes(secret);
        return new SigningKeyPair(new PublicKey(hash(secret, new byte[0])), new SecretKey(secret));
    }

    @Override
    public Signer signer(SecretKey key) throws InvalidKeyException {
        byte[] publicKey = hash(required(key.revealSecretBytes()), new byte[0]);
        return message -> hash(publicKey, message);
    }

    @Override
    public Verifier verifier(PublicKey key) throws InvalidKeyException {
        byte[] publicKey = required(key.encoded());
        return (signature, message) -> {
            if (!accepts(publicKey, signature, message)) {
                throw new InvalidSignatureException("does not fit");
            }
        };
    }

    boolean accepts(byte[] publicKey, byte[] signature, byte[] message) {
        return Arrays.equals(signature, hash(publicKey, message));
    }

    byte[] required(byte[] key) throws InvalidKeyException {
        if (key.length != BYTES) {
            throw new InvalidKeyException("length " + key.length);
        }
        return key;
    }

    static byte[] hash(byte[] key, byte[] message) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(key);
            return digest.digest(message);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
