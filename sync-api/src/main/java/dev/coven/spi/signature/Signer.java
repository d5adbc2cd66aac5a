package dev.coven.spi.signature;

import dev.coven.spi.plugin.Stability;

/** Signs with one secret key. Thread safe. */
@FunctionalInterface
@Stability(Stability.Promise.STABLE)
public interface Signer {
    /** The longest signature that any scheme may make, in bytes. */
    int MAX_SIGNATURE_BYTES = 16384;

    /** The signature of a message; 1 to {@link #MAX_SIGNATURE_BYTES} bytes. May differ from call to call. */
    byte[] sign(byte[] message);
}
