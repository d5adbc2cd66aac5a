package dev.coven.engine.apply;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coven.engine.database.PackedRow;
import dev.coven.spi.row.SqlValue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RowIndexTest {
    private record Row(int table, List<SqlValue> key) {}

    @Test
    void randomRows_areNumberedAsAMapNumbersThem() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        RowIndex index = new RowIndex(new PackedRows());
        Map<Row, Integer> expected = new LinkedHashMap<>();
        for (int i = 0; i < 20_000; i++) {
            Row row = new Row(random.nextInt(3), List.of(value(random), value(random)));
            byte[] key = PackedRow.pack(row.key());
            int known = expected.getOrDefault(row, RowIndex.NONE);
            assertThat(index.find(row.table(), key))
                    .as("row %d of seed %d", i, seed)
                    .isEqualTo(known);
            expected.putIfAbsent(row, expected.size());
            assertThat(index.number(row.table(), key))
                    .as("row %d of seed %d", i, seed)
                    .isEqualTo(expected.get(row));
        }
        assertThat(index.size()).isEqualTo(expected.size());
        List<Row> rows = new ArrayList<>();
        for (int row = 0; row < index.size(); row++) {
            rows.add(new Row(index.table(row), index.key(row)));
        }
        assertThat(rows).as("seed %d", seed).isEqualTo(List.copyOf(expected.keySet()));
    }

    private static SqlValue value(Random random) {
        int number = random.nextInt(100);
        return switch (random.nextInt(3)) {
            case 0 -> SqlValue.of(number);
            case 1 -> SqlValue.of((double) number);
            default -> SqlValue.text("k" + number);
        };
    }

    /** "Aa" and "BB" have one hash, and so has every chain of them. */
    private static byte[] keyOfOneHash(int number) {
        StringBuilder key = new StringBuilder();
        for (int bit = 0; bit < 14; bit++) {
            key.append((number >> bit & 1) == 0 ? "Aa" : "BB");
        }
        return PackedRow.pack(List.of(SqlValue.text(key.toString())));
    }

    @Test
    void keysWithOneHash_areToldApartInFewSteps() {
        RowIndex index = new RowIndex(new PackedRows());
        int many = 1 << 14;
        for (int i = 0; i < many; i++) {
            assertThat(index.find(1, keyOfOneHash(i))).isEqualTo(RowIndex.NONE);
            assertThat(index.number(1, keyOfOneHash(i))).isEqualTo(i);
        }
        for (int i = 0; i < many; i++) {
            assertThat(index.find(1, keyOfOneHash(i))).isEqualTo(i);
            assertThat(index.number(1, keyOfOneHash(i))).isEqualTo(i);
        }
        assertThat(index.find(2, keyOfOneHash(0))).isEqualTo(RowIndex.NONE);
        assertThat(index.size()).isEqualTo(many);
        assertThat(index.crowded()).isEqualTo(many - RowIndex.MAX_PROBES);
    }

    @Test
    void randomKeys_areNeverCrowded() {
        RowIndex index = new RowIndex(new PackedRows());
        for (int i = 0; i < 200_000; i++) {
            index.number(1, PackedRow.pack(List.of(SqlValue.text("key " + i))));
        }
        assertThat(index.crowded()).isZero();
    }
}
