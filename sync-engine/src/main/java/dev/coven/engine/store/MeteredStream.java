package dev.coven.engine.store;

import dev.coven.engine.SyncMeter.Outcome;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.LongConsumer;

/** Counts the bytes of a transfer, and tells of them in pieces, so that single bytes cost nothing. */
class MeteredStream extends FilterInputStream {
    /** So many bytes are told of at once, or what is left at the end. */
    static final int PIECE = 64 * 1024;

    private final LongConsumer told;
    private long untold;
    private boolean broken;
    private boolean closed;

    MeteredStream(InputStream stream, LongConsumer told) {
        super(stream);
        this.told = told;
    }

    /** It was closed, for the first time. */
    void ended(Outcome outcome) {}

    @Override
    public int read() throws IOException {
        int next = read(() -> super.read());
        count(next < 0 ? -1 : 1);
        return next;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        int count = read(() -> super.read(buffer, offset, length));
        count(count);
        return count;
    }

    @FunctionalInterface
    private interface Reading {
        int read() throws IOException;
    }

    private int read(Reading reading) throws IOException {
        broken = true;
        int result = reading.read();
        broken = false;
        return result;
    }

    private void count(int bytes) {
        untold += Math.max(0, bytes);
        if (bytes < 0 || untold >= PIECE) {
            tell();
        }
    }

    private void tell() {
        if (untold > 0) {
            told.accept(untold);
            untold = 0;
        }
    }

    @Override
    public void close() throws IOException {
        if (!closed) {
            closed = true;
            tell();
            ended(broken ? Outcome.UNAVAILABLE : Outcome.DONE);
        }
        super.close();
    }
}
