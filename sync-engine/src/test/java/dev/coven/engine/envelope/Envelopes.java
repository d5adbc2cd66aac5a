package dev.coven.engine.envelope;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.coven.engine.crypto.Sha256;
import dev.coven.engine.document.Author;
import dev.coven.engine.document.DeviceNonce;
import dev.coven.engine.document.FakeSchemes;
import dev.coven.engine.document.Fingerprints;
import dev.coven.engine.document.SignedBytes;
import dev.coven.spi.storage.Payload;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import java.util.zip.DeflaterOutputStream;

/** Envelopes of Ada's, in good form and otherwise. */
final class Envelopes {
    static final String LIBRARY = "0123456789abcdef0123456789abcdef";
    static final Author ADA = FakeSchemes.author("Ada");
    static final DeviceNonce NONCE = new DeviceNonce(new byte[DeviceNonce.BYTES]);
    static final String DEVICE = Fingerprints.deviceId(ADA.schemeId(), ADA.key(), NONCE);
    static final String PREV = "ab".repeat(32);
    static final byte[] CHANGESET =
            "what was written, what was written, what was written".getBytes(StandardCharsets.UTF_8);
    static final byte[] CLOCKS = {1, 2, 3, 4, 5};

    private Envelopes() {}

    static EnvelopeHeader header(Compression compression, byte[] changeset, byte[] stored, byte[] clocks) {
        return new EnvelopeHeader(
                LIBRARY,
                DEVICE,
                NONCE,
                7,
                PREV,
                3,
                55L << 16,
                "holiday photos ✓",
                changeset.length,
                stored.length,
                clocks.length,
                2,
                compression,
                ADA.schemeId(),
                ADA.key());
    }

    static EnvelopeHeader header() {
        return header(Compression.DEFLATE, CHANGESET, deflated(CHANGESET), CLOCKS);
    }

    static byte[] envelope() {
        return envelope(header(), deflated(CHANGESET), CLOCKS);
    }

    static byte[] envelope(EnvelopeHeader header, byte[] stored, byte[] clocks) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            EnvelopeWriter.write(out, header, Payload.of(stored), clocks, ADA);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    /** An envelope whose changeset is not of the announced size. */
    static byte[] announcing(long changesetSize, byte[] stored) {
        return changed(
                envelope(header(Compression.DEFLATE, CHANGESET, stored, CLOCKS), stored, CLOCKS),
                json -> json.addProperty("changesetSize", changesetSize));
    }

    /** The envelope with other header fields, signed by Ada in good form. */
    static byte[] changed(byte[] envelope, Consumer<JsonObject> change) {
        JsonObject json = JsonParser.parseString(headerOf(envelope)).getAsJsonObject();
        change.accept(json);
        return withHeader(envelope, json.toString().getBytes(StandardCharsets.UTF_8));
    }

    /** The envelope with another header, signed by Ada in good form. */
    static byte[] withHeader(byte[] envelope, byte[] header) {
        int bodyStart = 8 + headerOf(envelope).getBytes(StandardCharsets.UTF_8).length;
        int bodyLength = envelope.length - 32 - bodyStart;
        byte[] signed = ByteBuffer.allocate(8 + header.length + bodyLength)
                .put(envelope, 0, 4)
                .putInt(header.length)
                .put(header)
                .put(envelope, bodyStart, bodyLength)
                .array();
        byte[] signature = new SignedBytes("envelope", Sha256.digest().digest(signed)).sign(ADA);
        return ByteBuffer.allocate(signed.length + signature.length)
                .put(signed)
                .put(signature)
                .array();
    }

    static String headerOf(byte[] envelope) {
        int length = ByteBuffer.wrap(envelope).getInt(4);
        return new String(envelope, 8, length, StandardCharsets.UTF_8);
    }

    static OpenedEnvelope read(byte[] envelope) throws IOException {
        return EnvelopeReader.read(new ByteArrayInputStream(envelope), EnvelopeLimits.DEFAULT);
    }

    static byte[] deflated(byte[] bytes) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (DeflaterOutputStream deflater = new DeflaterOutputStream(out)) {
            deflater.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }
}
