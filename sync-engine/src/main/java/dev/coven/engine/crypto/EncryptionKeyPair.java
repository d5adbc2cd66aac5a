package dev.coven.engine.crypto;

import com.google.crypto.tink.subtle.X25519;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import org.jspecify.annotations.Nullable;

/** A member's X25519 key pair: what {@link KeyWrap#unwrap} opens with. {@link #toString()} shows no secret. Immutable. */
public final class EncryptionKeyPair {
    /** The length of the secret key. */
    public static final int BYTES = 32;

    private final byte[] secret;
    /** Computed when it is first asked for: whoever only signs never does, and it is what costs most in reading a vault. */
    private volatile @Nullable EncryptionPublicKey publicKey;

    private EncryptionKeyPair(byte[] secret) {
        if (secret.length != BYTES) {
            throw new IllegalArgumentException(
                    "a secret encryption key has " + BYTES + " bytes, this one " + secret.length);
        }
        this.secret = secret;
    }

    /** A new key pair. */
    public static EncryptionKeyPair generate(SecureRandom random) {
        byte[] secret = new byte[BYTES];
        random.nextBytes(secret);
        return new EncryptionKeyPair(secret);
    }

    /** The key pair of a secret key, copied; throws {@link IllegalArgumentException} when its length is wrong. */
    public static EncryptionKeyPair of(byte[] secret) {
        return new EncryptionKeyPair(secret.clone());
    }

    /** What others wrap to. */
    public EncryptionPublicKey publicKey() {
        EncryptionPublicKey known = publicKey;
        if (known == null) {
            try {
                known = new EncryptionPublicKey(X25519.publicFromPrivate(secret));
            } catch (InvalidKeyException e) {
                throw new IllegalStateException("X25519 refuses a secret key of the right length", e);
            }
            publicKey = known;
        }
        return known;
    }

    /** A copy of the secret bytes. Named so that its every use is found by a search for it. */
    public byte[] revealSecretBytes() {
        return secret.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof EncryptionKeyPair pair && MessageDigest.isEqual(secret, pair.secret);
    }

    @Override
    public int hashCode() {
        return publicKey().hashCode();
    }

    @Override
    public String toString() {
        return "EncryptionKeyPair[" + publicKey() + "]";
    }
}
