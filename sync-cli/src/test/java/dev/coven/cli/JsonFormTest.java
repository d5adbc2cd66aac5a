package dev.coven.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coven.spi.row.SqlValue;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class JsonFormTest {
    static Stream<Arguments> values() {
        return Stream.of(
                Arguments.of(SqlValue.NULL, "null"),
                Arguments.of(SqlValue.of(Long.MIN_VALUE), "-9223372036854775808"),
                Arguments.of(SqlValue.of(9007199254740993L), "9007199254740993"),
                Arguments.of(SqlValue.of(1.0), "1.0"),
                Arguments.of(SqlValue.of(1e300), "1.0E300"),
                Arguments.of(SqlValue.of(Double.NEGATIVE_INFINITY), "{\"real\":\"-Infinity\"}"),
                Arguments.of(SqlValue.text("a\"\n\u20ac"), "\"a\\\"\\n\u20ac\""),
                Arguments.of(SqlValue.blob(new byte[] {0, (byte) 0xff}), "{\"blob\":\"00ff\"}"));
    }

    @ParameterizedTest
    @MethodSource("values")
    void value_ofEachStorageClass_keepsItExactly(SqlValue value, String json) {
        assertThat(JsonForm.value(value)).hasToString(json);
    }
}
