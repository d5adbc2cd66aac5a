package dev.coven.engine.identity;

import dev.coven.engine.document.HexId;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;

/**
 * What a new member or device needs to join a library. Holds no secret: the library key waits in the store, wrapped to the
 * member, and the founder's fingerprint makes sure that it is this library and no other.
 *
 * @param libraryId the library, see {@link HexId#LIBRARY}
 * @param store where its store is: an absolute URI of at most {@value #MAX_STORE_CHARS} characters without user info
 * @param founderId the founder's member id, see {@link HexId#MEMBER}: pinned when joining
 */
public record InviteCode(String libraryId, URI store, String founderId) {
    /** How the text form begins. */
    public static final String PREFIX = "coven-invite:";
    /** The longest store location. */
    public static final int MAX_STORE_CHARS = 2000;

    private static final CodeText TEXT = new CodeText(PREFIX, "an invite code", 3);

    /** Validates the parts; throws {@link IllegalArgumentException} with the one that is wrong, never with a credential. */
    public InviteCode {
        HexId.LIBRARY.require("library", libraryId);
        HexId.MEMBER.require("founder", founderId);
        if (!store.isAbsolute() || store.toString().length() > MAX_STORE_CHARS) {
            throw new IllegalArgumentException("a store location is an absolute URI of at most " + MAX_STORE_CHARS
                    + " characters, such as s3://bucket/prefix");
        }
        String authority = store.getRawAuthority();
        if (authority != null && authority.indexOf('@') >= 0) {
            throw new IllegalArgumentException("a store location in an invite holds no user name or password");
        }
    }

    /** The text form: {@value #PREFIX} and base64url of content and checksum, one line. */
    public String text() {
        return TEXT.write(
                List.of(CodeText.bytes(libraryId), CodeText.bytes(store.toString()), CodeText.bytes(founderId)));
    }

    /**
     * The code of a text form; white space in it is ignored.
     *
     * @throws InvalidCodeException when the text is anything else, with a sentence that says what
     */
    public static InviteCode parse(String text) throws InvalidCodeException {
        List<byte[]> parts = TEXT.read(text);
        InviteCode code;
        try {
            code = new InviteCode(
                    CodeText.text(parts.get(0)), new URI(CodeText.text(parts.get(1))), CodeText.text(parts.get(2)));
        } catch (URISyntaxException e) {
            throw TEXT.malformed("its store location is not a URI", e);
        } catch (IllegalArgumentException e) {
            throw TEXT.malformed(String.valueOf(e.getMessage()), e);
        }
        if (!code.text().equals(CodeText.withoutSpace(text))) {
            throw TEXT.malformed("another text stands for the same invite");
        }
        return code;
    }
}
