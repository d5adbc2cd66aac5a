package dev.coven.engine.envelope;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import dev.coven.engine.document.BadSignatureException;
import dev.coven.engine.document.FakeSchemes;
import dev.coven.engine.document.SignedBytes;
import dev.coven.engine.document.UnknownSchemeException;
import dev.coven.spi.storage.Payload;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What is written is read; what was changed is refused. */
class EnvelopeTest {
    private static final FakeSchemes SCHEMES = new FakeSchemes();

    @ParameterizedTest
    @EnumSource
    void read_written_isTheSame(Compression compression) throws Exception {
        byte[] stored = compression == Compression.NONE ? Envelopes.CHANGESET : Envelopes.deflated(Envelopes.CHANGESET);
        EnvelopeHeader header = Envelopes.header(compression, Envelopes.CHANGESET, stored, Envelopes.CLOCKS);
        OpenedEnvelope opened = Envelopes.read(Envelopes.envelope(header, stored, Envelopes.CLOCKS));

        opened.verify(SCHEMES);
        opened.requireSlot(Envelopes.LIBRARY, Envelopes.DEVICE, 7);
        assertThat(opened.header()).isEqualTo(header);
        assertThat(opened.clocks()).isEqualTo(Envelopes.CLOCKS);
        assertThat(unpacked(opened)).isEqualTo(Envelopes.CHANGESET);
        assertThat(unpacked(opened)).as("a second stream").isEqualTo(Envelopes.CHANGESET);
    }

    @Test
    void read_writtenWithEmptyParts_isTheSame() throws Exception {
        byte[] none = {};
        byte[] stored = Envelopes.deflated(none);
        EnvelopeHeader header = Envelopes.header(Compression.DEFLATE, none, stored, none);
        OpenedEnvelope opened = Envelopes.read(Envelopes.envelope(header, stored, none));

        opened.verify(SCHEMES);
        assertThat(unpacked(opened)).isEmpty();
        assertThat(opened.clocks()).isEmpty();
    }

    @Test
    void hash_writtenAndRead_isSameAndStable() throws Exception {
        String written = EnvelopeWriter.write(
                new ByteArrayOutputStream(),
                Envelopes.header(Compression.NONE, Envelopes.CHANGESET, Envelopes.CHANGESET, Envelopes.CLOCKS),
                Payload.of(Envelopes.CHANGESET),
                Envelopes.CLOCKS,
                Envelopes.ADA);

        assertThat(written).isEqualTo("8cb7483943e21cf91a1be2b39ab7d98dc00e227280233ec90bc9053f523e3cb7");
        assertThat(Envelopes.read(Envelopes.envelope()).hash())
                .isEqualTo(Envelopes.read(Envelopes.envelope()).hash())
                .isNotEqualTo(written);
    }

    @Test
    void envelope_anyBitChanged_isRefused() {
        byte[] envelope = Envelopes.envelope();
        for (int i = 0; i < envelope.length; i++) {
            for (int bit = 0; bit < 8; bit++) {
                byte[] tampered = envelope.clone();
                tampered[i] ^= (byte) (1 << bit);
                requireRefused(tampered, "offset " + i + " bit " + bit);
            }
        }
    }

    @Test
    void envelope_truncatedAnywhere_isRefused() {
        byte[] envelope = Envelopes.envelope();
        for (int length = 0; length < envelope.length; length++) {
            requireRefused(Arrays.copyOf(envelope, length), "length " + length);
        }
    }

    @Test
    void read_truncatedWithinPart_isSizeMismatch() {
        byte[] envelope = Envelopes.envelope();
        int changesetStart = 8 + Envelopes.headerOf(envelope).getBytes(StandardCharsets.UTF_8).length;
        int signatureStart = envelope.length - 32;
        for (int length = changesetStart; length < signatureStart; length++) {
            byte[] truncated = Arrays.copyOf(envelope, length);
            assertThatExceptionOfType(SizeMismatchException.class)
                    .as("length %d", length)
                    .isThrownBy(() -> Envelopes.read(truncated));
        }
    }

