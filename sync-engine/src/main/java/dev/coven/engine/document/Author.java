package dev.coven.engine.document;

import dev.coven.spi.signature.PublicKey;
import dev.coven.spi.signature.Signer;

/**
 * Someone who signs.
 *
 * @param schemeId the id of the signature scheme
 * @param key the public key that others verify with
 * @param signer the secret key at work
 */
public record Author(String schemeId, PublicKey key, Signer signer) {
    /** Validates the scheme id; throws {@link IllegalArgumentException}. */
    public Author {
        FieldRules.pluginId("scheme", schemeId);
    }

    /** The id of this member. */
    public String memberId() {
        return Fingerprints.memberId(schemeId, key);
    }

    /**
     * Refuses to sign what names another author.
     *
     * @throws IllegalArgumentException when scheme or key are not this author's
     */
    public void requireIs(String otherScheme, PublicKey otherKey) {
        if (!schemeId.equals(otherScheme) || !key.equals(otherKey)) {
            throw new IllegalArgumentException("author " + memberId() + " cannot sign what names author "
                    + Fingerprints.memberId(otherScheme, otherKey));
        }
    }
}
