package dev.coven.spi.storage;

import dev.coven.spi.plugin.Stability;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * Exactly the next so many bytes of a stream. A stream that ends before them makes reads fail: what a store hands out must never
 * end early in silence, since nobody could tell half an object from a whole one. What the stream has beyond them stays unread.
 *
 * <p>For authors of stores, whose bodies come from connections and files that can end at any moment. Closing closes the stream. As
 * streams are, it is for one thread.
 */
@Stability(Stability.Promise.EVOLVING)
public final class ExactStream extends FilterInputStream {
    private final String whenShort;
    private long left;

    /**
     * Gives that many bytes of the stream.
     *
     * @param stream where they come from, at the first of them
     * @param length how many there must be, 0 or more
     * @param whenShort what it means when they are not there, which begins the message of the failure: {@code "the file was cut
     *     short while it was read"}
     */
    public ExactStream(InputStream stream, long length, String whenShort) {
        super(stream);
        if (length < 0) {
            throw new IllegalArgumentException("the length " + length + " is below 0");
        }
        this.left = length;
        this.whenShort = whenShort;
    }

    /**
     * The next byte, or -1 after the last of them.
     *
     * @throws EOFException when the stream has ended before it
     */
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

    /**
     * The next bytes, or -1 after the last of them.
     *
     * @throws EOFException when the stream has ended before that
     */
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

    /** Passes over bytes, and never beyond the last of them. */
    @Override
    public long skip(long count) throws IOException {
        long skipped = super.skip(Math.min(count, left));
        left -= skipped;
        return skipped;
    }

    /** As many as can be read without waiting, of those that are left. */
    @Override
    public int available() throws IOException {
        return (int) Math.min(super.available(), left);
    }

    /** Never: what was read cannot be read again. */
    @Override
    public boolean markSupported() {
        return false;
    }

    private void requireMore(int result) throws EOFException {
        if (result < 0) {
            throw new EOFException(whenShort + ": " + left + " bytes are missing");
        }
    }
}
