package dev.coven.engine.envelope;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.Deflater;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Sizes: announced and real, and what is too much. */
class EnvelopeSizesTest {
    private static final int SIZE = Envelopes.CHANGESET.length;
    private static final byte[] STORED = Envelopes.deflated(Envelopes.CHANGESET);

    @Test
    void read_partsAtLimits_areTaken() throws Exception {
        EnvelopeLimits exact = new EnvelopeLimits(STORED.length, SIZE, Envelopes.CLOCKS.length);

        assertThat(read(Envelopes.envelope(), exact).header()).isEqualTo(Envelopes.header());
    }

    @Test
    void read_partOnePastLimit_isMalformedNamingTheLimit() {
        requireTooLarge(new EnvelopeLimits(STORED.length - 1, SIZE, Envelopes.CLOCKS.length), "maxStoredBytes");
        requireTooLarge(new EnvelopeLimits(STORED.length, SIZE - 1, Envelopes.CLOCKS.length), "maxChangesetBytes");
        requireTooLarge(new EnvelopeLimits(STORED.length, SIZE, Envelopes.CLOCKS.length - 1), "maxClocksBytes");
    }

    @Test
    void limits_beyondAbsoluteOrNone_areRefused() {
        long most = EnvelopeLimits.ABSOLUTE_MAX_BYTES;
        assertThat(new EnvelopeLimits(most, most, most).maxStoredBytes()).isEqualTo(most);
        assertThatIllegalArgumentException().isThrownBy(() -> new EnvelopeLimits(most + 1, 1, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> new EnvelopeLimits(1, most + 1, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> new EnvelopeLimits(1, 1, most + 1));
        assertThatIllegalArgumentException().isThrownBy(() -> new EnvelopeLimits(0, 1, 1));
    }

    @ParameterizedTest
    @ValueSource(ints = {EnvelopeHeader.MAX_BYTES + 1, Integer.MAX_VALUE, -1, Integer.MIN_VALUE})
    void read_headerLengthBeyondLimit_isMalformedBeforeReadingIt(int length) {
        byte[] bytes =
                ByteBuffer.allocate(8).put(EnvelopeForm.magic()).putInt(length).array();

        assertThatExceptionOfType(MalformedEnvelopeException.class)
                .isThrownBy(() -> Envelopes.read(bytes))
                .withMessageContaining("limit is " + EnvelopeHeader.MAX_BYTES);
    }

    @Test
    void read_headerAtLimit_isTaken() throws Exception {
        byte[] envelope = Envelopes.envelope();
        byte[] header = Envelopes.headerOf(envelope).getBytes(StandardCharsets.UTF_8);
        byte[] padded = Arrays.copyOf(header, EnvelopeHeader.MAX_BYTES);
        Arrays.fill(padded, header.length, padded.length, (byte) ' ');

        assertThat(Envelopes.read(Envelopes.withHeader(envelope, padded)).header())
                .isEqualTo(Envelopes.header());
        assertThatExceptionOfType(MalformedEnvelopeException.class)
                .isThrownBy(
                        () -> Envelopes.read(Envelopes.withHeader(envelope, Arrays.copyOf(padded, padded.length + 1))));
    }

    @Test
    void read_announcedGibibyteInShortEnvelope_isSizeMismatchOfWhatCame() {
        byte[] envelope = Envelopes.changed(
                Envelopes.envelope(), json -> json.addProperty("changesetStored", EnvelopeLimits.ABSOLUTE_MAX_BYTES));
        long most = EnvelopeLimits.ABSOLUTE_MAX_BYTES;
        EnvelopeLimits widest = new EnvelopeLimits(most, most, most);

        assertThatExceptionOfType(SizeMismatchException.class)
                .isThrownBy(() -> read(envelope, widest))
                .withMessageContaining("1073741824");
    }

    @Test
    void message_atLimitAndPast_isTakenAndRefused() throws Exception {
        byte[] most = withMessage("\u0001".repeat(EnvelopeHeader.MAX_MESSAGE_CHARS));
        byte[] past = withMessage("x".repeat(EnvelopeHeader.MAX_MESSAGE_CHARS + 1));

        assertThat(Envelopes.read(most).header().message()).hasSize(EnvelopeHeader.MAX_MESSAGE_CHARS);
        assertThatExceptionOfType(MalformedEnvelopeException.class)
                .isThrownBy(() -> Envelopes.read(past))
                .withMessageContaining("message");
    }

    @Test
    void changeset_shorterThanAnnounced_isSizeMismatch() throws Exception {
        OpenedEnvelope opened = Envelopes.read(Envelopes.announcing(SIZE + 1, STORED));

        requireFailure(SizeMismatchException.class, opened, "ends after " + SIZE);
    }

    @Test
    void changeset_longerThanAnnounced_isSizeMismatchAfterAnnouncedBytes() throws Exception {
        OpenedEnvelope opened = Envelopes.read(Envelopes.announcing(SIZE - 1, STORED));

        try (InputStream changeset = opened.changeset()) {
            assertThat(changeset.readNBytes(SIZE - 1)).isEqualTo(Arrays.copyOf(Envelopes.CHANGESET, SIZE - 1));
            assertThatExceptionOfType(SizeMismatchException.class).isThrownBy(changeset::read);
        }
        requireFailure(SizeMismatchException.class, opened, "goes on");
    }

    @Test
    void changeset_bomb_yieldsNoMoreThanAnnounced() throws Exception {
        byte[] bomb = Envelopes.deflated(new byte[50_000_000]);
        OpenedEnvelope opened = Envelopes.read(Envelopes.announcing(1000, bomb));

        try (InputStream changeset = opened.changeset()) {
            assertThat(changeset.readNBytes(1000)).hasSize(1000);
            assertThatExceptionOfType(SizeMismatchException.class).isThrownBy(changeset::read);
        }
    }

    @Test
    void changeset_packedBytesCutOff_isRefused() throws Exception {
        for (int length = 0; length < STORED.length; length++) {
            OpenedEnvelope opened = Envelopes.read(Envelopes.announcing(SIZE, Arrays.copyOf(STORED, length)));
            requireFailure(MalformedEnvelopeException.class, opened, "");
        }
    }

    @Test
    void changeset_bytesAfterPackedOnes_isMalformed() throws Exception {
        OpenedEnvelope opened = Envelopes.read(Envelopes.announcing(SIZE, Arrays.copyOf(STORED, STORED.length + 3)));

        requireFailure(MalformedEnvelopeException.class, opened, "3 bytes follow");
    }

    @Test
    void changeset_wrongChecksum_isMalformed() throws Exception {
        byte[] wrong = STORED.clone();
        wrong[wrong.length - 1] ^= 1;

        requireFailure(MalformedEnvelopeException.class, Envelopes.read(Envelopes.announcing(SIZE, wrong)), "unpacked");
    }

    @Test
    void changeset_wantingDictionary_isMalformed() throws Exception {
        Deflater deflater = new Deflater();
        deflater.setDictionary(Envelopes.CHANGESET);
        deflater.setInput(Envelopes.CHANGESET);
        deflater.finish();
        byte[] packed = new byte[1000];
        byte[] stored = Arrays.copyOf(packed, deflater.deflate(packed));
        deflater.end();

        requireFailure(
                MalformedEnvelopeException.class, Envelopes.read(Envelopes.announcing(SIZE, stored)), "dictionary");
    }

    @Test
    void changeset_readByteByByteAndPastEnd_isTheSame() throws Exception {
        try (InputStream changeset = Envelopes.read(Envelopes.envelope()).changeset()) {
            for (byte expected : Envelopes.CHANGESET) {
                assertThat(changeset.read()).isEqualTo(expected);
            }
            assertThat(changeset.read()).isEqualTo(-1);
            assertThat(changeset.read()).isEqualTo(-1);
            assertThat(changeset.read(new byte[0])).isZero();
        }
    }

    @Test
    void changeset_readAfterClose_isRefused() throws Exception {
        InputStream changeset = Envelopes.read(Envelopes.envelope()).changeset();
        changeset.close();
        changeset.close();

        assertThatExceptionOfType(IOException.class).isThrownBy(changeset::read);
    }

    private static byte[] withMessage(String message) {
        return Envelopes.changed(Envelopes.envelope(), json -> json.addProperty("message", message));
    }

    private static void requireFailure(
            Class<? extends MalformedEnvelopeException> type, OpenedEnvelope opened, String reason) throws IOException {
        try (InputStream changeset = opened.changeset()) {
            assertThatExceptionOfType(type).isThrownBy(changeset::readAllBytes).withMessageContaining(reason);
        }
    }

    private static void requireTooLarge(EnvelopeLimits limits, String name) {
        assertThatExceptionOfType(EnvelopeTooLargeException.class)
                .isThrownBy(() -> read(Envelopes.envelope(), limits))
                .withMessageContaining(name);
    }

    private static OpenedEnvelope read(byte[] envelope, EnvelopeLimits limits) throws IOException {
        return EnvelopeReader.read(new ByteArrayInputStream(envelope), limits);
    }
}
