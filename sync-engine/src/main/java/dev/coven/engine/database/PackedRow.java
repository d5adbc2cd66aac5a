package dev.coven.engine.database;

import dev.coven.spi.row.SqlValue;
import java.io.ByteArrayOutputStream;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A row in one BLOB: for each value a type byte (0 unknown, 1 integer, 2 real, 3 text, 4 blob, 5 NULL), then 8 bytes for a
 * number, or a 4-byte length and the bytes. Equal rows have equal bytes, so a packed key can be a primary key.
 */
public final class PackedRow {
    private PackedRow() {}

    /** Packs values; null stands for an unknown one. */
    public static byte[] pack(List<? extends @Nullable SqlValue> values) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(16 * values.size());
        for (SqlValue value : values) {
            packValue(value, out);
        }
        return out.toByteArray();
    }

    private static void packValue(@Nullable SqlValue value, ByteArrayOutputStream out) {
        if (value == null) {
            out.write(0);
        } else if (value instanceof SqlValue.Int number) {
            packLong(1, number.value(), out);
        } else if (value instanceof SqlValue.Real number) {
            packLong(2, Double.doubleToRawLongBits(number.value()), out);
        } else if (value instanceof SqlValue.Text text) {
            packBytes(3, text.utf8(), out);
        } else if (value instanceof SqlValue.Blob blob) {
            packBytes(4, blob.bytes(), out);
        } else {
            out.write(5);
        }
    }

    private static void packLong(int type, long bits, ByteArrayOutputStream out) {
        out.write(type);
        out.writeBytes(ByteBuffer.allocate(Long.BYTES).putLong(bits).array());
    }

    private static void packBytes(int type, byte[] bytes, ByteArrayOutputStream out) {
        out.write(type);
        out.writeBytes(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).array());
        out.writeBytes(bytes);
    }

    /**
     * Unpacks what {@link #pack} packed.
     *
     * @throws IllegalStateException when the bytes are not a packed row: the engine's own table was damaged
     */
    public static List<@Nullable SqlValue> unpack(byte[] packed) {
        ByteBuffer in = ByteBuffer.wrap(packed);
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
        List<SqlValue> values = new ArrayList<>();
        for (SqlValue value : unpack(packed)) {
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
