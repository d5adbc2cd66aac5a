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

    @Test
    void keysWithOneHash_areToldApart() {
        // "Aa" and "BB" have one hash, and so has every chain of them.
        RowIndex index = new RowIndex(new PackedRows());
        for (int i = 0; i < 256; i++) {
            StringBuilder key = new StringBuilder();
            for (int bit = 0; bit < 8; bit++) {
                key.append((i >> bit & 1) == 0 ? "Aa" : "BB");
            }
            assertThat(index.number(1, PackedRow.pack(List.of(SqlValue.text(key.toString())))))
                    .isEqualTo(i);
        }
    }
}
