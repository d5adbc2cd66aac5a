package dev.coven.conformance.model;

import dev.coven.spi.clock.Hlc;
import dev.coven.spi.policy.Cell;
import dev.coven.spi.policy.CellContext;
import dev.coven.spi.row.SqlValue;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** All that was ever said of one row. */
final class RowWrites {
    private final ModelTable table;
    private final List<SqlValue> key;
    private final SortedSet<Hlc> births = new TreeSet<>();
    private final SortedSet<Hlc> deaths = new TreeSet<>();
    private final List<List<Cell>> writes = new ArrayList<>();
    private @Nullable MergedRow merged;

    RowWrites(ModelTable table, List<SqlValue> key) {
        this.table = table;
        this.key = key;
        table.cells().forEach(cell -> writes.add(new ArrayList<>()));
    }

    void born(Hlc stamp) {
        births.add(stamp);
        merged = null;
    }

    void died(Hlc stamp) {
        deaths.add(stamp);
        merged = null;
    }

    void written(int cell, Hlc stamp, List<SqlValue> values) {
        writes.get(cell).add(new Cell(stamp, values));
        merged = null;
    }

    /** The newest birth, the newest death, and of each cell what the policy makes of all writes. */
    MergedRow merged() {
        MergedRow known = merged;
        if (known == null) {
            List<Optional<Cell>> cells = new ArrayList<>();
            for (int cell = 0; cell < writes.size(); cell++) {
                cells.add(mergedCell(cell));
            }
            known = new MergedRow(table, key, newest(births), newest(deaths), cells);
            merged = known;
        }
        return known;
    }

    private Optional<Cell> mergedCell(int cell) {
        List<String> columns = table.cells().get(cell).stream()
                .map(column -> table.schema().columns().get(column).name())
                .toList();
        CellContext context = new CellContext(table.name(), columns);
        return writes.get(cell).stream()
                .sorted(Comparator.comparing(Cell::stamp))
                .reduce((left, right) -> table.policy().merge(context, left, right));
    }

    private static Optional<Hlc> newest(SortedSet<Hlc> stamps) {
        return stamps.isEmpty() ? Optional.empty() : Optional.of(stamps.last());
    }
}
