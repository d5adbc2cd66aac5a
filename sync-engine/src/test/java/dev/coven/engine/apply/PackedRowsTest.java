package dev.coven.engine.apply;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coven.engine.database.PackedRow;
import dev.coven.spi.row.SqlValue;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PackedRowsTest {
    private final PackedRows rows = new PackedRows();

    @Test
    void rowsOfAllSizes_comeBackAsTheyWere() {
        List<List<@Nullable SqlValue>> added = new ArrayList<>();
        List<Long> places = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            // Some are larger than what one array usually holds.
            byte[] bytes = new byte[i % 50 == 49 ? 3 << 20 : i * i];
            Arrays.fill(bytes, (byte) i);
            List<@Nullable SqlValue> row = Arrays.asList(SqlValue.of(i), null, SqlValue.blob(bytes));
            added.add(row);
            places.add(i % 2 == 0 ? rows.add(row) : rows.add(PackedRow.pack(row)));
        }
        for (int i = 0; i < added.size(); i++) {
            assertThat(rows.get(places.get(i))).isEqualTo(added.get(i));
            assertThat(rows.holds(places.get(i), PackedRow.pack(added.get(i)))).isTrue();
        }
    }

    @Test
    void aRow_doesNotHoldABeginningOfItself() {
        byte[] row = PackedRow.pack(List.of(SqlValue.of(1), SqlValue.NULL));
        long place = rows.add(row);
        assertThat(rows.holds(place, Arrays.copyOf(row, row.length - 1))).isFalse();
        assertThat(rows.holds(place, Arrays.copyOf(row, row.length + 1))).isFalse();
    }
}
