package dev.coven.engine.document;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import dev.coven.spi.signature.PublicKey;
import java.util.HashSet;
import java.util.List;

/**
 * One signed statement about who the members are.
 *
 * <p>An operation that this version does not know is malformed: to skip a removal would be to keep trusting.
 *
 * @param libraryId the library
 * @param schemeId the author's signature scheme
 * @param author the author's public key
 * @param op what is stated
 * @param subject of whom
 * @param timestamp the time of the timestamp from which it holds
 * @param after the hashes of the entries that it follows: none when founding, else 1 to {@link #MAX_AFTER}, each once
 * @param epoch the number of the first library key, 1 or more, when founding; else 0
 * @param keyCommitment a SHA-256 that binds that key, when founding; else empty
 */
public record MembershipEntry(
        String libraryId,
        String schemeId,
        PublicKey author,
        Op op,
        Member subject,
        long timestamp,
        List<String> after,
        int epoch,
        String keyCommitment) {
    /** The most entries that one may follow directly. */
    public static final int MAX_AFTER = 1000;

    /** What an entry states. The names are stored. */
    public enum Op {
        /** The author begins the library and is its first owner. */
        FOUND,
        /** The subject is a member. */
        ADD
    }

    /** Validates every field; throws {@link IllegalArgumentException} with its name. */
    public MembershipEntry {
        HexId.LIBRARY.require("library", libraryId);
        FieldRules.pluginId("scheme", schemeId);
        FieldRules.time("timestamp", timestamp);
        FieldRules.count("after", after.size(), MAX_AFTER);
        after = List.copyOf(after);
        after.forEach(hash -> HexId.HASH.require("after", hash));
        if (new HashSet<>(after).size() != after.size()) {
            throw new IllegalArgumentException("after names an entry twice");
        }
        boolean founding = op == Op.FOUND;
        if (founding != after.isEmpty()) {
            throw new IllegalArgumentException("after must be empty when founding, and only then");
        }
        FieldRules.range("epoch", epoch, founding ? 1 : 0, founding ? Integer.MAX_VALUE : 0);
        if (founding) {
            HexId.HASH.require("keyCommitment", keyCommitment);
        } else if (!keyCommitment.isEmpty()) {
            throw new IllegalArgumentException("keyCommitment must be empty unless founding");
        }
    }

    /** The entry that founds a library: its author is its subject. */
    public static MembershipEntry found(
            String libraryId, Member founder, long timestamp, int epoch, String keyCommitment) {
        return new MembershipEntry(
                libraryId,
                founder.schemeId(),
                founder.signingKey(),
                Op.FOUND,
                founder,
                timestamp,
                List.of(),
                epoch,
                keyCommitment);
    }

    /** The entry by which an author adds a member after the entries of the given hashes. */
    public static MembershipEntry add(
            String libraryId, Author author, Member subject, long timestamp, List<String> after) {
        return new MembershipEntry(
                libraryId, author.schemeId(), author.key(), Op.ADD, subject, timestamp, after, 0, "");
    }

    /** The member id of the author. */
    public String authorId() {
        return Fingerprints.memberId(schemeId, author);
    }

    /** Signs; throws {@link IllegalArgumentException} unless the author is the one named. */
    public byte[] encode(Author by) {
        by.requireIs(schemeId, author);
        JsonArray hashes = new JsonArray();
        after.forEach(hashes::add);
        JsonObject body = new JsonObject();
        body.addProperty("library", libraryId);
        body.addProperty("op", op.name());
        body.add("subject", subject.toJson());
        body.addProperty("timestamp", timestamp);
        body.add("after", hashes);
        body.addProperty("epoch", epoch);
        body.addProperty("keyCommitment", keyCommitment);
        return SignedDocument.sign(DocumentKind.MEMBER, body, by);
    }

    /**
     * The verified entry. Whether its author may state this is for the whole chain to say.
     *
     * @throws MalformedDocumentException when the bytes are not one of this library, or its operation is not known
     * @throws BadSignatureException when the signature is not the author's
     */
    public static MembershipEntry open(byte[] bytes, String libraryId, SignatureSchemes schemes)
            throws MalformedDocumentException, BadSignatureException {
        return SignedDocument.open(DocumentKind.MEMBER, bytes, libraryId, schemes, MembershipEntry::decode);
    }

    private static MembershipEntry decode(SignedDocument document) throws MalformedDocumentException {
        JsonFields fields = document.fields();
        return new MembershipEntry(
                document.libraryId(),
                document.schemeId(),
                document.author(),
                fields.choice("op", Op.class),
                Member.fromJson(fields.object("subject")),
                fields.number("timestamp"),
                fields.texts("after", MAX_AFTER),
                fields.smallNumber("epoch"),
                fields.text("keyCommitment"));
    }
}
