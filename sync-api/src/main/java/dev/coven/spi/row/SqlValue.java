package dev.coven.spi.row;

import dev.coven.spi.plugin.Stability;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * One SQLite value with its storage class. Immutable.
 *
 * <p>Equality is identity of what is stored: class and bytes. {@code 1} and {@code 1.0} differ, as do texts that a
 * collation would call equal.
 */
@Stability(Stability.Promise.STABLE)
public sealed interface SqlValue {
    /** SQL NULL. */
    SqlValue NULL = new Null();

    /** SQL NULL; use {@link SqlValue#NULL}. */
    record Null() implements SqlValue {
        @Override
        public String toString() {
            return "NULL";
        }
    }

    /**
     * A 64-bit integer.
     *
     * @param value the number
     */
    record Int(long value) implements SqlValue {
        @Override
        public String toString() {
            return Long.toString(value);
        }
    }

    /**
     * A 64-bit IEEE 754 number; never NaN, which SQLite stores as NULL.
     *
     * @param value the number
     */
    record Real(double value) implements SqlValue {
        /** Refuses NaN with {@link IllegalArgumentException}. */
        public Real {
            if (Double.isNaN(value)) {
                throw new IllegalArgumentException("SQLite has no NaN");
            }
        }

        @Override
        public String toString() {
            return Double.toString(value);
        }
    }

    /** Text, held as the bytes that SQLite stores: UTF-8 by convention, any bytes in fact. */
    final class Text implements SqlValue {
        private static final VarHandle LONGS =
                MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());
        /** The bits that no byte of ASCII has, in eight bytes. */
        private static final long NOT_ASCII = 0x8080_8080_8080_8080L;

        private final byte[] utf8;

        private Text(byte[] utf8) {
            this.utf8 = utf8;
        }

        /** A copy of the stored bytes. */
        public byte[] utf8() {
            return utf8.clone();
        }

        /** How many bytes are stored. */
        public int length() {
            return utf8.length;
        }

        /**
         * Copies the stored bytes to a place in an array.
         *
         * @throws IndexOutOfBoundsException when there is no room for {@link #length()} bytes
         */
        public void copyTo(byte[] target, int position) {
            System.arraycopy(utf8, 0, target, position, utf8.length);
        }

        /** Whether the stored bytes are well-formed UTF-8, so that {@link #string()} loses nothing. */
        public boolean isUtf8() {
            int position = 0;
            for (; position + Long.BYTES <= utf8.length; position += Long.BYTES) {
                if (((long) LONGS.get(utf8, position) & NOT_ASCII) != 0) {
                    return isWellFormed();
                }
            }
            for (; position < utf8.length; position++) {
                if (utf8[position] < 0) {
                    return isWellFormed();
                }
            }
            return true;
        }

        private boolean isWellFormed() {
            try {
                StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(utf8));
                return true;
            } catch (CharacterCodingException e) {
                return false;
            }
        }

        /** The text; bytes that are not UTF-8 become U+FFFD. */
        public String string() {
            return new String(utf8, StandardCharsets.UTF_8);
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Text text && Arrays.equals(utf8, text.utf8);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(utf8);
        }

        /** As an SQL literal. */
        @Override
        public String toString() {
            return "'" + string().replace("'", "''") + "'";
        }
    }

    /** Bytes. */
    final class Blob implements SqlValue {
        private final byte[] bytes;

        private Blob(byte[] bytes) {
            this.bytes = bytes;
        }

        /** A copy of the bytes. */
        public byte[] bytes() {
            return bytes.clone();
        }

        /** How many bytes. */
        public int length() {
            return bytes.length;
        }

        /**
         * Copies the bytes to a place in an array.
         *
         * @throws IndexOutOfBoundsException when there is no room for {@link #length()} bytes
         */
        public void copyTo(byte[] target, int position) {
            System.arraycopy(bytes, 0, target, position, bytes.length);
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Blob blob && Arrays.equals(bytes, blob.bytes);
        }

        @Override
        public int hashCode() {
            return 31 + Arrays.hashCode(bytes);
        }

        /** As an SQL literal. */
        @Override
        public String toString() {
            return "x'" + HexFormat.of().formatHex(bytes) + "'";
        }
    }

    /** An integer. */
    static SqlValue of(long value) {
        return new Int(value);
    }

    /** A real number; NaN becomes NULL, as in SQLite. */
    static SqlValue of(double value) {
        return Double.isNaN(value) ? NULL : new Real(value);
    }

    /** A text. */
    static SqlValue text(String value) {
        return new Text(value.getBytes(StandardCharsets.UTF_8));
    }

    /** A text of stored bytes, which are copied. */
    static SqlValue text(byte[] utf8) {
        return new Text(utf8.clone());
    }

    /** A blob; the bytes are copied. */
    static SqlValue blob(byte[] bytes) {
        return new Blob(bytes.clone());
    }
}
