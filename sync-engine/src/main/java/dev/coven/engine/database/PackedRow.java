package dev.coven.engine.database;

import dev.coven.spi.row.SqlValue;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A row in one BLOB: for each value a type byte (0 unknown, 1 integer, 2 real, 3 text, 4 blob, 5 NULL), then 8 bytes for a
 * number, or a 4-byte length and the bytes. Equal rows have equal bytes, so a packed key can be a primary key.
 */
public final class PackedRow {
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);

    private PackedRow() {}

    /** Packs values; null stands for an unknown one. */
    public static byte[] pack(List<? extends @Nullable SqlValue> values) {
        byte[] packed = new byte[bytes(values)];
        pack(values, packed, 0);
        return packed;
    }

    /** How many bytes values take, packed. */
    public static int bytes(List<? extends @Nullable SqlValue> values) {
        int bytes = 0;
        for (SqlValue value : values) {
            bytes = Math.addExact(bytes, packedBytes(value));
        }
        return bytes;
    }

    /** Packs values into a place that has room for them. */
    public static void pack(List<? extends @Nullable SqlValue> values, byte[] into, int at) {
        int position = at;
        for (SqlValue value : values) {
            position = packValue(value, into, position);
        }
    }

    private static int packedBytes(@Nullable SqlValue value) {
        if (value instanceof SqlValue.Text text) {
            return Byte.BYTES + Integer.BYTES + text.length();
        }
        if (value instanceof SqlValue.Blob blob) {
            return Byte.BYTES + Integer.BYTES + blob.length();
        }
        return value == null || value instanceof SqlValue.Null ? Byte.BYTES : Byte.BYTES + Long.BYTES;
    }

    /** Packs a value at a place and gives the next place. */
    private static int packValue(@Nullable SqlValue value, byte[] packed, int position) {
        int next = position + 1;
        if (value instanceof SqlValue.Int number) {
            packed[position] = 1;
            LONG.set(packed, next, number.value());
        } else if (value instanceof SqlValue.Real number) {
            packed[position] = 2;
            LONG.set(packed, next, Double.doubleToRawLongBits(number.value()));
        } else if (value instanceof SqlValue.Text text) {
            packed[position] = 3;
            INT.set(packed, next, text.length());
            text.copyTo(packed, next + Integer.BYTES);
        } else if (value instanceof SqlValue.Blob blob) {
            packed[position] = 4;
            INT.set(packed, next, blob.length());
            blob.copyTo(packed, next + Integer.BYTES);
        } else {
            packed[position] = (byte) (value == null ? 0 : 5);
        }
        return position + packedBytes(value);
    }

    /**
     * Unpacks what {@link #pack} packed.
     *
     * @throws IllegalStateException when the bytes are not a packed row: the engine's own table was damaged
     */
    public static List<@Nullable SqlValue> unpack(byte[] packed) {
        return unpack(packed, 0, packed.length);
    }

    /**
     * Unpacks what {@link #pack(List, byte[], int)} packed.
     *
     * @throws IllegalStateException when the bytes are not a packed row: the engine's own table was damaged
     */
    public static List<@Nullable SqlValue> unpack(byte[] packed, int at, int length) {
        ByteBuffer in = ByteBuffer.wrap(packed, at, length);
        List<@Nullable SqlValue> values = new ArrayList<>();
        try {
            while (in.hasRemaining()) {
                values.add(unpackValue(in));
            }
        } catch (BufferUnderflowException | IllegalArgumentException e) {
            throw new IllegalStateException("a packed row in the engine's tables is damaged", e);
        }
        return values;
    }

    /**
     * Unpacks a row that has no unknown value, such as a key.
     *
     * @throws IllegalStateException when the bytes are not one: the engine's own table was damaged
     */
    public static List<SqlValue> unpackKnown(byte[] packed) {
        return known(unpack(packed));
    }

    /**
     * Values of which none is unknown.
     *
     * @throws IllegalStateException when one is
     */
    public static List<SqlValue> known(List<? extends @Nullable SqlValue> unpacked) {
        List<SqlValue> values = new ArrayList<>();
        for (SqlValue value : unpacked) {
            if (value == null) {
                throw new IllegalStateException("a packed row in the engine's tables lacks a value");
            }
            values.add(value);
        }
        return values;
    }

    private static @Nullable SqlValue unpackValue(ByteBuffer in) {
        byte type = in.get();
        return switch (type) {
            case 0 -> null;
            case 1 -> SqlValue.of(in.getLong());
            case 2 -> SqlValue.of(Double.longBitsToDouble(in.getLong()));
            case 3 -> SqlValue.text(unpackBytes(in));
            case 4 -> SqlValue.blob(unpackBytes(in));
            case 5 -> SqlValue.NULL;
            default -> throw new IllegalArgumentException("type " + type);
        };
    }

    private static byte[] unpackBytes(ByteBuffer in) {
        int length = in.getInt();
        if (length < 0 || length > in.remaining()) {
            throw new IllegalArgumentException("length " + length);
        }
        byte[] bytes = new byte[length];
        in.get(bytes);
        return bytes;
    }
}
