package dev.coven.engine.document;

import com.google.gson.JsonObject;
import dev.coven.engine.crypto.EncryptionPublicKey;
import dev.coven.spi.signature.PublicKey;

/**
 * A person who takes part in a library.
 *
 * @param name what people read
 * @param schemeId the signature scheme of the signing key
 * @param signingKey what others verify with
 * @param encryptionKey what library keys are wrapped to
 * @param role what the member may do
 */
public record Member(String name, String schemeId, PublicKey signingKey, EncryptionPublicKey encryptionKey, Role role) {
    /** The longest name. */
    public static final int MAX_NAME_CHARS = 100;

    /** What a member may do. The names are stored. */
    public enum Role {
        /** Reads, writes, and says who the members are. */
        OWNER,
        /** Reads and writes. */
        MEMBER
    }

    /** Validates name and scheme; throws {@link IllegalArgumentException} with the field's name. */
    public Member {
        FieldRules.line("subject.name", name, MAX_NAME_CHARS);
        FieldRules.pluginId("subject.scheme", schemeId);
    }

    /** The member's id. */
    public String id() {
        return Fingerprints.memberId(schemeId, signingKey);
    }

    JsonObject toJson() {
        JsonObject json = new JsonObject();
        json.addProperty("name", name);
        json.addProperty("scheme", schemeId);
        json.addProperty("signingKey", JsonFields.base64(signingKey.encoded()));
        json.addProperty("encryptionKey", JsonFields.base64(encryptionKey.encoded()));
        json.addProperty("role", role.name());
        return json;
    }

    static Member fromJson(JsonFields fields) throws MalformedDocumentException {
        return new Member(
                fields.text("name"),
                fields.text("scheme"),
                fields.publicKey("signingKey"),
                new EncryptionPublicKey(fields.bytes("encryptionKey", EncryptionPublicKey.BYTES)),
                fields.choice("role", Role.class));
    }
}
