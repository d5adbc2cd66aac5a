package dev.coven.engine.apply;

import dev.coven.engine.database.PackedRow;
import dev.coven.spi.row.SqlValue;
import java.util.List;

/**
 * A row of a table as it was written, at some moment.
 *
 * @param table its table
 * @param key its key
 * @param row all of its columns
 */
record Version(TableMerge table, List<SqlValue> key, SqlValue[] row) {
    /** Which row it is. */
    record Id(TableMerge table, List<SqlValue> key) {
        byte[] packedKey() {
            return PackedRow.pack(key);
        }
    }

    Id id() {
        return new Id(table, key);
    }
}
