package dev.coven.engine.fingerprint;

import dev.coven.engine.merge.CellLayout;
import dev.coven.engine.merge.RowState;
import dev.coven.spi.clock.Hlc;
import dev.coven.spi.policy.CellContext;
import dev.coven.spi.row.SqlValue;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Sums the hashes of one table's rows, part by part, so that a changed row costs what changed in it. Not thread safe.
 *
 * <p>A row contributes, if it was born or has died, the hash of {@code row | birth | death}, and for each cell that was
 * written the hash of {@code row | columns | stamp | values}. The first three are hashes themselves: {@code row} of the
 * table's name and the packed key, {@code columns} of the cell's column names, a stamp of its time and the full id of its
 * device; a birth or death that is not there is 16 zero bytes. Values are packed as in a key. Names and keys begin with
 * their length, 4 bytes; numbers have their high byte first.
 */
public final class RowHasher {
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle INTS = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
    private static final int FIRST_BYTES = 256;

    private final CellLayout layout;
    private final byte[] table;
    private final long[] columnHashes;
    private final Murmur3 murmur = new Murmur3();
    private final StampHash beforeStamp = new StampHash();
    private final StampHash afterStamp = new StampHash();
    private byte[] buffer = new byte[FIRST_BYTES];
    private int length;
    private long rowHigh;
    private long rowLow;
    private long sumHigh;
    private long sumLow;

    /** A hasher of the rows of a table. */
    public RowHasher(String table, CellLayout layout) {
        this.layout = layout;
        this.table = table.getBytes(StandardCharsets.UTF_8);
        this.columnHashes = new long[2 * layout.cellCount()];
        for (int cell = 0; cell < layout.cellCount(); cell++) {
            hashColumns(layout.context(cell));
            columnHashes[2 * cell] = murmur.high();
            columnHashes[2 * cell + 1] = murmur.low();
        }
    }

    /** The hash of a stamp, kept while the same one comes again: cells that were written together share it. */
    private final class StampHash {
        private @Nullable Hlc last;
        private long high;
        private long low;

        void of(@Nullable Hlc stamp) {
            if (stamp == null) {
                high = 0;
                low = 0;
            } else if (!stamp.equals(last)) {
                length = 0;
                putLong(stamp.time());
                put(stamp.device().getBytes(StandardCharsets.US_ASCII));
                murmur.hash(buffer, length);
                high = murmur.high();
                low = murmur.low();
            }
            last = stamp;
        }
    }

    private void hashColumns(CellContext context) {
        length = 0;
        for (String column : context.columns()) {
            putSized(column.getBytes(StandardCharsets.UTF_8));
        }
        murmur.hash(buffer, length);
    }

    /** Takes one state of a row out of the sum and puts another one in. */
    public void replace(byte[] packedKey, RowState before, RowState after) {
        length = 0;
        putSized(table);
        putSized(packedKey);
        murmur.hash(buffer, length);
        rowHigh = murmur.high();
        rowLow = murmur.low();
        if (!Objects.equals(before.birth(), after.birth()) || !Objects.equals(before.death(), after.death())) {
            hashLife(before);
            subtract();
            hashLife(after);
            add();
        }
        for (int cell = 0; cell < layout.cellCount(); cell++) {
            if (!sameCell(cell, before, after)) {
                hashCell(cell, before, beforeStamp);
                subtract();
                hashCell(cell, after, afterStamp);
                add();
            }
        }
    }

    /** The sum since the last time it was taken. */
    public StateSum take() {
        StateSum taken = new StateSum(sumHigh, sumLow);
        sumHigh = 0;
        sumLow = 0;
        return taken;
    }

    private boolean sameCell(int cell, RowState before, RowState after) {
        if (!Objects.equals(before.stamp(cell), after.stamp(cell))) {
            return false;
        }
        for (int column : layout.columnsOf(cell)) {
            if (!Objects.equals(before.value(column), after.value(column))) {
                return false;
            }
        }
        return true;
    }

    /** Hashes birth and death; {@code length} is 0 when there is neither. */
    private void hashLife(RowState state) {
        Hlc birth = state.birth();
        Hlc death = state.death();
        beforeStamp.of(birth);
        afterStamp.of(death);
        length = 0;
        if (birth != null || death != null) {
            putRow();
            putLong(beforeStamp.high);
            putLong(beforeStamp.low);
            putLong(afterStamp.high);
            putLong(afterStamp.low);
            murmur.hash(buffer, length);
        }
    }

    /** Hashes a cell; {@code length} is 0 when it was not written. */
    private void hashCell(int cell, RowState state, StampHash stampHash) {
        Hlc stamp = state.stamp(cell);
        stampHash.of(stamp);
        length = 0;
        if (stamp != null) {
            putRow();
            putLong(columnHashes[2 * cell]);
            putLong(columnHashes[2 * cell + 1]);
            putLong(stampHash.high);
            putLong(stampHash.low);
            for (int column : layout.columnsOf(cell)) {
                putValue(state.value(column));
            }
            murmur.hash(buffer, length);
        }
    }

    private void add() {
        if (length > 0) {
            sumHigh += murmur.high();
            sumLow += murmur.low();
        }
    }

    private void subtract() {
        if (length > 0) {
            sumHigh -= murmur.high();
            sumLow -= murmur.low();
        }
    }

    private void putRow() {
        putLong(rowHigh);
        putLong(rowLow);
    }

    private void putValue(@Nullable SqlValue value) {
        if (value == null) {
            putByte(0);
        } else if (value instanceof SqlValue.Int number) {
            putByte(1);
            putLong(number.value());
        } else if (value instanceof SqlValue.Real number) {
            putByte(2);
            putLong(Double.doubleToRawLongBits(number.value()));
        } else if (value instanceof SqlValue.Text text) {
            putByte(3);
            putLength(text.length());
            text.copyTo(buffer, length);
            length += text.length();
        } else if (value instanceof SqlValue.Blob blob) {
            putByte(4);
            putLength(blob.length());
            blob.copyTo(buffer, length);
            length += blob.length();
        } else {
            putByte(5);
        }
    }

    private void putByte(int value) {
        require(1);
        buffer[length++] = (byte) value;
    }

    private void putLong(long value) {
        require(Long.BYTES);
        LONGS.set(buffer, length, value);
        length += Long.BYTES;
    }

    private void putSized(byte[] bytes) {
        putLength(bytes.length);
        put(bytes);
    }

    /** Puts a length, and makes room for so many bytes. */
    private void putLength(int bytes) {
        require(Math.addExact(Integer.BYTES, bytes));
        INTS.set(buffer, length, bytes);
        length += Integer.BYTES;
    }

    private void put(byte[] bytes) {
        require(bytes.length);
        System.arraycopy(bytes, 0, buffer, length, bytes.length);
        length += bytes.length;
    }

    private void require(int more) {
        if (length + more > buffer.length) {
            buffer = Arrays.copyOf(buffer, Math.max(2 * buffer.length, length + more));
        }
    }
}
