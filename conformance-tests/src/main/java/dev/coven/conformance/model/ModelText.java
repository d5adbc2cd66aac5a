package dev.coven.conformance.model;

import dev.coven.engine.apply.Stamps;
import dev.coven.engine.merge.LastWriterWins;
import dev.coven.engine.schema.SyncedColumn;
import dev.coven.spi.clock.Hlc;
import dev.coven.spi.policy.Cell;
import dev.coven.spi.row.SqlValue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Rows as text, for comparing and for people. */
final class ModelText {
    private ModelText() {}

    static void line(Map<String, List<String>> tables, MergedRow row, String line) {
        tables.computeIfAbsent(row.table().name(), name -> new ArrayList<>()).add(line);
    }

    static Map<String, List<String>> sorted(Map<String, List<String>> tables) {
        Map<String, List<String>> sorted = new TreeMap<>();
        tables.forEach(
                (table, lines) -> sorted.put(table, lines.stream().sorted().toList()));
        return sorted;
    }

    /** A row's key, and its known values by column: the key's first. */
    static String keyAndValues(MergedRow row) {
        List<SyncedColumn> columns = row.table().schema().columns();
        Map<String, SqlValue> values = new LinkedHashMap<>();
        row.table()
                .keyColumns()
                .forEach(column -> values.put(columns.get(column).name(), row.value(column)));
        for (int column = 0; column < columns.size(); column++) {
            SqlValue value = row.value(column);
            if (value != null && !columns.get(column).isKey()) {
                values.put(columns.get(column).name(), value);
            }
        }
        return row.key() + " " + values;
    }

    /** A row's stamps; empty for one of the baseline that nobody touched since. */
    static Optional<String> state(MergedRow row) {
        boolean alive = row.isAlive();
        Optional<Hlc> birth = alive ? row.birth() : Optional.empty();
        Optional<Hlc> death = alive ? Optional.empty() : row.death();
        List<@Nullable Hlc> cells = new ArrayList<>();
        for (Optional<Cell> cell : row.cells()) {
            Hlc stamp = cell.map(Cell::stamp).orElse(null);
            boolean outlived = stamp != null
                    && row.table().policy() instanceof LastWriterWins
                    && death.isPresent()
                    && stamp.compareTo(death.get()) <= 0;
            cells.add(outlived ? null : stamp);
        }
        return state(row.key(), birth.orElse(null), death.orElse(null), cells);
    }

    static Optional<String> state(
            List<SqlValue> key, @Nullable Hlc birth, @Nullable Hlc death, List<@Nullable Hlc> cells) {
        boolean isBaseline = Stamps.BASELINE.equals(birth) && cells.stream().allMatch(Stamps.BASELINE::equals);
        if (isBaseline) {
            return Optional.empty();
        }
        StringBuilder text = new StringBuilder().append(key);
        if (birth != null) {
            text.append(" born ").append(birth);
        }
        if (death != null) {
            text.append(" died ").append(death);
        }
        if (birth == null && death == null) {
            text.append(" unborn");
        }
        for (int cell = 0; cell < cells.size(); cell++) {
            Hlc stamp = cells.get(cell);
            if (stamp != null && !stamp.equals(birth)) {
                text.append(" cell ").append(cell).append(' ').append(stamp);
            }
        }
        return Optional.of(text.toString());
    }
}
