package dev.coven.engine.apply;

import dev.coven.engine.changeset.Change;
import dev.coven.engine.database.PackedRow;
import dev.coven.spi.clock.Hlc;
import dev.coven.spi.row.SqlValue;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Changes of one kind to one table that follow one another and wait to be merged in the order of their keys: neighbours in
 * the file are then read and written one after the other. Changes of one key stay in their order.
 */
final class ChangeRun {
    private static final int MAX_CHANGES = 100_000;
    private static final long MAX_BYTES = 16L << 20;

    /** What the changes of a run have in common. */
    enum Form {
        /** INSERTs later than the baseline. */
        INSERT,
        /** INSERTs of the baseline. */
        BASELINE_INSERT,
        /** UPDATEs. */
        UPDATE,
        /** DELETEs. */
        DELETE;

        static Form of(Change change, Hlc stamp) {
            return switch (change.kind()) {
                case INSERT -> stamp.equals(Stamps.BASELINE) ? BASELINE_INSERT : INSERT;
                case UPDATE -> UPDATE;
                case DELETE -> DELETE;
            };
        }
    }

    /**
     * A change.
     *
     * @param change what it is
     * @param stamp when it happened
     * @param key the row's key
     * @param packedKey the key, packed
     */
    record Waiting(Change change, Hlc stamp, List<SqlValue> key, byte[] packedKey) {
        static Waiting of(Change change, Hlc stamp) {
            List<SqlValue> key = change.key();
            return new Waiting(change, stamp, key, PackedRow.pack(key));
        }
    }

    private final TableMerge table;
    private final Form form;
    private final List<Waiting> changes = new ArrayList<>();
    private long bytes;

    ChangeRun(TableMerge table, Form form) {
        this.table = table;
        this.form = form;
    }

    TableMerge table() {
        return table;
    }

    Form form() {
        return form;
    }

    /** Whether a change can wait here. */
    boolean takes(TableMerge other, Form otherForm) {
        return table == other && form == otherForm && changes.size() < MAX_CHANGES && bytes < MAX_BYTES;
    }

    void add(Change change, Hlc stamp) {
        changes.add(Waiting.of(change, stamp));
        for (int column = 0; column < change.table().columnCount(); column++) {
            bytes += bytes(change.before(column)) + bytes(change.after(column));
        }
    }

    private static long bytes(@Nullable SqlValue value) {
        if (value instanceof SqlValue.Text text) {
            return text.length();
        }
        return value instanceof SqlValue.Blob blob ? blob.length() : 0;
    }

    /** The changes in the order of their keys. */
    List<Waiting> sorted() {
        Waiting[] sorted = changes.toArray(new Waiting[0]);
        Arrays.sort(sorted, (left, right) -> Arrays.compareUnsigned(left.packedKey(), right.packedKey()));
        return Arrays.asList(sorted);
    }
}
