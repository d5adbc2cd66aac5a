package dev.coven.conformance.signature;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.X509EncodedKeySpec;
import java.util.List;

/** A signature algorithm of the JDK, with one key pair. */
final class ForeignScheme {
    private final String algorithm;
    private final String keyAlgorithm;
    private final KeyPair keys;

    private ForeignScheme(String algorithm, String keyAlgorithm, int keyBits) {
        this.algorithm = algorithm;
        this.keyAlgorithm = keyAlgorithm;
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance(keyAlgorithm);
            if (keyBits > 0) {
                generator.initialize(keyBits);
            }
            keys = generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JDK has no working " + keyAlgorithm, e);
        }
    }

    static List<ForeignScheme> all() {
        return List.of(
                new ForeignScheme("Ed25519", "Ed25519", 0),
                new ForeignScheme("Ed448", "Ed448", 0),
                new ForeignScheme("SHA256withECDSAinP1363Format", "EC", 256),
                new ForeignScheme("SHA256withRSA", "RSA", 2048));
    }

    byte[] publicKey() {
        return keys.getPublic().getEncoded();
    }

    byte[] sign(byte[] message) throws GeneralSecurityException {
        Signature signature = Signature.getInstance(algorithm);
        signature.initSign(keys.getPrivate());
        signature.update(message);
        return signature.sign();
    }

    /** Whether a key is one of this algorithm, so that this is not another scheme at all. */
    boolean takes(byte[] publicKey) {
        try {
            KeyFactory.getInstance(keyAlgorithm).generatePublic(new X509EncodedKeySpec(publicKey));
            return true;
        } catch (InvalidKeySpecException e) {
            return false;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JDK has no working " + keyAlgorithm, e);
        }
    }

    @Override
    public String toString() {
        return algorithm;
    }
}
