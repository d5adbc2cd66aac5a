package dev.coven.spi.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class ExactStreamTest {
    private final InputStream bytes = new ByteArrayInputStream(new byte[] {0, 1, 2, 3, 4});

    @Test
    void read_longerStream_givesTheLengthAndLeavesTheRest() throws Exception {
        ExactStream exact = exact(3);
        assertThat(exact.readAllBytes()).containsExactly(0, 1, 2);
        assertThat(exact.read()).isEqualTo(-1);
        assertThat(exact.read(new byte[2])).isEqualTo(-1);
        assertThat(bytes.readAllBytes()).containsExactly(3, 4);
    }

    @Test
    void read_wholeStream_ends() throws Exception {
        assertThat(exact(5).readAllBytes()).hasSize(5);
        assertThat(exact(0).read()).isEqualTo(-1);
    }

    @Test
    void read_streamThatEndsEarly_failsAndSaysWhatIsMissing() throws Exception {
        ExactStream exact = exact(7);
        assertThat(exact.readNBytes(5)).hasSize(5);
        assertThatThrownBy(exact::read)
                .isInstanceOf(EOFException.class)
                .hasMessage("the source ended: 2 bytes are missing");
        assertThatThrownBy(() -> exact.read(new byte[2])).isInstanceOf(EOFException.class);
        assertThatThrownBy(exact::readAllBytes).isInstanceOf(EOFException.class);
    }

    @Test
    void read_ofNoBytes_isNoEnd() throws Exception {
        assertThat(exact(9).read(new byte[0])).isZero();
    }

    @Test
    void skip_countsAndDoesNotPassTheEnd() throws Exception {
        ExactStream exact = exact(4);
        assertThat(exact.skip(3)).isEqualTo(3);
        assertThat(exact.available()).isEqualTo(1);
        assertThat(exact.skip(3)).isEqualTo(1);
        assertThat(exact.read()).isEqualTo(-1);
        assertThat(bytes.read()).isEqualTo(4);
    }

    @Test
    void mark_isNotSupported() {
        assertThat(exact(1).markSupported()).isFalse();
    }

    @Test
    void close_closesTheStream() throws Exception {
        AtomicBoolean closed = new AtomicBoolean();
        InputStream source = new InputStream() {
            @Override
            public int read() throws IOException {
                return -1;
            }

            @Override
            public void close() {
                closed.set(true);
            }
        };
        new ExactStream(source, 1, "short").close();
        assertThat(closed).isTrue();
    }

    @Test
    void length_belowZero_isRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> exact(-1));
    }

    private ExactStream exact(long length) {
        return new ExactStream(bytes, length, "the source ended");
    }
}
