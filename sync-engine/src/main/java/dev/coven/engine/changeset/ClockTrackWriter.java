package dev.coven.engine.changeset;

import dev.coven.spi.clock.Hlc;
import java.io.IOException;
import java.io.OutputStream;

/**
 * Writes one time per change, in the order of the changes.
 *
 * <p>Each time is an SQLite varint in its shortest form of the difference to the time before it (to 0 at first), zigzag
 * coded: 0, -1, 1, -2 become 0, 1, 2, 3. Changes of one moment cost a byte or two each. Nothing is held back, and the stream
 * is neither flushed nor closed. Not thread safe.
 */
public final class ClockTrackWriter {
    private final ByteSink sink;
    private long previous;

    /** Onto a stream that is at its start. */
    public ClockTrackWriter(OutputStream out) {
        this.sink = new ByteSink(out);
    }

    /** How many bytes have been written. */
    public long bytesWritten() {
        return sink.written();
    }

    /**
     * Appends the time of the next change.
     *
     * @param time as {@link Hlc#time()}
     * @throws IllegalArgumentException when it is no timestamp's time
     */
    public void write(long time) throws IOException {
        if (!Hlc.isValidTime(time)) {
            throw new IllegalArgumentException("not a timestamp: " + time);
        }
        long delta = time - previous;
        sink.writeVarint(delta << 1 ^ delta >> 63);
        sink.drain();
        previous = time;
    }
}
