package dev.coven.engine.apply;

import dev.coven.engine.fingerprint.RowHasher;
import dev.coven.engine.fingerprint.StateSum;
import dev.coven.engine.merge.RowState;
import java.util.HashMap;
import java.util.Map;

/**
 * By how much the fingerprint of the merged state moves: told of every row whose state changes, and emptied when the
 * transaction keeps the sum.
 *
 * <p>What a row held before must be known wherever it differs from what the row holds after; elsewhere it does not matter.
 */
public final class StateFingerprint {
    private final Map<Integer, RowHasher> hashers = new HashMap<>();

    /** A row's state changed. */
    void replace(TableShape shape, byte[] packedKey, RowState before, RowState after) {
        hasherOf(shape).replace(packedKey, before, after);
    }

    private RowHasher hasherOf(TableShape shape) {
        RowHasher known = hashers.get(shape.table().number());
        if (known == null) {
            known = new RowHasher(shape.table().name(), shape.lattice().layout());
            hashers.put(shape.table().number(), known);
        }
        return known;
    }

    /** By how much the sum moved since the last time this was asked. */
    public StateSum take() {
        StateSum moved = StateSum.ZERO;
        for (RowHasher hasher : hashers.values()) {
            moved = moved.plus(hasher.take());
        }
        return moved;
    }
}
