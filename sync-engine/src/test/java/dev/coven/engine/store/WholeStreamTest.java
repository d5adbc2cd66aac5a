package dev.coven.engine.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.coven.spi.storage.ObjectBody;
import dev.coven.spi.storage.ObjectKey;
import dev.coven.spi.storage.ObjectStat;
import dev.coven.spi.storage.ObjectVersion;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WholeStreamTest {
    private static InputStream stream(int bytes, long size) {
        return WholeStream.of(new ObjectBody(
                new ObjectStat(new ObjectKey("k"), size, new ObjectVersion("1")),
                new ByteArrayInputStream(new byte[bytes])));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 100_000})
    void read_ofAllThatThereIs_givesIt(int size) throws IOException {
        assertThat(stream(size, size).readAllBytes()).hasSize(size);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 99_999})
    void read_ofLess_fails(int given) {
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> stream(given, 100_000).readAllBytes())
                .withMessageContaining("after " + given + " of 100000");
    }

    @Test
    void read_ofMore_fails() {
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> stream(100_001, 100_000).readAllBytes())
                .withMessageContaining("more than the 100000 bytes");
    }

    @Test
    void read_byteByByte_failsAtAnEarlyEnd() throws IOException {
        InputStream stream = stream(2, 3);
        assertThat(stream.read()).isZero();
        assertThat(stream.skip(1)).isOne();
        assertThatExceptionOfType(IOException.class).isThrownBy(stream::read);
    }
}
