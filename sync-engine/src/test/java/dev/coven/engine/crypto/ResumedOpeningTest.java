package dev.coven.engine.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Sealed while it is read, and opened from the middle: what a blob needs that is too large for memory and for one transfer. */
class ResumedOpeningTest {
    private static final int SEGMENT = EpochCipher.SEGMENT_BYTES;
    private static final int PER_SEGMENT = SEGMENT - EpochCipher.TAG_BYTES;
    private static final int IN_FIRST = PER_SEGMENT - EpochCipher.STREAM_PREFIX_BYTES;

    private final ObjectCipher cipher = TestKeys.cipher(1);

    private static byte[] plain(int length) {
        byte[] plain = new byte[length];
        new Random(20261122L).nextBytes(plain);
        return plain;
    }

    private byte[] sealed(byte[] plain) throws IOException {
        try (InputStream sealed = cipher.sealed(TestKeys.OBJECT, new ByteArrayInputStream(plain))) {
            return sealed.readAllBytes();
        }
    }

    /** A body in memory that notes where it was read from. */
    private static final class Body implements SealedSource {
        private final byte[] bytes;
        private final List<Long> asked = new ArrayList<>();

        Body(byte[] bytes) {
            this.bytes = bytes;
        }

        @Override
        public long length() {
            return bytes.length;
        }

        @Override
        public InputStream from(long offset) {
            asked.add(offset);
            return new ByteArrayInputStream(bytes, (int) offset, bytes.length - (int) offset);
        }
    }

    private byte[] opened(byte[] sealed, long offset) throws Exception {
        try (InputStream plain = cipher.openingFrom(TestKeys.OBJECT, new Body(sealed), offset)) {
            return plain.readAllBytes();
        }
    }

    @Test
    void sealed_readAsAStream_opensToThePlainTextAndHasTheLengthForetold() throws Exception {
        for (int length : new int[] {0, 1, IN_FIRST, IN_FIRST + 1, IN_FIRST + PER_SEGMENT, 5 * SEGMENT + 3}) {
            byte[] plain = plain(length);
            byte[] sealed = sealed(plain);
            assertThat((long) sealed.length).as("length %d", length).isEqualTo(cipher.sealedLength(length));
            assertThat(ObjectCipher.plainLength(sealed.length)).isEqualTo(length);
            try (InputStream opened = cipher.opening(TestKeys.OBJECT, new ByteArrayInputStream(sealed))) {
                assertThat(Arrays.equals(opened.readAllBytes(), plain)).isTrue();
            }
        }
    }

    @Test
    void sealed_sourceThatFails_neverEnds() {
        InputStream failing = new FilterInputStream(new ByteArrayInputStream(plain(3 * SEGMENT))) {
            private int left = 2;

            @Override
            public int read(byte[] target, int offset, int length) throws IOException {
                if (left-- == 0) {
                    throw new IOException("the disk is gone");
                }
                return super.read(target, offset, length);
            }
        };
        assertThatThrownBy(() -> {
                    try (InputStream sealed = cipher.sealed(TestKeys.OBJECT, failing)) {
                        sealed.readAllBytes();
                    }
                })
                .isInstanceOf(IOException.class)
                .hasMessage("the disk is gone");
    }

    @Test
    void openingFrom_anyOffset_givesTheRest() throws Exception {
        byte[] plain = plain(3 * SEGMENT + 100);
        byte[] sealed = sealed(plain);
        for (int offset : new int[] {1, IN_FIRST - 1, IN_FIRST, IN_FIRST + 1, 2 * PER_SEGMENT, plain.length - 1}) {
            assertThat(Arrays.equals(opened(sealed, offset), Arrays.copyOfRange(plain, offset, plain.length)))
                    .as("from %d", offset)
                    .isTrue();
        }
    }

    /** No segment before the offset's is read: what a resumed transfer saves. */
    @Test
    void openingFrom_lateOffset_readsTheStartAndThenFromItsSegmentOn() throws Exception {
        byte[] plain = plain(4 * SEGMENT);
        Body body = new Body(sealed(plain));
        try (InputStream rest = cipher.openingFrom(TestKeys.OBJECT, body, IN_FIRST + PER_SEGMENT + 5L)) {
            rest.readAllBytes();
        }
        assertThat(body.asked).containsExactly(0L, (long) SealedHeader.BYTES, SealedHeader.BYTES + 2L * SEGMENT);
    }

