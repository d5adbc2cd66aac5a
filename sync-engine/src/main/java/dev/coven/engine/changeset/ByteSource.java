package dev.coven.engine.changeset;

import java.io.IOException;
import java.io.InputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * A buffered view of an untrusted stream: counts what was read, never reads past its limit, and never allocates more than
 * a constant factor of what the stream really holds. Not thread safe.
 */
final class ByteSource {
    /** How much is read at once, and how much is allocated for a declared length before its bytes are there. */
    static final int CHUNK_BYTES = 64 * 1024;

    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    private final InputStream in;
    private final long maxBytes;
    private final byte[] buffer = new byte[CHUNK_BYTES];
    private int position;
    private int filled;
    /** The stream's offset of the byte that {@code buffer[0]} holds. */
    private long bufferOffset;

    ByteSource(InputStream in, long maxBytes) {
        this.in = in;
        this.maxBytes = maxBytes;
    }

    /** How many bytes have been taken. */
    long offset() {
        return bufferOffset + position;
    }

    /** Whether no byte is left. */
    boolean atEnd() throws IOException, MalformedChangesetException {
        return position == filled && !fill();
    }

    /** The next byte, or -1 at the end. */
    int readOrEnd() throws IOException, MalformedChangesetException {
        return atEnd() ? -1 : buffer[position++] & 0xFF;
    }

    /** The next byte, which is part of what is named. */
    int read(String what) throws IOException, MalformedChangesetException {
        if (atEnd()) {
            throw truncated(what);
        }
        return buffer[position++] & 0xFF;
    }

    /** Eight bytes, big endian. */
    long readLong(String what) throws IOException, MalformedChangesetException {
        if (filled - position >= Long.BYTES) {
            long value = (long) LONG.get(buffer, position);
            position += Long.BYTES;
            return value;
        }
        long value = 0;
        for (int i = 0; i < Long.BYTES; i++) {
            value = value << 8 | read(what);
        }
        return value;
    }

    /** An SQLite varint; a form longer than need be is taken, as SQLite takes it. */
    long readVarint(String what) throws IOException, MalformedChangesetException {
        long value = 0;
        for (int i = 1; i < Varint.MAX_BYTES; i++) {
            int next = read(what);
            if (next < 0x80) {
                return value << 7 | next;
            }
            value = value << 7 | (next & 0x7F);
        }
        return value << 8 | read(what);
    }

    /** So many bytes, in a new array. The array grows as bytes arrive, so a length that lies costs only what is there. */
    byte[] readBytes(int length, String what) throws IOException, MalformedChangesetException {
        if (filled - position >= length) {
            byte[] bytes = Arrays.copyOfRange(buffer, position, position + length);
            position += length;
            return bytes;
        }
        byte[] bytes = new byte[Math.min(length, CHUNK_BYTES)];
        int taken = 0;
        while (taken < length) {
            if (atEnd()) {
                throw truncated(what + " of " + length + " bytes");
            }
            if (taken == bytes.length) {
                bytes = Arrays.copyOf(bytes, (int) Math.min(length, 2L * taken));
            }
            int step = Math.min(filled - position, bytes.length - taken);
            System.arraycopy(buffer, position, bytes, taken, step);
            position += step;
            taken += step;
        }
        return bytes;
    }

    /** Refills the empty buffer; false at the end of the stream. */
    private boolean fill() throws IOException, MalformedChangesetException {
        long left = maxBytes - bufferOffset - filled;
        if (left == 0) {
            if (in.read() >= 0) {
                throw new MalformedChangesetException(maxBytes, "longer than the limit of " + maxBytes + " bytes");
            }
            return false;
        }
        int count = in.read(buffer, 0, (int) Math.min(buffer.length, left));
        if (count <= 0) {
            return false;
        }
        bufferOffset += filled;
        position = 0;
        filled = count;
        return true;
    }

    private MalformedChangesetException truncated(String what) {
        return new MalformedChangesetException(offset(), "the bytes end inside " + what);
    }
}
