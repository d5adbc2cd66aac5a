package dev.coven.engine.document;

import dev.coven.spi.signature.InvalidKeyException;
import dev.coven.spi.signature.PublicKey;
import dev.coven.spi.signature.Verifier;

/** The installed signature schemes by id. Thread safe. */
@FunctionalInterface
public interface SignatureSchemes {
    /**
     * The verifier of a key.
     *
     * @throws UnknownSchemeException when no scheme of that id is installed
     * @throws InvalidKeyException when the bytes are not a key of that scheme
     */
    Verifier verifier(String schemeId, PublicKey key) throws UnknownSchemeException, InvalidKeyException;
}
