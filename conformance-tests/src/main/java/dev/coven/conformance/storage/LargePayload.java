package dev.coven.conformance.storage;

import dev.coven.spi.storage.Payload;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.LongSupplier;

/** A payload that is nowhere as a whole, and knows how much of it was taken that has not been sent. */
final class LargePayload implements Payload {
    private static final int BUFFER_BYTES = 64 << 10;
    private static final long FACTOR = 0x9E3779B97F4A7C15L;

    private final long length;
    private final LongSupplier sent;
    private volatile long farthestAhead;

    /**
     * @param length in bytes
     * @param sent how many bytes have gone over the network so far
     */
    LargePayload(long length, LongSupplier sent) {
        this.length = length;
        this.sent = sent;
    }

    @Override
    public long length() {
        return length;
    }

    /** A store may read it more than once, to make a checksum first; the last time is when it sends it. */
    @Override
    public InputStream open() {
        farthestAhead = 0;
        return new Bytes(sent.getAsLong());
    }

    /** The most bytes that had been taken and not been sent. */
    long farthestAhead() {
        return farthestAhead;
    }

    /** Whether a stream has exactly these bytes. */
    boolean isIn(InputStream stream) throws IOException {
        byte[] buffer = new byte[BUFFER_BYTES];
        long position = 0;
        for (int count = stream.read(buffer); count >= 0; count = stream.read(buffer)) {
            for (int i = 0; i < count; i++) {
                if (buffer[i] != at(position + i)) {
                    return false;
                }
            }
            position += count;
        }
        return position == length;
    }

    private static byte at(long position) {
        return (byte) ((position * FACTOR) >>> 56);
    }

    private final class Bytes extends InputStream {
        private final long sentBefore;
        private long position;

        Bytes(long sentBefore) {
            this.sentBefore = sentBefore;
        }

        @Override
        public int read() {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] buffer, int offset, int wanted) {
            if (wanted == 0) {
                return 0;
            }
            int count = (int) Math.min(wanted, length - position);
            for (int i = 0; i < count; i++) {
                buffer[offset + i] = at(position + i);
            }
            position += count;
            farthestAhead = Math.max(farthestAhead, position - (sent.getAsLong() - sentBefore));
            return count == 0 ? -1 : count;
        }
    }
}
