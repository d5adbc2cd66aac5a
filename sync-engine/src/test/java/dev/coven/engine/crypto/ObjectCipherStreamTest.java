package dev.coven.engine.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.coven.engine.crypto.UnreadableObjectException.Reason;
import dev.coven.spi.storage.ObjectKey;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ObjectCipherStreamTest {
    private static final int SEGMENT = EpochCipher.SEGMENT_BYTES;
    private static final int PER_SEGMENT = SEGMENT - EpochCipher.TAG_BYTES;
    private static final int IN_FIRST = PER_SEGMENT - EpochCipher.STREAM_PREFIX_BYTES;
    private static final int MANY = 3_000_000;
    private static final long SEED = 20260117L;

    private final ObjectCipher cipher = TestKeys.cipher(1);

    @ParameterizedTest
    @ValueSource(
            ints = {
                0,
                1,
                IN_FIRST - 1,
                IN_FIRST,
                IN_FIRST + 1,
                IN_FIRST + PER_SEGMENT - 1,
                IN_FIRST + PER_SEGMENT,
                IN_FIRST + PER_SEGMENT + 1,
                MANY
            })
    void opening_whatWasSealed_isThePlainTextAndOfTheLengthForetold(int length) throws Exception {
        byte[] plain = plain(length);

        byte[] sealed = sealed(cipher, TestKeys.OBJECT, plain);

        assertThat(sealed.length).isEqualTo((int) cipher.sealedLength(length));
        try (InputStream opened = cipher.opening(TestKeys.OBJECT, new ByteArrayInputStream(sealed))) {
            assertThat(Arrays.equals(opened.readAllBytes(), plain)).isTrue();
            assertThat(opened.read()).isEqualTo(-1);
        }
    }

    @Test
    void opening_bodySealedByAnotherProgram_isThePlainText() throws Exception {
        byte[] sealed = HexFormat.of()
                .parseHex(
                        "63766e02000000032832333435363738393a3b3c3d3e3f404142434445464748494a4b4c4d4e4f505100010203040506"
                                + "bd2ffa1b807301e77e60f767ea00e951c46cfcbcc7d07e5e13ac9e8d6d");

        assertThat(read(TestKeys.cipherOfCountingSecret(), sealed))
                .isEqualTo("hello, stream".getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void opening_readInSmallAndOddPieces_isThePlainText() throws Exception {
        byte[] plain = plain(200_000);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (OutputStream sealing = cipher.sealing(TestKeys.OBJECT, out)) {
            for (int from = 0; from < plain.length; from += 777) {
                sealing.write(plain, from, Math.min(777, plain.length - from));
            }
        }

        ByteArrayOutputStream read = new ByteArrayOutputStream();
        try (InputStream opened = cipher.opening(TestKeys.OBJECT, new ByteArrayInputStream(out.toByteArray()))) {
            byte[] piece = new byte[1021];
            for (int count = opened.read(piece); count >= 0; count = opened.read(piece)) {
                read.write(piece, 0, count);
                int one = opened.read();
                if (one >= 0) {
                    read.write(one);
                }
            }
        }

        assertThat(Arrays.equals(read.toByteArray(), plain)).isTrue();
    }

    @Test
    void opening_cutAtAnySegmentOrJustBesideIt_failsBeforeTheEnd() throws Exception {
        byte[] sealed = sealed(cipher, TestKeys.OBJECT, plain(8 * SEGMENT));

        for (int boundary = 8 + SEGMENT; boundary < sealed.length; boundary += SEGMENT) {
            for (int length = boundary - 1; length <= boundary + 1; length++) {
                assertRefused(Arrays.copyOf(sealed, length), "cut to " + length);
            }
        }
        assertRefused(Arrays.copyOf(sealed, sealed.length - 1), "last byte missing");
    }

    @Test
    void opening_cutAnywhereInTheFirstBytes_isRefused() throws Exception {
        byte[] sealed = sealed(cipher, TestKeys.OBJECT, plain(10));

        for (int length = 0; length < sealed.length; length++) {
            assertRefused(Arrays.copyOf(sealed, length), "cut to " + length);
        }
    }

    @Test
    void opening_bitFlippedAnywhere_failsBeforeTheEnd() throws Exception {
        byte[] sealed = sealed(cipher, TestKeys.OBJECT, plain(MANY));
        Random random = new Random(SEED);

        for (int i = 0; i < 24; i++) {
            int bit = i < 8 ? i * 64 + random.nextInt(64) : random.nextInt(sealed.length * 8);
            sealed[bit / 8] ^= (byte) (1 << bit % 8);
            assertRefused(sealed, "bit " + bit + ", seed " + SEED);
            sealed[bit / 8] ^= (byte) (1 << bit % 8);
        }
        assertThat(read(cipher, sealed)).hasSize(MANY);
    }

    @Test
    void opening_segmentsExchangedRemovedOrRepeated_failsBeforeTheEnd() throws Exception {
        byte[] sealed = sealed(cipher, TestKeys.OBJECT, plain(MANY));
        int second = 8 + SEGMENT;
        int third = second + SEGMENT;
        int fourth = third + SEGMENT;

        assertRefused(
                join(
                        part(sealed, 0, second),
                        part(sealed, third, fourth),
                        part(sealed, second, third),
                        part(sealed, fourth, sealed.length)),
                "second and third exchanged");
        assertRefused(join(part(sealed, 0, second), part(sealed, third, sealed.length)), "second removed");
        assertRefused(join(part(sealed, 0, third), part(sealed, second, sealed.length)), "second repeated");
    }

    @Test
    void opening_segmentsOfAnotherBodyOfTheSameObject_failsBeforeTheEnd() throws Exception {
        byte[] one = sealed(cipher, TestKeys.OBJECT, plain(MANY));
        byte[] other = sealed(cipher, TestKeys.OBJECT, plain(MANY));

        assertRefused(join(part(one, 0, 8 + SEGMENT), part(other, 8 + SEGMENT, other.length)), "spliced");
    }

    @Test
    void opening_bytesAfterTheEnd_isRefused() throws Exception {
        byte[] sealed = sealed(cipher, TestKeys.OBJECT, plain(100));

        assertRefused(Arrays.copyOf(sealed, sealed.length + 1), "one byte more");
        assertRefused(join(sealed, sealed), "body twice");
    }

    @Test
    void opening_bodyOfAnotherObject_isRefused() throws Exception {
        assertRefused(sealed(cipher, TestKeys.OTHER_OBJECT, plain(100)), "swapped");
    }

    @Test
    void opening_bodyOfAnEpochNotHeld_saysSoAtOnce() throws Exception {
        byte[] sealed = sealed(TestKeys.cipher(2), TestKeys.OBJECT, plain(100));

        UnreadableObjectException refusal = catchThrowableOfType(
                UnreadableObjectException.class,
                () -> cipher.opening(TestKeys.OBJECT, new ByteArrayInputStream(sealed)));

        assertThat(refusal.reason()).isEqualTo(Reason.UNKNOWN_EPOCH);
    }

    @Test
    void opening_bodySealedInOnePiece_isNotOfThisFormat() {
        byte[] sealed = cipher.seal(TestKeys.OBJECT, plain(100));

        UnreadableObjectException refusal = catchThrowableOfType(
                UnreadableObjectException.class,
                () -> cipher.opening(TestKeys.OBJECT, new ByteArrayInputStream(sealed)));

        assertThat(refusal.reason()).isEqualTo(Reason.NOT_OF_THIS_FORMAT);
    }

    @Test
    void read_afterAFailure_failsAgain() throws Exception {
        byte[] sealed = sealed(cipher, TestKeys.OBJECT, plain(MANY));
        sealed[8 + SEGMENT + 5] ^= 1;

        try (InputStream opened = cipher.opening(TestKeys.OBJECT, new ByteArrayInputStream(sealed))) {
            assertThat(opened.readNBytes(IN_FIRST)).hasSize(IN_FIRST);
            assertThatThrownBy(opened::read).isInstanceOf(UnreadableStreamException.class);
            assertThatThrownBy(opened::readAllBytes).isInstanceOf(UnreadableStreamException.class);
        }
    }

    @Test
    void read_sourceFails_passesItsFailureThrough() throws Exception {
        byte[] sealed = sealed(cipher, TestKeys.OBJECT, plain(MANY));
        IOException lost = new IOException("connection lost");
        InputStream broken = new SequenceInputStream(new ByteArrayInputStream(sealed, 0, 100_000), failing(lost));

        try (InputStream opened = cipher.opening(TestKeys.OBJECT, broken)) {
            assertThatIOException().isThrownBy(opened::readAllBytes).isSameAs(lost);
        }
    }

    @Test
    void close_ofEitherStream_closesTheOneBelow() throws Exception {
        boolean[] closed = new boolean[2];
        ByteArrayOutputStream out = new ByteArrayOutputStream() {
            @Override
            public void close() {
                closed[0] = true;
            }
        };
        cipher.sealing(TestKeys.OBJECT, out).close();
        InputStream in = new ByteArrayInputStream(out.toByteArray()) {
            @Override
            public void close() {
                closed[1] = true;
            }
        };
        cipher.opening(TestKeys.OBJECT, in).close();

        assertThat(closed).containsExactly(true, true);
    }

    @Test
    void sealedLength_ofSizesNobodyHolds_isExactOrRefused() {
        assertThat(cipher.sealedLength(1L << 40)).isGreaterThan(1L << 40);
        assertThatIllegalArgumentException().isThrownBy(() -> cipher.sealedLength(-1));
        assertThatThrownBy(() -> cipher.sealedLength(Long.MAX_VALUE)).isInstanceOf(ArithmeticException.class);
    }

    private void assertRefused(byte[] sealed, String what) {
        Throwable refusal = null;
        try (InputStream opened = cipher.opening(TestKeys.OBJECT, new ByteArrayInputStream(sealed))) {
            opened.transferTo(OutputStream.nullOutputStream());
        } catch (UnreadableStreamException e) {
            assertThat(e.unreadable().reason()).as(what).isEqualTo(Reason.CHANGED);
            refusal = e;
        } catch (UnreadableObjectException | IOException e) {
            refusal = e;
        }
        assertThat(refusal)
                .as(what)
                .isInstanceOfAny(UnreadableObjectException.class, UnreadableStreamException.class)
                .hasMessageStartingWith("index/heads/0a: ");
    }

    private static byte[] plain(int length) {
        byte[] plain = new byte[length];
        new Random(SEED).nextBytes(plain);
        return plain;
    }

    private static byte[] sealed(ObjectCipher cipher, ObjectKey key, byte[] plain) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (OutputStream sealing = cipher.sealing(key, out)) {
            sealing.write(plain);
        }
        return out.toByteArray();
    }

    private static byte[] read(ObjectCipher cipher, byte[] sealed) throws Exception {
        try (InputStream opened = cipher.opening(TestKeys.OBJECT, new ByteArrayInputStream(sealed))) {
            return opened.readAllBytes();
        }
    }

    private static byte[] part(byte[] bytes, int from, int to) {
        return Arrays.copyOfRange(bytes, from, to);
    }

    private static byte[] join(byte[]... parts) {
        ByteArrayOutputStream joined = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            joined.writeBytes(part);
        }
        return joined.toByteArray();
    }

    private static InputStream failing(IOException failure) {
        return new InputStream() {
            @Override
            public int read() throws IOException {
                throw failure;
            }

            @Override
            public int read(byte[] buffer, int offset, int length) throws IOException {
                throw failure;
            }
        };
    }
}
