package dev.coven.engine.document;

import com.google.gson.JsonObject;
import dev.coven.engine.fingerprint.StateDigest;
import dev.coven.engine.fingerprint.StateSum;
import dev.coven.spi.signature.PublicKey;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What a device says of itself: how far it has written and how far it has read.
 *
 * @param libraryId the library
 * @param device the device's id, {@link Fingerprints#deviceId} of author and nonce
 * @param nonce what the id was made with
 * @param deviceName what people read
 * @param schemeId the author's signature scheme
 * @param author the author's public key
 * @param seq the number of its last envelope, 0 before the first
 * @param lastEnvelopeHash that envelope's hash, empty before the first
 * @param cursors by device, up to which seq it holds everything; at most {@link #MAX_CURSORS}
 * @param lastSyncMillis when it last synced, in milliseconds since 1970
 * @param clockHighWater the time of its newest timestamp: it will never make one at or below
 * @param state the fingerprint of its merged state at seq and cursors; empty when it did not say
 */
public record HeadDocument(
        String libraryId,
        String device,
        DeviceNonce nonce,
        String deviceName,
        String schemeId,
        PublicKey author,
        long seq,
        String lastEnvelopeHash,
        Map<String, Long> cursors,
        long lastSyncMillis,
        long clockHighWater,
        Optional<StateDigest> state) {
    /** The most cursors in one head. */
    public static final int MAX_CURSORS = 4_000;
    /** The longest name of a device. */
    public static final int MAX_NAME_CHARS = 100;

    /** Validates every field; throws {@link IllegalArgumentException} with its name. */
    public HeadDocument {
        HexId.LIBRARY.require("library", libraryId);
        HexId.DEVICE.require("device", device);
        FieldRules.line("deviceName", deviceName, MAX_NAME_CHARS);
        FieldRules.pluginId("scheme", schemeId);
        FieldRules.range("seq", seq, 0, Long.MAX_VALUE);
        FieldRules.previousHash("lastEnvelopeHash", lastEnvelopeHash, seq, 0);
        FieldRules.count("cursors", cursors.size(), MAX_CURSORS);
        cursors = Collections.unmodifiableMap(new TreeMap<>(cursors));
        cursors.forEach((reader, cursor) -> {
            HexId.DEVICE.require("cursors", reader);
            FieldRules.range("cursors[" + reader + "]", cursor, 0, Long.MAX_VALUE);
        });
        FieldRules.millis("lastSyncMillis", lastSyncMillis);
        FieldRules.time("clockHighWater", clockHighWater);
    }

    /** The member id of the author. */
    public String authorId() {
        return Fingerprints.memberId(schemeId, author);
    }

    /** Signs; throws {@link IllegalArgumentException} unless the author is the one named and the device is theirs. */
    public byte[] encode(Author by) {
        by.requireIs(schemeId, author);
        if (!isAuthorsDevice()) {
            throw new IllegalArgumentException("device " + device + " is not one of member " + authorId());
        }
        JsonObject body = new JsonObject();
        body.addProperty("library", libraryId);
        body.addProperty("device", device);
        body.addProperty("nonce", JsonFields.base64(nonce.bytes()));
        body.addProperty("deviceName", deviceName);
        body.addProperty("seq", seq);
        body.addProperty("lastEnvelopeHash", lastEnvelopeHash);
        JsonObject positions = new JsonObject();
        cursors.forEach(positions::addProperty);
        body.add("cursors", positions);
        body.addProperty("lastSyncMillis", lastSyncMillis);
        body.addProperty("clockHighWater", clockHighWater);
        state.ifPresent(digest -> {
            JsonObject said = new JsonObject();
            said.addProperty("schema", digest.schema());
            said.addProperty("sum", digest.sum().toString());
            body.add("state", said);
        });
        return SignedDocument.sign(DocumentKind.HEAD, body, by);
    }

    /**
     * The verified document. That its author is a member, and that its device is the one of its path, is the caller's to
     * check.
     *
     * @throws MalformedDocumentException when the bytes are not one of this library
     * @throws BadSignatureException when the signature is not the author's, or the device not one of theirs
     */
    public static HeadDocument open(byte[] bytes, String libraryId, SignatureSchemes schemes)
            throws MalformedDocumentException, BadSignatureException {
        return SignedDocument.open(DocumentKind.HEAD, bytes, libraryId, schemes, HeadDocument::decode);
    }

    private static HeadDocument decode(SignedDocument document)
            throws MalformedDocumentException, BadSignatureException {
        JsonFields fields = document.fields();
        HeadDocument head = new HeadDocument(
                document.libraryId(),
                fields.text("device"),
                new DeviceNonce(fields.bytes("nonce", DeviceNonce.BYTES)),
                fields.text("deviceName"),
                document.schemeId(),
                document.author(),
                fields.number("seq"),
                fields.text("lastEnvelopeHash"),
                fields.numbers("cursors", MAX_CURSORS),
                fields.number("lastSyncMillis"),
                fields.number("clockHighWater"),
                state(fields));
        if (!head.isAuthorsDevice()) {
            throw new BadSignatureException(
                    "the head names device " + head.device + ", which is not one of member " + head.authorId());
        }
        return head;
    }

    private static Optional<StateDigest> state(JsonFields fields) throws MalformedDocumentException {
        if (!fields.has("state")) {
            return Optional.empty();
        }
        JsonFields said = fields.object("state");
        return Optional.of(new StateDigest(said.text("schema"), StateSum.parse(said.text("sum"))));
    }

    private boolean isAuthorsDevice() {
        return device.equals(Fingerprints.deviceId(schemeId, author, nonce));
    }
}
