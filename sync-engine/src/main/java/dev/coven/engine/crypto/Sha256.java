package dev.coven.engine.crypto;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** The one hash of the engine. */
public final class Sha256 {
    private Sha256() {}

    /** A new digest, which every Java platform has. */
    public static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java platform has no SHA-256", e);
        }
    }
}
