package dev.coven.spi.signature;

import dev.coven.spi.plugin.Stability;

/** Verifies with one public key. Thread safe. */
@FunctionalInterface
@Stability(Stability.Promise.STABLE)
public interface Verifier {
    /**
     * Returns in silence when the signature is the key owner's for exactly this message.
     *
     * @param signature any bytes, of any length
     * @param message any bytes
     * @throws InvalidSignatureException in every other case, whatever the bytes are; no other exception
     */
    void verify(byte[] signature, byte[] message) throws InvalidSignatureException;
}
