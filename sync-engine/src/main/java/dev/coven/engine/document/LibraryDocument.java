package dev.coven.engine.document;

import com.google.gson.JsonObject;
import dev.coven.spi.signature.PublicKey;

/**
 * What a library is: signed by its founder, once.
 *
 * @param libraryId its id
 * @param founderScheme the signature scheme of the founder
 * @param founderKey the founder's public signing key
 * @param baseline the time of the timestamp that the rows found at the beginning were born at
 * @param createdMillis when, in milliseconds since 1970
 */
public record LibraryDocument(
        String libraryId, String founderScheme, PublicKey founderKey, long baseline, long createdMillis) {
    /** The version of the store's format that this code reads and writes. */
    public static final int FORMAT_VERSION = 1;

    /** Validates every field; throws {@link IllegalArgumentException} with its name. */
    public LibraryDocument {
        HexId.LIBRARY.require("library", libraryId);
        FieldRules.pluginId("scheme", founderScheme);
        FieldRules.time("baseline", baseline);
        FieldRules.millis("createdMillis", createdMillis);
    }

    /** The member id of the founder. */
    public String founderId() {
        return Fingerprints.memberId(founderScheme, founderKey);
    }

    /** Signs; throws {@link IllegalArgumentException} unless the author is the founder. */
    public byte[] encode(Author founder) {
        founder.requireIs(founderScheme, founderKey);
        JsonObject body = new JsonObject();
        body.addProperty("library", libraryId);
        body.addProperty("format", FORMAT_VERSION);
        body.addProperty("baseline", baseline);
        body.addProperty("createdMillis", createdMillis);
        return SignedDocument.sign(DocumentKind.LIBRARY, body, founder);
    }

    /**
     * The verified document. That its founder is the one who was pinned is the caller's to check.
     *
     * @throws MalformedDocumentException when the bytes are not one of this library and format
     * @throws BadSignatureException when the signature is not the founder's
     */
    public static LibraryDocument open(byte[] bytes, String libraryId, SignatureSchemes schemes)
            throws MalformedDocumentException, BadSignatureException {
        return SignedDocument.open(DocumentKind.LIBRARY, bytes, libraryId, schemes, LibraryDocument::decode);
    }

    private static LibraryDocument decode(SignedDocument document) throws MalformedDocumentException {
        JsonFields fields = document.fields();
        long format = fields.number("format");
        if (format != FORMAT_VERSION) {
            throw new MalformedDocumentException("field format is " + format + ", this version reads format "
                    + FORMAT_VERSION + " only: install a newer one");
        }
        return new LibraryDocument(
                document.libraryId(),
                document.schemeId(),
                document.author(),
                fields.number("baseline"),
                fields.number("createdMillis"));
    }
}
