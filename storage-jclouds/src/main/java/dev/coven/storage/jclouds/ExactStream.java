package dev.coven.storage.jclouds;

import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** The next so many bytes of a stream; one that ends before them fails, and never ends early in silence. */
final class ExactStream extends FilterInputStream {
    private long left;

    ExactStream(InputStream stream, long length) {
        super(stream);
        this.left = length;
    }

    @Override
    public int read() throws IOException {
        if (left == 0) {
            return -1;
        }
        int value = super.read();
        requireMore(value);
        left--;
        return value;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        if (left == 0) {
            return -1;
        }
        int count = super.read(buffer, offset, (int) Math.min(length, left));
        requireMore(count);
        left -= count;
        return count;
    }

    @Override
    public long skip(long count) throws IOException {
        long skipped = super.skip(Math.min(count, left));
        left -= skipped;
        return skipped;
    }

    @Override
    public int available() throws IOException {
        return (int) Math.min(super.available(), left);
    }

    @Override
    public boolean markSupported() {
        return false;
    }

    private void requireMore(int result) throws EOFException {
        if (result < 0) {
            throw new EOFException("the connection broke in the middle of an answer: " + left + " bytes are missing");
        }
    }
}
