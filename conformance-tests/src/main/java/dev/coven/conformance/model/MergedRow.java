package dev.coven.conformance.model;

import dev.coven.spi.clock.Hlc;
import dev.coven.spi.policy.Cell;
import dev.coven.spi.row.SqlValue;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * All that was ever said of a row, joined.
 *
 * @param table its table
 * @param key its key, in the key's order
 * @param birth its newest INSERT
 * @param death its newest DELETE
 * @param cells the merged write of each cell of the table; empty where nobody wrote
 */
record MergedRow(
        ModelTable table, List<SqlValue> key, Optional<Hlc> birth, Optional<Hlc> death, List<Optional<Cell>> cells) {
    boolean isAlive() {
        return birth.isPresent() && (death.isEmpty() || birth.get().compareTo(death.get()) > 0);
    }

    /** Edited, and neither born nor deleted as far as anybody knows. */
    boolean isUnborn() {
        return birth.isEmpty() && death.isEmpty();
    }

    /** Its values by column; null where none is known. Of a row that is alive, all are. */
    @Nullable
    SqlValue value(int column) {
        if (table.isKey(column)) {
            return key.get(table.keyColumns().indexOf(column));
        }
        int cell = cellOf(column);
        return cells.get(cell)
                .map(write -> write.values().get(table.cells().get(cell).indexOf(column)))
                .orElse(null);
    }

    /** When a column of a row that is alive got its value: a key column with the row's birth. */
    Hlc stampOf(int column) {
        return table.isKey(column)
                ? birth.orElseThrow()
                : cells.get(cellOf(column)).orElseThrow().stamp();
    }

    private int cellOf(int column) {
        for (int cell = 0; cell < table.cells().size(); cell++) {
            if (table.cells().get(cell).contains(column)) {
                return cell;
            }
        }
        throw new IllegalArgumentException(table.name() + " has no cell of column " + column);
    }

    // A row is itself and nothing else; comparing all of its parts would only be slow.
    @Override
    public boolean equals(Object other) {
        return this == other;
    }

    @Override
    public int hashCode() {
        return System.identityHashCode(this);
    }
}
