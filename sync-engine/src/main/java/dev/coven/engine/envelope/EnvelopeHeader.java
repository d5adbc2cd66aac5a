package dev.coven.engine.envelope;

import com.google.gson.JsonObject;
import dev.coven.engine.document.DeviceNonce;
import dev.coven.engine.document.FieldRules;
import dev.coven.engine.document.Fingerprints;
import dev.coven.engine.document.HexId;
import dev.coven.engine.document.JsonFields;
import dev.coven.engine.document.MalformedDocumentException;
import dev.coven.spi.signature.PublicKey;
import java.nio.charset.StandardCharsets;

/**
 * What an envelope says of the changeset in it.
 *
 * @param library the library
 * @param device the id of the device that wrote it
 * @param nonce what the device id was made with
 * @param seq its number, from 1
 * @param prev the hash of the device's envelope before, empty at 1
 * @param schemaVersion the schema that the changes are of, 0 or more
 * @param timestamp the time of the highest timestamp among the changes
 * @param message what its writer has to say, at most {@link #MAX_MESSAGE_CHARS} characters
 * @param changesetSize the bytes of the changeset, unpacked
 * @param changesetStored the bytes of the changeset as stored
 * @param clocksSize the bytes of the clocks
 * @param changes how many changes
 * @param compression how the changeset is stored
 * @param schemeId the author's signature scheme
 * @param author the author's public key
 */
public record EnvelopeHeader(
        String library,
        String device,
        DeviceNonce nonce,
        long seq,
        String prev,
        long schemaVersion,
        long timestamp,
        String message,
        long changesetSize,
        long changesetStored,
        long clocksSize,
        long changes,
        Compression compression,
        String schemeId,
        PublicKey author) {
    /** The longest message. */
    public static final int MAX_MESSAGE_CHARS = 500;
    /** The longest header, as JSON. */
    public static final int MAX_BYTES = 64 << 10;

    /** Validates every field; throws {@link IllegalArgumentException} with its name. */
    public EnvelopeHeader {
        HexId.LIBRARY.require("library", library);
        HexId.DEVICE.require("device", device);
        FieldRules.range("seq", seq, 1, Long.MAX_VALUE);
        FieldRules.previousHash("prev", prev, seq, 1);
        FieldRules.range("schemaVersion", schemaVersion, 0, Long.MAX_VALUE);
        FieldRules.time("timestamp", timestamp);
        FieldRules.text("message", message, MAX_MESSAGE_CHARS);
        FieldRules.range("changesetSize", changesetSize, 0, EnvelopeLimits.ABSOLUTE_MAX_BYTES);
        FieldRules.range("changesetStored", changesetStored, 0, EnvelopeLimits.ABSOLUTE_MAX_BYTES);
        FieldRules.range("clocksSize", clocksSize, 0, EnvelopeLimits.ABSOLUTE_MAX_BYTES);
        FieldRules.range("changes", changes, 0, Long.MAX_VALUE);
        FieldRules.pluginId("scheme", schemeId);
        if (compression == Compression.NONE && changesetSize != changesetStored) {
            throw new IllegalArgumentException("changesetStored is " + changesetStored + " where changesetSize is "
                    + changesetSize + ", without compression");
        }
    }

    /** The member id of the author. */
    public String authorId() {
        return Fingerprints.memberId(schemeId, author);
    }

    /** Whether the device's id follows from author and nonce, so that it is the author's. */
    boolean isAuthorsDevice() {
        return device.equals(Fingerprints.deviceId(schemeId, author, nonce));
    }

    byte[] encode() {
        JsonObject json = new JsonObject();
        json.addProperty("library", library);
        json.addProperty("device", device);
        json.addProperty("nonce", JsonFields.base64(nonce.bytes()));
        json.addProperty("seq", seq);
        json.addProperty("prev", prev);
        json.addProperty("schemaVersion", schemaVersion);
        json.addProperty("timestamp", timestamp);
        json.addProperty("message", message);
        json.addProperty("changesetSize", changesetSize);
        json.addProperty("changesetStored", changesetStored);
        json.addProperty("clocksSize", clocksSize);
        json.addProperty("changes", changes);
        json.addProperty("compression", compression.name());
        json.addProperty("scheme", schemeId);
        json.addProperty("author", JsonFields.base64(author.encoded()));
        return json.toString().getBytes(StandardCharsets.UTF_8);
    }

    static EnvelopeHeader decode(byte[] json) throws MalformedEnvelopeException {
        try {
            return decode(JsonFields.parse(json));
        } catch (IllegalArgumentException | MalformedDocumentException e) {
            throw new MalformedEnvelopeException("not an envelope header: " + e.getMessage(), e);
        }
    }

    private static EnvelopeHeader decode(JsonFields fields) throws MalformedDocumentException {
        return new EnvelopeHeader(
                fields.text("library"),
                fields.text("device"),
                new DeviceNonce(fields.bytes("nonce", DeviceNonce.BYTES)),
                fields.number("seq"),
                fields.text("prev"),
                fields.number("schemaVersion"),
                fields.number("timestamp"),
                fields.text("message"),
                fields.number("changesetSize"),
                fields.number("changesetStored"),
                fields.number("clocksSize"),
                fields.number("changes"),
                fields.choice("compression", Compression.class),
                fields.text("scheme"),
                fields.publicKey("author"));
    }
}
