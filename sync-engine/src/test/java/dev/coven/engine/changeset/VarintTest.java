package dev.coven.engine.changeset;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VarintTest {
    @ParameterizedTest
    @CsvSource({
        "0, 00",
        "1, 01",
        "7f, 7f",
        "80, 8100",
        "3fff, ff7f",
        "4000, 818000",
        "1fffff, ffff7f",
        "200000, 81808000",
        "ffffffff, 8fffffff7f",
        "ffffffffffffff, ffffffffffffff7f",
        "100000000000000, 80c080808080808000",
        "1ffffffffffffff, 80ffffffffffffffff",
        "8000000000000000, c08080808080808000",
        "ffffffffffffffff, ffffffffffffffffff",
    })
    void varint_atItsBoundaries_hasSqlitesBytes(String value, String bytes) {
        assertThat(HexFormat.of().formatHex(written(Long.parseUnsignedLong(value, 16))))
                .isEqualTo(bytes);
    }

    @Test
    void varint_ofEveryBitLength_comesBack() throws Exception {
        for (int bits = 0; bits < Long.SIZE; bits++) {
            for (long value : new long[] {1L << bits, (1L << bits) - 1, -1L >>> bits, ~(1L << bits)}) {
                byte[] bytes = written(value);
                ByteSource source = new ByteSource(new ByteArrayInputStream(bytes), Long.MAX_VALUE);

                assertThat(source.readVarint("a varint")).isEqualTo(value);
                assertThat(source.atEnd()).isTrue();
                assertThat(bytes).hasSize(Varint.length(value));
            }
        }
    }

    private static byte[] written(long value) {
        byte[] bytes = new byte[Varint.MAX_BYTES + 2];
        return Arrays.copyOfRange(bytes, 1, Varint.write(value, bytes, 1));
    }
}
