package dev.coven.engine.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.coven.spi.row.SqlValue;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PackedRowTest {
    @Test
    void everyClassOfValue_comesBackAsItWas() {
        List<@Nullable SqlValue> row = Arrays.asList(
                null,
                SqlValue.NULL,
                SqlValue.of(Long.MIN_VALUE),
                SqlValue.of(-0.0),
                SqlValue.text(""),
                SqlValue.text("é\0"),
                SqlValue.text(new byte[] {(byte) 0xff}),
                SqlValue.blob(new byte[] {0, 1}));
        assertThat(PackedRow.unpack(PackedRow.pack(row))).isEqualTo(row);
    }

    @Test
    void keysThatSqliteCallsEqual_packDifferently() {
        assertThat(PackedRow.pack(List.of(SqlValue.of(1)))).isNotEqualTo(PackedRow.pack(List.of(SqlValue.of(1.0))));
        assertThat(PackedRow.pack(List.of(SqlValue.text("a"))))
                .isNotEqualTo(PackedRow.pack(List.of(SqlValue.blob(new byte[] {'a'}))));
    }

    @Test
    void partsOfNeighbours_cannotBeConfused() {
        assertThat(PackedRow.pack(List.of(SqlValue.text("ab"), SqlValue.text("c"))))
                .isNotEqualTo(PackedRow.pack(List.of(SqlValue.text("a"), SqlValue.text("bc"))));
    }

    @Test
    void everyCutOfARow_isRefusedOrShorter() {
        byte[] packed = PackedRow.pack(List.of(SqlValue.text("abc"), SqlValue.of(7)));
        assertThatIllegalStateException().isThrownBy(() -> PackedRow.unpack(Arrays.copyOf(packed, 5)));
        assertThatIllegalStateException().isThrownBy(() -> PackedRow.unpack(Arrays.copyOf(packed, packed.length - 1)));
        assertThatIllegalStateException().isThrownBy(() -> PackedRow.unpack(new byte[] {9}));
        assertThatIllegalStateException().isThrownBy(() -> PackedRow.unpack(new byte[] {3, 127, 0, 0, 0}));
    }
}
