package dev.coven.spi.signature;

import dev.coven.spi.plugin.PluginDescriptor;
import dev.coven.spi.plugin.Stability;
import java.security.SecureRandom;

/**
 * A digital signature scheme. Found by {@link java.util.ServiceLoader}; needs a public no-argument constructor.
 *
 * <p>The guarantee asked for is strong unforgeability under chosen messages (SUF-CMA): without the secret key nobody makes
 * a signature that {@link Verifier#verify} accepts, not even another one for a message already signed. The engine signs
 * short messages only (a domain label and a digest, under 200 bytes) and binds the scheme's id into them.
 *
 * <p>Stateless and thread safe. Key encodings are the scheme's own; they are fixed for ever, as they are stored.
 */
@Stability(Stability.Promise.STABLE)
public interface SignatureScheme {
    /** What this scheme is. Constant, cheap, never fails. */
    PluginDescriptor descriptor();

    /** A new key pair from the given source of randomness. */
    SigningKeyPair generate(SecureRandom random);

    /**
     * The signer of a secret key.
     *
     * @throws InvalidKeyException when the bytes are not a secret key of this scheme
     */
    Signer signer(SecretKey key) throws InvalidKeyException;

    /**
     * The verifier of a public key.
     *
     * @throws InvalidKeyException when the bytes are not a public key of this scheme
     */
    Verifier verifier(PublicKey key) throws InvalidKeyException;
}
