package dev.coven.engine.store;

import dev.coven.spi.storage.ObjectBody;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * The bytes of a whole object: a stream that ends before all of them have come fails, and so does one that goes on behind
 * them. A store must not end one early in silence; of one that does, nobody takes half an object for a spoiled one, or for
 * another's. And whoever made room for an object of that size has no more to hold.
 */
final class WholeStream extends FilterInputStream {
    private final long size;
    private long given;

    private WholeStream(InputStream stream, long size) {
        super(stream);
        this.size = size;
    }

    /** The stream of a body that was asked for as a whole. */
    static InputStream of(ObjectBody body) {
        return new WholeStream(body.stream(), body.stat().size());
    }

    @Override
    public int read() throws IOException {
        int next = super.read();
        count(next < 0 ? -1 : 1);
        return next;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        int count = super.read(buffer, offset, length);
        count(count);
        return count;
    }

    @Override
    public long skip(long count) throws IOException {
        long skipped = super.skip(count);
        given += skipped;
        return skipped;
    }

    @Override
    public boolean markSupported() {
        return false;
    }

    private void count(int count) throws IOException {
        if (count >= 0) {
            given += count;
            if (given > size) {
                throw new IOException("the transfer gave more than the " + size + " bytes of the object");
            }
        } else if (given < size) {
            throw new IOException("the transfer ended after " + given + " of " + size + " bytes");
        }
    }
}
