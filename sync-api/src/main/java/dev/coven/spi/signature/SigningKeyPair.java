package dev.coven.spi.signature;

import dev.coven.spi.plugin.Stability;

/**
 * A public key and the secret key that belongs to it.
 *
 * @param publicKey what others verify with
 * @param secretKey what the owner signs with
 */
@Stability(Stability.Promise.STABLE)
public record SigningKeyPair(PublicKey publicKey, SecretKey secretKey) {}
