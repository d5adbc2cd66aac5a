package dev.coven.engine.identity;

import dev.coven.engine.crypto.EncryptionKeyPair;
import dev.coven.engine.document.Fingerprints;
import dev.coven.spi.signature.SignatureScheme;
import dev.coven.spi.signature.SigningKeyPair;
import java.security.SecureRandom;

/** A person as this machine knows them: a name and both key pairs. {@link #toString()} shows no secret. Immutable. */
public final class Identity {
    private final String name;
    private final String schemeId;
    private final SigningKeyPair signing;
    private final EncryptionKeyPair encryption;

    /** Validates the name and the scheme as {@link MemberCode} does. */
    public Identity(String name, String schemeId, SigningKeyPair signing, EncryptionKeyPair encryption) {
        MemberCode.require(name, schemeId);
        this.name = name;
        this.schemeId = schemeId;
        this.signing = signing;
        this.encryption = encryption;
    }

    /** A new person: fresh keys of a scheme. */
    public static Identity generate(String name, SignatureScheme scheme, SecureRandom random) {
        return new Identity(
                name, scheme.descriptor().id(), scheme.generate(random), EncryptionKeyPair.generate(random));
    }

    /** What people call the member. */
    public String name() {
        return name;
    }

    /** The id of the signature scheme of {@link #signing}. */
    public String schemeId() {
        return schemeId;
    }

    /** What this person signs with. */
    public SigningKeyPair signing() {
        return signing;
    }

    /** What library keys are wrapped to, and unwrapped with. */
    public EncryptionKeyPair encryption() {
        return encryption;
    }

    /** The public half. The first call costs what {@link EncryptionKeyPair#publicKey} does. */
    public MemberCode memberCode() {
        return new MemberCode(name, schemeId, signing.publicKey(), encryption.publicKey());
    }

    /** The member's id, see {@link Fingerprints#memberId}. */
    public String memberId() {
        return Fingerprints.memberId(schemeId, signing.publicKey());
    }

    @Override
    public String toString() {
        return "Identity[" + name() + ", " + memberId() + "]";
    }
}
