package dev.coven.engine.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coven.engine.crypto.Sha256;
import dev.coven.engine.document.Author;
import dev.coven.engine.document.BadSignatureException;
import dev.coven.engine.document.DeviceNonce;
import dev.coven.engine.document.DocumentKind;
import dev.coven.engine.document.FakeSchemes;
import dev.coven.engine.document.Fingerprints;
import dev.coven.engine.document.ForeignKeys;
import dev.coven.engine.document.HeadDocument;
import dev.coven.engine.document.LibraryDocument;
import dev.coven.engine.document.MalformedDocumentException;
import dev.coven.engine.document.Member.Role;
import dev.coven.engine.document.MembershipEntry;
import dev.coven.engine.document.SchemaDocument;
import dev.coven.engine.document.SignatureSchemes;
import dev.coven.engine.document.SignedBytes;
import dev.coven.engine.document.SignedDocument;
import dev.coven.engine.document.TableSpec;
import dev.coven.engine.fingerprint.StateDigest;
import dev.coven.engine.fingerprint.StateSum;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The signed documents of one kind. An input that begins with the magic is the document as the store gives it; any other is the
 * JSON of one that a member who means harm has signed. A document that is taken means the same when it is written again.
 */
final class DocumentTarget implements FuzzTarget {
    private static final String LIBRARY = "0123456789abcdef0123456789abcdef";
    private static final String HASH = "ab".repeat(32);
    private static final Author ADA = FakeSchemes.author("Ada");
    private static final DeviceNonce NONCE = new DeviceNonce(new byte[DeviceNonce.BYTES]);
    private static final SignatureSchemes SCHEMES = new FakeSchemes();
    private static final byte[] MAGIC = "CVD1".getBytes(StandardCharsets.US_ASCII);
    private static final int JSON_START = MAGIC.length + 1 + Integer.BYTES;

    private final DocumentKind kind;

    DocumentTarget(DocumentKind kind) {
        this.kind = kind;
    }

    @Override
    public String name() {
        return kind.name().toLowerCase(Locale.ROOT);
    }

    @Override
    public List<byte[]> seeds() {
        List<byte[]> seeds = new ArrayList<>();
        for (byte[] document : documents()) {
            seeds.add(document);
            int length = ByteBuffer.wrap(document).getInt(JSON_START - Integer.BYTES);
            seeds.add(Arrays.copyOfRange(document, JSON_START, JSON_START + length));
        }
        return seeds;
    }

    private List<byte[]> documents() {
        return switch (kind) {
            case LIBRARY ->
                List.of(new LibraryDocument(LIBRARY, ADA.schemeId(), ADA.key(), 77L << 16, 1_700_000_000_000L)
                        .encode(ADA));
            case SCHEMA ->
                List.of(new SchemaDocument(
                                LIBRARY,
                                ADA.schemeId(),
                                ADA.key(),
                                3,
                                2,
                                ForeignKeys.ENFORCED,
                                List.of(TableSpec.of("photo", "lww"), TableSpec.of("odd \"name\" é", "lww-row")),
                                List.of("CREATE TABLE photo(id TEXT PRIMARY KEY)"))
                        .encode(ADA));
            case HEAD -> List.of(head(0, "", Optional.empty()), head(12, HASH, Optional.of(new StateSum(1, -1))));
            case MEMBER ->
                List.of(
                        MembershipEntry.found(LIBRARY, FakeSchemes.member("Ada", Role.OWNER), 50, 1, HASH)
                                .encode(ADA),
                        MembershipEntry.add(LIBRARY, ADA, FakeSchemes.member("Bob", Role.MEMBER), 60, List.of(HASH))
                                .encode(ADA));
        };
    }

    private static byte[] head(long seq, String hash, Optional<StateSum> sum) {
        return new HeadDocument(
                        LIBRARY,
                        Fingerprints.deviceId(ADA.schemeId(), ADA.key(), NONCE),
                        NONCE,
                        "Ada's laptop",
                        ADA.schemeId(),
                        ADA.key(),
                        seq,
                        hash,
                        Map.of("f".repeat(32), 7L),
                        1_700_000_000_000L,
                        99L << 16,
                        sum.map(value -> new StateDigest(HASH, value)))
                .encode(ADA);
    }

    @Override
    public void feed(byte[] input) {
        boolean asStored = input.length >= MAGIC.length && Arrays.equals(MAGIC, Arrays.copyOf(input, MAGIC.length));
        byte[] document = asStored ? input : signed(input);
        Object opened;
        try {
            opened = open(document);
        } catch (MalformedDocumentException | BadSignatureException e) {
            assertThat(e.getMessage()).isNotBlank();
            return;
        }
        byte[] again;
        try {
            again = encode(opened);
        } catch (IllegalArgumentException e) {
            // Another author's, or one byte of JSON grew when it was written: that is no fault of the reader.
            assertThat(e.getMessage()).containsAnyOf("cannot sign what names author", "the limit is");
            return;
        }
        try {
            assertThat(open(again)).isEqualTo(opened);
        } catch (MalformedDocumentException | BadSignatureException e) {
            throw new AssertionError("what was taken is refused when it is written again", e);
        }
    }

    /** A document of that JSON, in good form and signed. */
    private byte[] signed(byte[] json) {
        byte[] body = ByteBuffer.allocate(JSON_START + json.length)
                .put(MAGIC)
                .put(documents().get(0)[MAGIC.length])
                .putInt(json.length)
                .put(json)
                .array();
        byte[] signature = new SignedBytes(name(), Sha256.digest().digest(body)).sign(ADA);
        return ByteBuffer.allocate(body.length + signature.length)
                .put(body)
                .put(signature)
                .array();
    }

    private Object open(byte[] document) throws MalformedDocumentException, BadSignatureException {
        assertThat(SignedDocument.parse(kind, document).hash()).hasSize(64);
        return switch (kind) {
            case LIBRARY -> LibraryDocument.open(document, LIBRARY, SCHEMES);
            case SCHEMA -> SchemaDocument.open(document, LIBRARY, SCHEMES);
            case HEAD -> HeadDocument.open(document, LIBRARY, SCHEMES);
            case MEMBER -> MembershipEntry.open(document, LIBRARY, SCHEMES);
        };
    }

    private static byte[] encode(Object document) {
        if (document instanceof LibraryDocument library) {
            return library.encode(ADA);
        }
        if (document instanceof SchemaDocument schema) {
            return schema.encode(ADA);
        }
        return document instanceof HeadDocument head ? head.encode(ADA) : ((MembershipEntry) document).encode(ADA);
    }
}
