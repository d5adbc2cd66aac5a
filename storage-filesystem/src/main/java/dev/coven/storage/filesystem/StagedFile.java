package dev.coven.storage.filesystem;

import dev.coven.spi.storage.ObjectKey;
import dev.coven.spi.storage.Payload;
import dev.coven.spi.storage.StorageException;
import dev.coven.spi.storage.StorageException.Kind;
import dev.coven.spi.storage.StorageException.Retry;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A file being written, under a name that nobody reads. */
final class StagedFile implements AutoCloseable {
    private static final int BUFFER_BYTES = 64 << 10;

    private final FileChannel channel;

    private StagedFile(FileChannel channel) {
        this.channel = channel;
    }

    static StagedFile create(Path path) throws IOException {
        return new StagedFile(FileChannel.open(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE));
    }

    /** Writes the whole payload; one that cannot be read or is not as long as it says is refused. */
    void write(ObjectKey key, Payload payload) throws IOException, StorageException {
        long length = payload.length();
        byte[] buffer = new byte[(int) Math.min(BUFFER_BYTES, length + 1)];
        try (InputStream stream = openPayload(key, payload)) {
            long written = 0;
            for (int count = read(key, stream, buffer); count >= 0; count = read(key, stream, buffer)) {
                written += count;
                requireLength(key, written <= length, length);
                writeFully(ByteBuffer.wrap(buffer, 0, count));
            }
            requireLength(key, written == length, length);
        }
    }

    /** Flushes content and attributes to the device. */
    void force() throws IOException {
        channel.force(true);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    private void writeFully(ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    private static InputStream openPayload(ObjectKey key, Payload payload) throws StorageException {
        try {
            return payload.open();
        } catch (IOException e) {
            throw unreadable(key, e);
        }
    }

    private static int read(ObjectKey key, InputStream stream, byte[] buffer) throws StorageException {
        try {
            return stream.read(buffer);
        } catch (IOException e) {
            throw unreadable(key, e);
        }
    }

    private static StorageException unreadable(ObjectKey key, IOException cause) {
        return new StorageException(
                Kind.UNEXPECTED, Retry.SAFE, "put " + key + ": the payload cannot be read; nothing was stored", cause);
    }

    private static void requireLength(ObjectKey key, boolean holds, long length) throws StorageException {
        if (!holds) {
            throw new StorageException(
                    Kind.UNEXPECTED,
                    Retry.NEVER,
                    "put " + key + ": the payload does not have the " + length + " bytes it declared");
        }
    }
}
