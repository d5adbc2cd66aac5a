package dev.coven.engine.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coven.engine.changeset.ChangesetLimits;
import dev.coven.engine.changeset.ChangesetReader;
import dev.coven.engine.changeset.ClockTrackReader;
import dev.coven.engine.changeset.MalformedChangesetException;
import dev.coven.engine.crypto.Sha256;
import dev.coven.engine.document.Author;
import dev.coven.engine.document.BadSignatureException;
import dev.coven.engine.document.DeviceNonce;
import dev.coven.engine.document.FakeSchemes;
import dev.coven.engine.document.Fingerprints;
import dev.coven.engine.document.SignedBytes;
import dev.coven.engine.envelope.Compression;
import dev.coven.engine.envelope.EnvelopeHeader;
import dev.coven.engine.envelope.EnvelopeLimits;
import dev.coven.engine.envelope.EnvelopeReader;
import dev.coven.engine.envelope.EnvelopeWriter;
import dev.coven.engine.envelope.MalformedEnvelopeException;
import dev.coven.engine.envelope.OpenedEnvelope;
import dev.coven.engine.envelope.WrongSlotException;
import dev.coven.spi.storage.Payload;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.zip.Deflater;

/**
 * Envelopes, and the changeset and clocks inside. An input that begins with the magic is the envelope as the store gives it; any
 * other says which part of one a member who means harm has chosen: its header, its packed changeset, or changeset and clocks.
 */
final class EnvelopeTarget implements FuzzTarget {
    private static final String LIBRARY = "0123456789abcdef0123456789abcdef";
    private static final Author ADA = FakeSchemes.author("Ada");
    private static final DeviceNonce NONCE = new DeviceNonce(new byte[DeviceNonce.BYTES]);
    private static final String DEVICE = Fingerprints.deviceId(ADA.schemeId(), ADA.key(), NONCE);
    private static final byte[] MAGIC = "CVE1".getBytes(StandardCharsets.US_ASCII);
    private static final EnvelopeLimits LIMITS = new EnvelopeLimits(1 << 20, 4 << 20, 1 << 20);
    private static final byte[] TEXT = "what was written, what was written".getBytes(StandardCharsets.UTF_8);
    private static final byte[] CLOCKS = {2};

    @Override
    public String name() {
        return "envelope";
    }

    @Override
    public List<byte[]> seeds() throws IOException {
        byte[] packed = deflated(TEXT);
        byte[] whole = written(header(Compression.DEFLATE, TEXT.length, packed.length, CLOCKS.length), packed, CLOCKS);
        byte[] json = Arrays.copyOfRange(whole, 8, 8 + ByteBuffer.wrap(whole).getInt(MAGIC.length));
        byte[] changeset = new ChangesetTarget().seeds().get(0);
        return List.of(
                whole,
                joined(new byte[] {0}, json),
                joined(new byte[] {1, 0, (byte) TEXT.length}, packed),
                joined(new byte[] {2, 3, 2, 2, 2}, changeset));
    }

    private static byte[] joined(byte[] first, byte[] second) {
        return ByteBuffer.allocate(first.length + second.length)
                .put(first)
                .put(second)
                .array();
    }

    @Override
    public void feed(byte[] input) throws IOException {
        boolean asStored = input.length >= MAGIC.length && Arrays.equals(MAGIC, Arrays.copyOf(input, MAGIC.length));
        byte[] envelope = asStored ? input : made(new FuzzInput(input));
        OpenedEnvelope opened;
        try {
            opened = EnvelopeReader.read(new ByteArrayInputStream(envelope), LIMITS);
            opened.verify(new FakeSchemes());
            opened.requireSlot(LIBRARY, DEVICE, opened.header().seq());
        } catch (MalformedEnvelopeException | BadSignatureException | WrongSlotException e) {
            assertThat(e.getMessage()).isNotBlank();
            return;
        }
        requireSameHeader(opened.header());
        try (InputStream changeset = opened.changeset()) {
            assertThat(changeset.transferTo(OutputStream.nullOutputStream()))
                    .isEqualTo(opened.header().changesetSize());
            assertThat(changeset.read()).isEqualTo(-1);
        } catch (MalformedEnvelopeException e) {
            return;
        }
        readRows(opened);
    }

    private static byte[] made(FuzzInput input) throws IOException {
        return switch (input.choose(3)) {
            case 0 -> withHeader(input.rest(), joined(deflated(TEXT), CLOCKS));
            case 1 -> {
                int size = input.next() << 8 | input.next();
                byte[] packed = input.rest();
                yield written(header(Compression.DEFLATE, size, packed.length, CLOCKS.length), packed, CLOCKS);
            }
            default -> {
                byte[] clocks = input.take(input.next());
                byte[] changeset = input.rest();
                yield written(
                        header(Compression.NONE, changeset.length, changeset.length, clocks.length), changeset, clocks);
            }
        };
    }

    /** What was taken is written as a header that says the same. */
    private static void requireSameHeader(EnvelopeHeader header) throws IOException {
        EnvelopeHeader small = new EnvelopeHeader(
                header.library(),
                header.device(),
                header.nonce(),
                header.seq(),
                header.prev(),
                header.schemaVersion(),
                header.timestamp(),
                header.message(),
                0,
                0,
                0,
                header.changes(),
                Compression.NONE,
                header.schemeId(),
                header.author());
        OpenedEnvelope again =
                EnvelopeReader.read(new ByteArrayInputStream(written(small, new byte[0], new byte[0])), LIMITS);
        assertThat(again.header()).isEqualTo(small);
    }

    private static void readRows(OpenedEnvelope opened) throws IOException {
        try (InputStream in = opened.changeset()) {
            ChangesetReader changes = new ChangesetReader(in, ChangesetLimits.DEFAULT);
            ClockTrackReader clocks = new ClockTrackReader(
                    new ByteArrayInputStream(opened.clocks()), opened.header().changes());
            while (changes.next() != null) {
                clocks.next();
            }
        } catch (MalformedChangesetException e) {
            assertThat(e.getMessage()).isNotBlank();
        }
    }

    private static EnvelopeHeader header(Compression compression, long size, int stored, int clocks) {
        return new EnvelopeHeader(
                LIBRARY,
                DEVICE,
                NONCE,
                7,
                "ab".repeat(32),
                3,
                55L << 16,
                "holiday photos ✓",
                size,
                stored,
                clocks,
                2,
                compression,
                ADA.schemeId(),
                ADA.key());
    }

    private static byte[] written(EnvelopeHeader header, byte[] stored, byte[] clocks) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        EnvelopeWriter.write(out, header, Payload.of(stored), clocks, ADA);
        return out.toByteArray();
    }

    private static byte[] withHeader(byte[] json, byte[] parts) {
        byte[] body = ByteBuffer.allocate(MAGIC.length + Integer.BYTES + json.length + parts.length)
                .put(MAGIC)
                .putInt(json.length)
                .put(json)
                .put(parts)
                .array();
        return joined(body, new SignedBytes("envelope", Sha256.digest().digest(body)).sign(ADA));
    }

    private static byte[] deflated(byte[] bytes) {
        Deflater deflater = new Deflater();
        deflater.setInput(bytes);
        deflater.finish();
        byte[] packed = new byte[bytes.length + 100];
        int length = deflater.deflate(packed);
        deflater.end();
        return Arrays.copyOf(packed, length);
    }
}
