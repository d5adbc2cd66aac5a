package dev.coven.engine.apply;

import dev.coven.engine.database.PackedRow;
import dev.coven.spi.row.SqlValue;
import java.util.Arrays;
import java.util.List;

/** Numbers rows from 0 in the order in which they are first named: an open-addressed hash table over packed keys. */
final class RowIndex {
    /** What stands for a row that was not named. */
    static final int NONE = -1;

    private static final int FIRST_SLOTS = 32;
    /** Spreads the bits of a hash: 2 to the 32nd over the golden ratio. */
    private static final int SPREAD = 0x9E3779B9;

    private final PackedRows packed;
    private int size;
    private int[] tables = new int[FIRST_SLOTS / 2];
    private long[] keys = new long[FIRST_SLOTS / 2];
    private int[] hashes = new int[FIRST_SLOTS / 2];
    /** A power of two of slots, at most half of them taken, each with a row's number or {@link #NONE}. */
    private int[] slots = emptySlots(FIRST_SLOTS);

    /** Numbers rows whose keys are kept among the packed ones. */
    RowIndex(PackedRows packed) {
        this.packed = packed;
    }

    /** How many rows are numbered. */
    int size() {
        return size;
    }

    /** The number of a row's table. */
    int table(int row) {
        return tables[row];
    }

    /** The key of a row. */
    List<SqlValue> key(int row) {
        return PackedRow.known(packed.get(keys[row]));
    }

    /** The number of a row, or {@link #NONE}. */
    int find(int table, byte[] packedKey) {
        return slots[slotOf(table, packedKey, hashOf(table, packedKey))];
    }

    /** The number of a row; its next one if it was not named before. */
    int number(int table, byte[] packedKey) {
        int hash = hashOf(table, packedKey);
        int slot = slotOf(table, packedKey, hash);
        if (slots[slot] != NONE) {
            return slots[slot];
        }
        int row = size;
        if (row == keys.length) {
            grow();
            slot = slotOf(table, packedKey, hash);
        }
        slots[slot] = row;
        hashes[row] = hash;
        keys[row] = packed.add(packedKey);
        tables[row] = table;
        size++;
        return row;
    }

    private static int hashOf(int table, byte[] packedKey) {
        return (31 * Arrays.hashCode(packedKey) + table) * SPREAD;
    }

    /** The slot that has a row, or else the one that it would have. */
    private int slotOf(int table, byte[] packedKey, int hash) {
        int slot = firstSlot(hash);
        for (int row = slots[slot]; row != NONE; row = slots[slot]) {
            if (hashes[row] == hash && tables[row] == table && packed.holds(keys[row], packedKey)) {
                return slot;
            }
            slot = (slot + 1) & (slots.length - 1);
        }
        return slot;
    }

    private int firstSlot(int hash) {
        return hash >>> (Integer.numberOfLeadingZeros(slots.length) + 1);
    }

    private void grow() {
        keys = Arrays.copyOf(keys, 2 * keys.length);
        tables = Arrays.copyOf(tables, keys.length);
        hashes = Arrays.copyOf(hashes, keys.length);
        slots = emptySlots(2 * keys.length);
        for (int row = 0; row < size; row++) {
            int slot = firstSlot(hashes[row]);
            while (slots[slot] != NONE) {
                slot = (slot + 1) & (slots.length - 1);
            }
            slots[slot] = row;
        }
    }

    private static int[] emptySlots(int count) {
        int[] slots = new int[count];
        Arrays.fill(slots, NONE);
        return slots;
    }
}
