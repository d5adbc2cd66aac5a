package dev.coven.engine.identity;

import dev.coven.engine.crypto.EncryptionPublicKey;
import dev.coven.engine.document.FieldRules;
import dev.coven.engine.document.Fingerprints;
import dev.coven.engine.document.Member;
import dev.coven.spi.signature.PublicKey;
import java.util.List;

/**
 * The public half of an {@link Identity}: what a person hands to an owner to be let into a library. Holds no secret.
 *
 * <p>Two codes are equal exactly when their texts are.
 *
 * @param name what people call the member: one line of 1 to {@value #MAX_NAME_CHARS} characters, no space at either end
 * @param schemeId the signature scheme's id, {@code [a-z][a-z0-9-]{0,39}}
 * @param signingKey what the member's changes verify with
 * @param encryptionKey what library keys are wrapped to
 */
public record MemberCode(String name, String schemeId, PublicKey signingKey, EncryptionPublicKey encryptionKey) {
    /** How the text form begins. */
    public static final String PREFIX = "coven-member:";
    /** The longest name. */
    public static final int MAX_NAME_CHARS = Member.MAX_NAME_CHARS;

    private static final CodeText TEXT = new CodeText(PREFIX, "a member code", 4);

    /** Validates the name and the scheme; throws {@link IllegalArgumentException} with the one that is wrong. */
    public MemberCode {
        require(name, schemeId);
    }

    static void require(String name, String schemeId) {
        FieldRules.line("name", name, MAX_NAME_CHARS);
        FieldRules.pluginId("scheme", schemeId);
    }

    /** The text form: {@value #PREFIX} and base64url of content and checksum, one line. */
    public String text() {
        return TEXT.write(
                List.of(CodeText.bytes(name), CodeText.bytes(schemeId), signingKey.encoded(), encryptionKey.encoded()));
    }

    /**
     * The code of a text form; white space in it is ignored.
     *
     * @throws InvalidCodeException when the text is anything else, with a sentence that says what
     */
    public static MemberCode parse(String text) throws InvalidCodeException {
        List<byte[]> parts = TEXT.read(text);
        MemberCode code;
        try {
            code = new MemberCode(
                    CodeText.text(parts.get(0)),
                    CodeText.text(parts.get(1)),
                    new PublicKey(parts.get(2)),
                    new EncryptionPublicKey(parts.get(3)));
        } catch (IllegalArgumentException e) {
            throw TEXT.malformed(String.valueOf(e.getMessage()), e);
        }
        if (!code.text().equals(CodeText.withoutSpace(text))) {
            throw TEXT.malformed("another text stands for the same member");
        }
        return code;
    }

    /** The member's id, see {@link Fingerprints#memberId}. */
    public String memberId() {
        return Fingerprints.memberId(schemeId, signingKey);
    }
}
