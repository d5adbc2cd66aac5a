package dev.coven.engine.document;

import com.google.gson.JsonObject;
import dev.coven.engine.crypto.Sha256;
import dev.coven.spi.signature.PublicKey;
import dev.coven.spi.signature.Signer;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A signed document as it is sent: {@code magic | kind | JSON length | JSON | signature}.
 *
 * <p>The magic is the four characters {@code CVD1}, the kind one byte, the length four bytes, big-endian; the signature is all
 * that remains. It signs every byte before it, as sent (see {@link SignedBytes}), so that the JSON needs no canonical form.
 * The JSON always holds {@code library}, {@code scheme} and {@code author} (the public key in base64url): whoever
 * exchanges one of them breaks the signature. Immutable.
 */
public final class SignedDocument {
    /** The longest document, signature included. */
    public static final int MAX_BYTES = 1 << 20;

    private static final byte[] MAGIC = "CVD1".getBytes(StandardCharsets.US_ASCII);
    private static final int PREFIX_BYTES = MAGIC.length + 1 + Integer.BYTES;

    private final JsonFields fields;
    private final String libraryId;
    private final String schemeId;
    private final PublicKey author;
    private final SignedBytes signedBytes;
    private final byte[] signature;

    private SignedDocument(JsonFields fields, SignedBytes signedBytes, byte[] signature)
            throws MalformedDocumentException {
        this.fields = fields;
        this.libraryId = fields.text("library");
        this.schemeId = FieldRules.pluginId("scheme", fields.text("scheme"));
        this.author = fields.publicKey("author");
        this.signedBytes = signedBytes;
        this.signature = signature;
    }

    /** Makes a value of a document's fields. */
    @FunctionalInterface
    interface Decoder<T> {
        /** May refuse a value with {@link IllegalArgumentException} too: that is how records validate. */
        T decode(SignedDocument document) throws MalformedDocumentException, BadSignatureException;
    }

    /**
     * Signs a document.
     *
     * @param body the fields; {@code library} among them, {@code scheme} and {@code author} not: these are added
     * @throws IllegalArgumentException when the body is not so, or the document would be longer than {@link #MAX_BYTES}
     */
    public static byte[] sign(DocumentKind kind, JsonObject body, Author author) {
        if (!body.has("library") || body.has("scheme") || body.has("author")) {
            throw new IllegalArgumentException("a body names its library, and neither scheme nor author");
        }
        JsonObject complete = body.deepCopy();
        complete.addProperty("scheme", author.schemeId());
        complete.addProperty("author", JsonFields.base64(author.key().encoded()));
        byte[] json = complete.toString().getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes(MAGIC);
        bytes.write(kind.code());
        bytes.writeBytes(ByteBuffer.allocate(Integer.BYTES).putInt(json.length).array());
        bytes.writeBytes(json);
        byte[] digest = Sha256.digest().digest(bytes.toByteArray());
        bytes.writeBytes(new SignedBytes(kind.label(), digest).sign(author));
        if (bytes.size() > MAX_BYTES) {
            throw new IllegalArgumentException(
                    "a " + kind.label() + " document of " + bytes.size() + " bytes; the limit is " + MAX_BYTES);
        }
        return bytes.toByteArray();
    }

    /**
     * The document that the bytes are. Nothing of it is proven before {@link #verify} has returned.
     *
     * @throws MalformedDocumentException when they are none of that kind
     */
    public static SignedDocument parse(DocumentKind expected, byte[] bytes) throws MalformedDocumentException {
        int signatureStart = PREFIX_BYTES + jsonLength(expected, bytes);
        byte[] signature = Arrays.copyOfRange(bytes, signatureStart, bytes.length);
        byte[] digest = Sha256.digest().digest(Arrays.copyOf(bytes, signatureStart));
        try {
            JsonFields fields = JsonFields.parse(Arrays.copyOfRange(bytes, PREFIX_BYTES, signatureStart));
            return new SignedDocument(fields, new SignedBytes(expected.label(), digest), signature);
        } catch (IllegalArgumentException | MalformedDocumentException e) {
            throw malformed(expected, e);
        }
    }

    /** Parses, requires the library, verifies and decodes: the one way in for every typed document. */
    static <T> T open(DocumentKind kind, byte[] bytes, String libraryId, SignatureSchemes schemes, Decoder<T> decoder)
            throws MalformedDocumentException, BadSignatureException {
        SignedDocument document = parse(kind, bytes);
        if (!document.libraryId.equals(libraryId)) {
            throw malformed(kind, "it is of library " + FieldRules.quoted(document.libraryId) + ", not " + libraryId);
        }
        document.verify(schemes);
        try {
            return decoder.decode(document);
        } catch (IllegalArgumentException | MalformedDocumentException e) {
            throw malformed(kind, e);
        }
    }

    /**
     * Returns in silence when the signature is that of {@link #author()} for this document.
     *
     * @throws UnknownSchemeException when the scheme is not installed
     * @throws BadSignatureException in every other case
     */
    public void verify(SignatureSchemes schemes) throws BadSignatureException {
        signedBytes.verify(schemes, schemeId, author, signature);
    }

    /** What the document says. */
    public JsonFields fields() {
        return fields;
    }

    /** The library that the document is of. */
    public String libraryId() {
        return libraryId;
    }

    /** The scheme of the signature. */
    public String schemeId() {
        return schemeId;
    }

    /** The key that the signature must be verified with. */
    public PublicKey author() {
        return author;
    }

    /** The SHA-256 of all bytes before the signature, as hexadecimal digits: it names what was said, however signed. */
    public String hash() {
        return signedBytes.hash();
    }

    private static int jsonLength(DocumentKind expected, byte[] bytes) throws MalformedDocumentException {
        if (bytes.length > MAX_BYTES) {
            throw malformed(expected, "it has " + bytes.length + " bytes, the limit is " + MAX_BYTES);
        }
        if (bytes.length < PREFIX_BYTES) {
            throw malformed(expected, "it ends at offset " + bytes.length + ", before its JSON");
        }
        if (!Arrays.equals(bytes, 0, MAGIC.length, MAGIC, 0, MAGIC.length)) {
            throw malformed(expected, "it does not begin with CVD1");
        }
        int kind = bytes[MAGIC.length];
        if (kind != expected.code()) {
            throw malformed(
                    expected, "the kind at offset " + MAGIC.length + " is " + kind + ", not " + expected.code());
        }
        int length = ByteBuffer.wrap(bytes).getInt(MAGIC.length + 1);
        int signatureBytes = bytes.length - PREFIX_BYTES - length;
        if (length < 0 || signatureBytes < 1 || signatureBytes > Signer.MAX_SIGNATURE_BYTES) {
            throw malformed(
                    expected,
                    "a JSON length of " + length + " at offset " + (MAGIC.length + 1)
                            + " leaves no room for a signature" + " or too much in " + bytes.length + " bytes");
        }
        return length;
    }

    private static MalformedDocumentException malformed(DocumentKind kind, String reason) {
        return new MalformedDocumentException("not a " + kind.label() + " document: " + reason);
    }

    private static MalformedDocumentException malformed(DocumentKind kind, Exception cause) {
        return new MalformedDocumentException("not a " + kind.label() + " document: " + cause.getMessage(), cause);
    }
}