    @Test
    void openingFrom_offsetOutsideTheBody_isRefused() throws Exception {
        byte[] sealed = sealed(plain(100));
        assertThatIllegalArgumentException().isThrownBy(() -> opened(sealed, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> opened(sealed, 100));
    }

    @Test
    void openingFrom_bodyChangedBehindTheOffset_isRefused() throws Exception {
        byte[] sealed = sealed(plain(3 * SEGMENT));
        sealed[2 * SEGMENT + 50] ^= 1;
        assertThatThrownBy(() -> opened(sealed, 10)).isInstanceOf(UnreadableStreamException.class);
    }

    @Test
    void openingFrom_segmentsSwapped_isRefused() throws Exception {
        byte[] sealed = sealed(plain(4 * SEGMENT));
        byte[] swapped = sealed.clone();
        System.arraycopy(sealed, 8 + SEGMENT, swapped, 8 + 2 * SEGMENT, SEGMENT);
        System.arraycopy(sealed, 8 + 2 * SEGMENT, swapped, 8 + SEGMENT, SEGMENT);
        assertThatThrownBy(() -> opened(swapped, 10)).isInstanceOf(UnreadableStreamException.class);
    }

    @Test
    void openingFrom_bodyCutAtASegment_isRefused() throws Exception {
        byte[] sealed = Arrays.copyOf(sealed(plain(4 * SEGMENT)), 8 + 3 * SEGMENT);
        assertThatThrownBy(() -> opened(sealed, 10)).isInstanceOf(UnreadableStreamException.class);
        // At the very end too: whoever has all bytes but the last still asks for the segment that says "last".
        assertThatThrownBy(() -> opened(sealed, ObjectCipher.plainLength(sealed.length) - 1))
                .isInstanceOf(UnreadableStreamException.class);
    }

    @Test
    void openingFrom_sourceThatFails_passesItsFailureOn() throws Exception {
        byte[] sealed = sealed(plain(3 * SEGMENT));
        SealedSource failing = new SealedSource() {
            @Override
            public long length() {
                return sealed.length;
            }

            @Override
            public InputStream from(long offset) throws IOException {
                if (offset > 8) {
                    throw new IOException("no network");
                }
                return new ByteArrayInputStream(sealed, (int) offset, sealed.length - (int) offset);
            }
        };
        assertThatThrownBy(() -> {
                    try (InputStream plain = cipher.openingFrom(TestKeys.OBJECT, failing, 2L * SEGMENT)) {
                        plain.readAllBytes();
                    }
                })
                .isInstanceOf(IOException.class)
                .hasMessage("no network");
    }

    /** Bytes without end that nobody keeps, and how many were taken. */
    private static final class Generated extends InputStream {
        private final long length;
        private long taken;

        Generated(long length) {
            this.length = length;
        }

        @Override
        public int read() {
            return taken == length ? -1 : (int) (taken++ & 0x7F);
        }

        @Override
        public int read(byte[] target, int offset, int count) {
            int given = (int) Math.min(count, length - taken);
            for (int i = 0; i < given; i++) {
                target[offset + i] = (byte) ((taken + i) & 0x7F);
            }
            taken += given;
            return given == 0 && count > 0 ? -1 : given;
        }
    }

    /** Sealed and opened again on the way, a stream of any length is held in a few segments. */
    @Test
    void sealedAndOpened_longStream_isHeldInAFewSegments() throws Exception {
        long length = 24L << 20;
        Generated source = new Generated(length);
        byte[] piece = new byte[10_000];
        long given = 0;
        long mostHeld = 0;
        try (InputStream opened = cipher.opening(TestKeys.OBJECT, cipher.sealed(TestKeys.OBJECT, source))) {
            for (int count = opened.read(piece); count >= 0; count = opened.read(piece)) {
                given += count;
                mostHeld = Math.max(mostHeld, source.taken - given);
            }
        }
        assertThat(given).isEqualTo(length);
        assertThat(mostHeld).isLessThan(6L * SEGMENT);
    }

    @Test
    void opening_bodyOfALengthThatNoneHas_isUnreadableAndNoFailureOfTheSource() throws Exception {
        byte[] sealed = sealed(plain(2 * SEGMENT));
        int lastSegment = (sealed.length - SealedHeader.BYTES) % SEGMENT;
        for (int left = 1; left < EpochCipher.TAG_BYTES; left++) {
            byte[] cut = Arrays.copyOf(sealed, sealed.length - lastSegment + left);
            assertThatThrownBy(() -> opened(cut, 1))
                    .as("%d bytes of the last segment", left)
                    .isInstanceOf(UnreadableObjectException.class);
        }
    }
}
