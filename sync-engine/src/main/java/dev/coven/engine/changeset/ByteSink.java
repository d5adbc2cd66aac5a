package dev.coven.engine.changeset;

import java.io.IOException;
import java.io.OutputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Gathers bytes into pieces worth a write, and counts them. Not thread safe. */
final class ByteSink {
    private static final int CHUNK_BYTES = 16 * 1024;
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    private final OutputStream out;
    private final byte[] buffer = new byte[CHUNK_BYTES];
    private int filled;
    private long written;

    ByteSink(OutputStream out) {
        this.out = out;
    }

    /** How many bytes have been put here. */
    long written() {
        return written + filled;
    }

    void write(int value) throws IOException {
        reserve(1);
        buffer[filled++] = (byte) value;
    }

    void writeLong(long value) throws IOException {
        reserve(Long.BYTES);
        LONG.set(buffer, filled, value);
        filled += Long.BYTES;
    }

    void writeVarint(long value) throws IOException {
        reserve(Varint.MAX_BYTES);
        filled = Varint.write(value, buffer, filled);
    }

    void write(byte[] bytes) throws IOException {
        if (bytes.length > buffer.length - filled) {
            drain();
            if (bytes.length > buffer.length) {
                out.write(bytes);
                written += bytes.length;
                return;
            }
        }
        System.arraycopy(bytes, 0, buffer, filled, bytes.length);
        filled += bytes.length;
    }

    /** Whether so many bytes fit into a piece, so that they can be {@linkplain #claim claimed}. */
    boolean takes(int bytes) {
        return bytes <= buffer.length;
    }

    /** Where to put bytes that were claimed. */
    byte[] buffer() {
        return buffer;
    }

    /** Counts so many bytes as put, and says from which position of the buffer on the caller puts them, at once. */
    int claim(int bytes) throws IOException {
        reserve(bytes);
        filled += bytes;
        return filled - bytes;
    }

    /** Hands everything to the stream. */
    void drain() throws IOException {
        if (filled > 0) {
            out.write(buffer, 0, filled);
            written += filled;
            filled = 0;
        }
    }

    private void reserve(int bytes) throws IOException {
        if (buffer.length - filled < bytes) {
            drain();
        }
    }
}
