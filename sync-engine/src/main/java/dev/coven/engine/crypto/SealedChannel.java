package dev.coven.engine.crypto;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.NonWritableChannelException;
import java.nio.channels.SeekableByteChannel;
import org.jspecify.annotations.Nullable;

/**
 * A sealed body without its header, as a channel: reads on from where it is without a new request, and asks the source again
 * only after a jump. Remembers the source's own failure.
 */
final class SealedChannel implements SeekableByteChannel {
    private static final int MAX_READ = 64 * 1024;

    private final SealedSource source;
    private final byte[] piece = new byte[MAX_READ];
    private @Nullable InputStream stream;
    private long streamAt;
    private long position;
    private boolean open = true;
    private @Nullable IOException failure;

    SealedChannel(SealedSource source) {
        this.source = source;
    }

    /** What the source failed with, or null. */
    @Nullable
    IOException failure() {
        return failure;
    }

    @Override
    public int read(ByteBuffer target) throws IOException {
        int wanted = (int) Math.min(Math.min(target.remaining(), MAX_READ), size() - position);
        if (wanted <= 0) {
            return target.hasRemaining() ? -1 : 0;
        }
        try {
            int count = stream().read(piece, 0, wanted);
            if (count < 0) {
                throw new EOFException("the body ends at byte " + (position + SealedHeader.BYTES) + " of "
                        + source.length() + " that it should have");
            }
            target.put(piece, 0, count);
            position += count;
            streamAt = position;
            return count;
        } catch (IOException e) {
            failure = e;
            throw e;
        }
    }

    private InputStream stream() throws IOException {
        InputStream current = stream;
        if (current != null && streamAt == position) {
            return current;
        }
        if (current != null) {
            stream = null;
            current.close();
        }
        InputStream next = source.from(position + SealedHeader.BYTES);
        stream = next;
        streamAt = position;
        return next;
    }

    @Override
    public long size() {
        return Math.max(0, source.length() - SealedHeader.BYTES);
    }

    @Override
    public long position() {
        return position;
    }

    @Override
    public SeekableByteChannel position(long newPosition) {
        position = newPosition;
        return this;
    }

    @Override
    public boolean isOpen() {
        return open;
    }

    @Override
    public void close() throws IOException {
        open = false;
        InputStream current = stream;
        stream = null;
        if (current != null) {
            current.close();
        }
    }

    @Override
    public int write(ByteBuffer source) {
        throw new NonWritableChannelException();
    }

    @Override
    public SeekableByteChannel truncate(long size) {
        throw new NonWritableChannelException();
    }
}
