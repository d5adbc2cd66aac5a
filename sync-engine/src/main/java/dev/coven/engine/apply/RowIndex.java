package dev.coven.engine.apply;

import dev.coven.engine.database.PackedRow;
import dev.coven.spi.row.SqlValue;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * Numbers rows from 0 in the order in which they are first named: an open-addressed hash table over packed keys.
 *
 * <p>Keys come from other members, who may choose many with one hash. So few slots are looked at for a key; one that finds none of
 * them free goes to a sorted map, and the cost of a key grows with the logarithm of their number at worst.
 */
final class RowIndex {
    /** What stands for a row that was not named. */
    static final int NONE = -1;

    /** How many slots are looked at for a key. More are hardly ever needed at random, as at most half of all are taken. */
    static final int MAX_PROBES = 64;

    private static final int FIRST_SLOTS = 2 * MAX_PROBES;
    /** Spreads the bits of a hash: 2 to the 32nd over the golden ratio. */
    private static final int SPREAD = 0x9E3779B9;

    private final PackedRows packed;
    private int size;
    private int[] tables = new int[FIRST_SLOTS / 2];
    private long[] keys = new long[FIRST_SLOTS / 2];
    private int[] hashes = new int[FIRST_SLOTS / 2];
    /** A power of two of slots, at most half of them taken, each with a row's number or {@link #NONE}. */
    private int[] slots = emptySlots(FIRST_SLOTS);
    /** The rows that found no slot, by table and packed key. */
    private final Map<Integer, NavigableMap<byte[], Integer>> crowded = new HashMap<>();

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

    /** How many rows found no slot. */
    int crowded() {
        return crowded.values().stream().mapToInt(Map::size).sum();
    }

    /** The number of a row, or {@link #NONE}. */
    int find(int table, byte[] packedKey) {
        return find(table, packedKey, slotOf(table, packedKey, hashOf(table, packedKey)));
    }

    private int find(int table, byte[] packedKey, int slot) {
        return slot == NONE ? crowdedOf(table).getOrDefault(packedKey, NONE) : slots[slot];
    }

    /** The number of a row; its next one if it was not named before. */
    int number(int table, byte[] packedKey) {
        int hash = hashOf(table, packedKey);
        int slot = slotOf(table, packedKey, hash);
        int known = find(table, packedKey, slot);
        if (known != NONE) {
            return known;
        }
        int row = size;
        if (row == keys.length) {
            grow();
            slot = slotOf(table, packedKey, hash);
        }
        hashes[row] = hash;
        keys[row] = packed.add(packedKey);
        tables[row] = table;
        size++;
        if (slot == NONE) {
            crowdedOf(table).put(packedKey, row);
        } else {
            slots[slot] = row;
        }
        return row;
    }

    private NavigableMap<byte[], Integer> crowdedOf(int table) {
        return crowded.computeIfAbsent(table, any -> new TreeMap<>(Arrays::compareUnsigned));
    }

    private static int hashOf(int table, byte[] packedKey) {
        return (31 * Arrays.hashCode(packedKey) + table) * SPREAD;
    }

    /** The slot that has a row, or else the free one that it would have, or else {@link #NONE}. */
    private int slotOf(int table, byte[] packedKey, int hash) {
        int slot = firstSlot(hash);
        for (int probe = 0; probe < MAX_PROBES; probe++) {
            int row = slots[slot];
            boolean isIt =
                    row == NONE || (hashes[row] == hash && tables[row] == table && packed.holds(keys[row], packedKey));
            if (isIt) {
                return slot;
            }
            slot = (slot + 1) & (slots.length - 1);
        }
        return NONE;
    }

    private int firstSlot(int hash) {
        return hash >>> (Integer.numberOfLeadingZeros(slots.length) + 1);
    }

    private void grow() {
        keys = Arrays.copyOf(keys, 2 * keys.length);
        tables = Arrays.copyOf(tables, keys.length);
        hashes = Arrays.copyOf(hashes, keys.length);
        slots = emptySlots(2 * keys.length);
        crowded.clear();
        for (int row = 0; row < size; row++) {
            int slot = firstSlot(hashes[row]);
            int probe = 0;
            while (probe < MAX_PROBES && slots[slot] != NONE) {
                slot = (slot + 1) & (slots.length - 1);
                probe++;
            }
            if (probe < MAX_PROBES) {
                slots[slot] = row;
            } else {
                crowdedOf(tables[row]).put(packed.bytes(keys[row]), row);
            }
        }
    }

    private static int[] emptySlots(int count) {
        int[] slots = new int[count];
        Arrays.fill(slots, NONE);
        return slots;
    }
}
