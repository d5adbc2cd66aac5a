package dev.coven.engine;

import dev.coven.spi.row.SqlValue;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A value that lost against a concurrent write, kept so that it can be restored.
 *
 * @param number its number on this device
 * @param table the table
 * @param key the row
 * @param column the column
 * @param kept the value that won; empty when the row was deleted
 * @param keptStamp when the winner was written: {@code millis-counter-device}
 * @param lost the value that lost
 * @param lostStamp when the loser was written
 * @param noticed when this device merged them
 */
public record Conflict(
        long number,
        String table,
        List<SqlValue> key,
        String column,
        Optional<SqlValue> kept,
        String keptStamp,
        SqlValue lost,
        String lostStamp,
        Instant noticed) {
    /** Copies the key. */
    public Conflict {
        key = List.copyOf(key);
    }
}
