package dev.coven.engine.apply;

import dev.coven.engine.changeset.Change;
import dev.coven.engine.database.PackedRow;
import dev.coven.spi.clock.Hlc;
import dev.coven.spi.row.SqlValue;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A change that is to be merged.
 *
 * @param change what it is
 * @param stamp when it happened
 * @param key the row's key
 * @param packedKey the key, packed
 * @param bytes how much room its texts and blobs take
 */
record StampedChange(Change change, Hlc stamp, List<SqlValue> key, byte[] packedKey, long bytes) {
    static StampedChange of(Change change, Hlc stamp) {
        List<SqlValue> key = change.key();
        long bytes = 0;
        for (int column = 0; column < change.table().columnCount(); column++) {
            bytes += bytes(change.before(column)) + bytes(change.after(column));
        }
        return new StampedChange(change, stamp, key, PackedRow.pack(key), bytes);
    }

    private static long bytes(@Nullable SqlValue value) {
        if (value instanceof SqlValue.Text text) {
            return text.length();
        }
        return value instanceof SqlValue.Blob blob ? blob.length() : 0;
    }
}
