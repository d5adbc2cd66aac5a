package dev.coven.engine.identity;

import dev.coven.engine.crypto.EncryptionPublicKey;
import dev.coven.spi.signature.PublicKey;
import java.util.List;
import java.util.regex.Pattern;

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
    public static final int MAX_NAME_CHARS = 100;

    private static final Pattern SCHEME = Pattern.compile("[a-z][a-z0-9-]{0,39}");
    private static final CodeText TEXT = new CodeText(PREFIX, "a member code", 4);

    /** Validates the name and the scheme; throws {@link IllegalArgumentException} with the one that is wrong. */
    public MemberCode {
        requireName(name);
        if (!SCHEME.matcher(schemeId).matches()) {
            throw new IllegalArgumentException("not a signature scheme's id: '" + schemeId + "'");
        }
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

    /** The member's id, see {@link MemberId}. */
    public String memberId() {
        return MemberId.of(schemeId, signingKey);
    }

    /** Names are shown in terminals and lists: no line breaks, no control characters, nothing that turns the text round. */
    private static void requireName(String name) {
        if (name.isEmpty() || name.length() > MAX_NAME_CHARS || !name.equals(name.strip())) {
            throw new IllegalArgumentException("a name has 1 to " + MAX_NAME_CHARS
                    + " characters and no space at either end, this one has " + name.length());
        }
        if (name.codePoints().anyMatch(MemberCode::isUnprintable)) {
            throw new IllegalArgumentException("a name is one line of printable characters");
        }
    }

    private static boolean isUnprintable(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR, Character.SURROGATE ->
                true;
            default -> turnsTextRound(codePoint);
        };
    }

    private static boolean turnsTextRound(int codePoint) {
        return switch (Character.getDirectionality(codePoint)) {
            case Character.DIRECTIONALITY_LEFT_TO_RIGHT_EMBEDDING,
                    Character.DIRECTIONALITY_LEFT_TO_RIGHT_OVERRIDE,
                    Character.DIRECTIONALITY_LEFT_TO_RIGHT_ISOLATE,
                    Character.DIRECTIONALITY_RIGHT_TO_LEFT_EMBEDDING,
                    Character.DIRECTIONALITY_RIGHT_TO_LEFT_OVERRIDE,
                    Character.DIRECTIONALITY_RIGHT_TO_LEFT_ISOLATE,
                    Character.DIRECTIONALITY_FIRST_STRONG_ISOLATE,
                    Character.DIRECTIONALITY_POP_DIRECTIONAL_FORMAT,
                    Character.DIRECTIONALITY_POP_DIRECTIONAL_ISOLATE -> true;
            default -> false;
        };
    }
}
