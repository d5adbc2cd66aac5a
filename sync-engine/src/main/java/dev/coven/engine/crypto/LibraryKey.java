package dev.coven.engine.crypto;

import com.google.crypto.tink.subtle.Hkdf;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.HexFormat;

/**
 * The library's secret of one epoch: {@value #BYTES} bytes, from which every key of that epoch is derived.
 *
 * <p>A new epoch begins whenever a member is removed. {@link #toString()} shows nothing of the secret. Immutable.
 */
public final class LibraryKey {
    /** The length of the secret. */
    public static final int BYTES = 32;
    /** The highest epoch, far above any number of removals. */
    public static final int MAX_EPOCH = 99_999;

    private final int epoch;
    private final byte[] secret;

    private LibraryKey(int epoch, byte[] secret) {
        if (!isEpoch(epoch)) {
            throw new IllegalArgumentException("not an epoch (0 to " + MAX_EPOCH + "): " + epoch);
        }
        if (secret.length != BYTES) {
            throw new IllegalArgumentException("a library key has " + BYTES + " bytes, this one " + secret.length);
        }
        this.epoch = epoch;
        this.secret = secret;
    }

    /** A new secret for an epoch (0 to {@value #MAX_EPOCH}). */
    public static LibraryKey generate(int epoch, SecureRandom random) {
        byte[] secret = new byte[BYTES];
        random.nextBytes(secret);
        return new LibraryKey(epoch, secret);
    }

    /** The key of known bytes, copied; throws {@link IllegalArgumentException} when the epoch or the length is wrong. */
    public static LibraryKey of(int epoch, byte[] secret) {
        return new LibraryKey(epoch, secret.clone());
    }

    static boolean isEpoch(int number) {
        return number >= 0 && number <= MAX_EPOCH;
    }

    /** The epoch this key is of. */
    public int epoch() {
        return epoch;
    }

    /** A copy of the secret bytes. Named so that its every use is found by a search for it. */
    public byte[] revealSecretBytes() {
        return secret.clone();
    }

    /**
     * What the membership chain signs in place of the secret: 64 lower-case hex digits that tell nothing about it.
     *
     * <p>AES-GCM alone lets two keys open one body to different texts; comparing the commitment after unwrapping makes sure
     * that all members hold the same key.
     */
    public String commitment() {
        byte[] derived = derive("coven.v1.commitment", new byte[0]);
        return HexFormat.of().formatHex(Sha256.digest().digest(derived));
    }

    /** HKDF-SHA256 of the secret: 32 bytes for one purpose within one context. */
    byte[] derive(String purpose, byte[] context) {
        try {
            return Hkdf.computeHkdf("HMACSHA256", secret, context, purpose.getBytes(StandardCharsets.UTF_8), BYTES);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("HMAC-SHA256 does not work on this Java platform", e);
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof LibraryKey key && epoch == key.epoch && MessageDigest.isEqual(secret, key.secret);
    }

    /** The same for all keys of one epoch. */
    @Override
    public int hashCode() {
        return epoch;
    }

    @Override
    public String toString() {
        return "LibraryKey[epoch " + epoch + "]";
    }
}
