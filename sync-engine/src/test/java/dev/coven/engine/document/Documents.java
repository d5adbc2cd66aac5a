package dev.coven.engine.document;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.coven.engine.crypto.Sha256;
import dev.coven.engine.document.Member.Role;
import dev.coven.engine.fingerprint.StateDigest;
import dev.coven.engine.fingerprint.StateSum;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** One example of each document, and what a hostile author can make of it. */
final class Documents {
    static final String LIBRARY = "0123456789abcdef0123456789abcdef";
    static final String HASH = "ab".repeat(32);
    static final Author ADA = FakeSchemes.author("Ada");
    static final DeviceNonce NONCE =
            new DeviceNonce(new byte[] {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16});
    static final String DEVICE = Fingerprints.deviceId(ADA.schemeId(), ADA.key(), NONCE);
    static final String OTHER_DEVICE = "f".repeat(32);
    static final SignatureSchemes SCHEMES = new FakeSchemes();

    private static final int JSON_START = 9;

    private Documents() {}

    static LibraryDocument library() {
        return new LibraryDocument(LIBRARY, ADA.schemeId(), ADA.key(), 77L << 16, 1_700_000_000_000L);
    }

    static SchemaDocument schema() {
        return new SchemaDocument(
                LIBRARY,
                ADA.schemeId(),
                ADA.key(),
                3,
                2,
                ForeignKeys.ENFORCED,
                List.of(
                        TableSpec.of("photo", "lww"),
                        new TableSpec("odd \"name\" é", "lww-row", List.of("even", "older"))),
                List.of("CREATE TABLE photo(id TEXT PRIMARY KEY)", "CREATE TABLE \"odd \"\"name\"\" é\"(a,b)"));
    }

    static HeadDocument head() {
        return new HeadDocument(
                LIBRARY,
                DEVICE,
                NONCE,
                "Ada's laptop",
                ADA.schemeId(),
                ADA.key(),
                12,
                HASH,
                Map.of(OTHER_DEVICE, 7L),
                1_700_000_000_000L,
                99L << 16,
                Optional.of(new StateDigest(HASH, new StateSum(1, -1))));
    }

    static MembershipEntry founding() {
        return MembershipEntry.found(LIBRARY, FakeSchemes.member("Ada", Role.OWNER), 50, 1, HASH);
    }

    static MembershipEntry adding() {
        return MembershipEntry.add(LIBRARY, ADA, FakeSchemes.member("Bob", Role.MEMBER), 60, List.of(HASH));
    }

    static byte[] encoded(DocumentKind kind) {
        return switch (kind) {
            case LIBRARY -> library().encode(ADA);
            case SCHEMA -> schema().encode(ADA);
            case HEAD -> head().encode(ADA);
            case MEMBER -> adding().encode(ADA);
        };
    }

    static Object open(DocumentKind kind, byte[] bytes) throws MalformedDocumentException, BadSignatureException {
        return switch (kind) {
            case LIBRARY -> LibraryDocument.open(bytes, LIBRARY, SCHEMES);
            case SCHEMA -> SchemaDocument.open(bytes, LIBRARY, SCHEMES);
            case HEAD -> HeadDocument.open(bytes, LIBRARY, SCHEMES);
            case MEMBER -> MembershipEntry.open(bytes, LIBRARY, SCHEMES);
        };
    }

    /** The document with other fields, signed by Ada in good form. */
    static byte[] changed(DocumentKind kind, byte[] document, Consumer<JsonObject> change) {
        JsonObject body = JsonParser.parseString(json(document)).getAsJsonObject();
        body.remove("scheme");
        body.remove("author");
        change.accept(body);
        return SignedDocument.sign(kind, body, ADA);
    }

    /** The document with another text for its JSON, signed by Ada in good form. */
    static byte[] withJson(DocumentKind kind, byte[] json) {
        ByteBuffer signed = ByteBuffer.allocate(JSON_START + json.length);
        signed.put("CVD1".getBytes(StandardCharsets.US_ASCII))
                .put((byte) kind.code())
                .putInt(json.length)
                .put(json);
        byte[] signature = new SignedBytes(kind.label(), Sha256.digest().digest(signed.array())).sign(ADA);
        return ByteBuffer.allocate(signed.capacity() + signature.length)
                .put(signed.array())
                .put(signature)
                .array();
    }

    static String json(byte[] document) {
        int length = ByteBuffer.wrap(document).getInt(JSON_START - Integer.BYTES);
        return new String(document, JSON_START, length, StandardCharsets.UTF_8);
    }
}