    @Test
    void envelope_withTrailingBytes_isRefused() {
        byte[] envelope = Envelopes.envelope();
        requireRefused(Arrays.copyOf(envelope, envelope.length + 1), "one byte more");
        assertThatExceptionOfType(MalformedEnvelopeException.class)
                .isThrownBy(() -> Envelopes.read(Arrays.copyOf(envelope, envelope.length + 20_000)))
                .withMessageContaining("goes on");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "library | \"x\"",
                "device | \"x\"",
                "nonce | \"AAAA\"",
                "seq | 0",
                "seq | 1",
                "seq | -7",
                "prev | \"\"",
                "prev | \"ab\"",
                "schemaVersion | -1",
                "timestamp | 9223372036854775807",
                "message | 5",
                "changesetSize | -1",
                "changesetSize | 1073741825",
                "changesetStored | -1",
                "changesetStored | 1073741825",
                "clocksSize | -1",
                "clocksSize | 1073741825",
                "changes | -1",
                "compression | \"LZ4\"",
                "compression | \"NONE\"",
                "scheme | \"\"",
                "author | \"\""
            })
    void read_fieldOfImpossibleValue_isMalformed(String field, String value) {
        JsonElement element = JsonParser.parseString(value);
        byte[] envelope = Envelopes.changed(Envelopes.envelope(), json -> json.add(field, element));

        assertThatExceptionOfType(MalformedEnvelopeException.class).isThrownBy(() -> Envelopes.read(envelope));
    }

    @Test
    void read_anyFieldMissing_isMalformedByName() {
        byte[] envelope = Envelopes.envelope();
        for (String name : JsonParser.parseString(Envelopes.headerOf(envelope))
                .getAsJsonObject()
                .keySet()) {
            byte[] without = Envelopes.changed(envelope, json -> json.remove(name));
            assertThatExceptionOfType(MalformedEnvelopeException.class)
                    .isThrownBy(() -> Envelopes.read(without))
                    .withMessageContaining(name);
        }
    }

    @Test
    void read_withFieldOfLaterVersion_ignoresIt() throws Exception {
        OpenedEnvelope opened =
                Envelopes.read(Envelopes.changed(Envelopes.envelope(), json -> json.addProperty("later", 1)));

        opened.verify(SCHEMES);
        assertThat(opened.header()).isEqualTo(Envelopes.header());
    }

    @Test
    void verify_deviceOfOtherAuthor_isBadSignature() throws Exception {
        OpenedEnvelope stolen = Envelopes.read(
                Envelopes.changed(Envelopes.envelope(), json -> json.addProperty("device", "f".repeat(32))));

        assertThatExceptionOfType(BadSignatureException.class)
                .isThrownBy(() -> stolen.verify(SCHEMES))
                .withMessageContaining("device");
    }

    @Test
    void verify_otherScheme_isUnknownScheme() throws Exception {
        OpenedEnvelope other =
                Envelopes.read(Envelopes.changed(Envelopes.envelope(), json -> json.addProperty("scheme", "rare")));

        assertThatExceptionOfType(UnknownSchemeException.class).isThrownBy(() -> other.verify(SCHEMES));
    }

    @Test
    void verify_signatureOfOtherKindOverSameBytes_isBadSignature() throws Exception {
        byte[] envelope = Envelopes.envelope();
        String hash = Envelopes.read(envelope).hash();
        byte[] asHead = new SignedBytes("head", HexFormat.of().parseHex(hash)).sign(Envelopes.ADA);
        System.arraycopy(asHead, 0, envelope, envelope.length - 32, 32);
        OpenedEnvelope confused = Envelopes.read(envelope);

        assertThatExceptionOfType(BadSignatureException.class).isThrownBy(() -> confused.verify(SCHEMES));
    }

    @Test
    void requireSlot_otherLibraryDeviceOrSeq_isWrongSlot() throws Exception {
        OpenedEnvelope opened = Envelopes.read(Envelopes.envelope());

        assertThatCode(() -> opened.requireSlot(Envelopes.LIBRARY, Envelopes.DEVICE, 7))
                .doesNotThrowAnyException();
        assertThatExceptionOfType(WrongSlotException.class)
                .isThrownBy(() -> opened.requireSlot("f".repeat(32), Envelopes.DEVICE, 7));
        assertThatExceptionOfType(WrongSlotException.class)
                .isThrownBy(() -> opened.requireSlot(Envelopes.LIBRARY, "f".repeat(32), 7));
        assertThatExceptionOfType(WrongSlotException.class)
                .isThrownBy(() -> opened.requireSlot(Envelopes.LIBRARY, Envelopes.DEVICE, 8));
    }

    private static void requireRefused(byte[] envelope, String what) {
        assertThat(catchThrowable(() -> Envelopes.read(envelope).verify(SCHEMES)))
                .as(what)
                .isInstanceOfAny(MalformedEnvelopeException.class, BadSignatureException.class);
    }

    private static byte[] unpacked(OpenedEnvelope opened) throws IOException {
        try (InputStream changeset = opened.changeset()) {
            return changeset.readAllBytes();
        }
    }
}
