package dev.coven.engine.apply;

import dev.coven.engine.changeset.Change;
import dev.coven.spi.clock.Hlc;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Changes of one kind to one table that follow one another and wait to be merged in the order of their keys: neighbours in
 * the file are then read and written one after the other. Changes of one key stay in their order.
 */
final class ChangeRun {
    private static final int MAX_CHANGES = 10_000;
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

    private final TableMerge table;
    private final Form form;
    private final List<StampedChange> changes = new ArrayList<>();
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

    void add(StampedChange change) {
        changes.add(change);
        bytes += change.bytes();
    }

    /** The changes in the order of their keys. */
    List<StampedChange> sorted() {
        StampedChange[] sorted = changes.toArray(new StampedChange[0]);
        Arrays.sort(sorted, (left, right) -> Arrays.compareUnsigned(left.packedKey(), right.packedKey()));
        return Arrays.asList(sorted);
    }
}
