package dev.coven.engine.apply;

import dev.coven.engine.database.PackedRow;
import dev.coven.spi.row.SqlValue;
import java.util.Arrays;
import java.util.List;

/**
 * A row of a table as it was written, at some moment.
 *
 * @param table its table
 * @param key its key
 * @param row all of its columns
 */
record Version(TableMerge table, List<SqlValue> key, SqlValue[] row) {
    /**
     * Which row it is. The order has no meaning but that hash tables go by it where members of the library chose keys with one
     * hash.
     */
    record Id(TableMerge table, List<SqlValue> key) implements Comparable<Id> {
        byte[] packedKey() {
            return PackedRow.pack(key);
        }

        @Override
        public int compareTo(Id other) {
            int order = Integer.compare(
                    table.shape().table().number(), other.table.shape().table().number());
            return order != 0 ? order : Arrays.compareUnsigned(packedKey(), other.packedKey());
        }
    }

    Id id() {
        return new Id(table, key);
    }
}
