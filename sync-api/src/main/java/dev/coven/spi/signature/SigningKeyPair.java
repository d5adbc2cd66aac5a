package dev.coven.spi.signature;

/**
 * A public key and the secret key that belongs to it.
 *
 * @param publicKey what others verify with
 * @param secretKey what the owner signs with
 */
public record SigningKeyPair(PublicKey publicKey, SecretKey secretKey) {}
