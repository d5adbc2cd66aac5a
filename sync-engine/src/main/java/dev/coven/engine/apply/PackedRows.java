package dev.coven.engine.apply;

import dev.coven.engine.database.PackedRow;
import dev.coven.spi.row.SqlValue;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Packed rows, one behind the other in a few large arrays: a transaction that touches many keeps their bytes and no object
 * for each. Rows are added and never taken away.
 */
final class PackedRows {
    /** The place of a row that is not there. */
    static final long NONE = -1;

    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
    private static final int FIRST_CHUNK_BYTES = 4 << 10;
    private static final int CHUNK_BYTES = 1 << 20;

    private final List<byte[]> chunks = new ArrayList<>();
    private byte[] last = {};
    private int used;

    /** Adds values, where null stands for an unknown one; gives the place. */
    long add(List<? extends @Nullable SqlValue> values) {
        int bytes = PackedRow.bytes(values);
        long place = reserve(bytes);
        PackedRow.pack(values, last, used - bytes);
        return place;
    }

    /** Adds what is packed; gives the place. */
    long add(byte[] packed) {
        long place = reserve(packed.length);
        System.arraycopy(packed, 0, last, used - packed.length, packed.length);
        return place;
    }

    private long reserve(int bytes) {
        int needed = Math.addExact(Integer.BYTES, bytes);
        if (needed > last.length - used) {
            int usual = Math.min(CHUNK_BYTES, Math.max(FIRST_CHUNK_BYTES, 2 * last.length));
            last = new byte[Math.max(usual, needed)];
            chunks.add(last);
            used = 0;
        }
        INT.set(last, used, bytes);
        long place = (long) (chunks.size() - 1) << Integer.SIZE | used;
        used += needed;
        return place;
    }

    /** The values at a place. */
    List<@Nullable SqlValue> get(long place) {
        byte[] chunk = chunks.get((int) (place >>> Integer.SIZE));
        int at = (int) place;
        return PackedRow.unpack(chunk, at + Integer.BYTES, (int) INT.get(chunk, at));
    }

    /** A copy of the bytes at a place. */
    byte[] bytes(long place) {
        byte[] chunk = chunks.get((int) (place >>> Integer.SIZE));
        int from = (int) place + Integer.BYTES;
        return Arrays.copyOfRange(chunk, from, from + (int) INT.get(chunk, (int) place));
    }

    /** Whether these are the bytes at a place. */
    boolean holds(long place, byte[] packed) {
        byte[] chunk = chunks.get((int) (place >>> Integer.SIZE));
        int at = (int) place;
        int from = at + Integer.BYTES;
        return (int) INT.get(chunk, at) == packed.length
                && Arrays.equals(chunk, from, from + packed.length, packed, 0, packed.length);
    }
}
