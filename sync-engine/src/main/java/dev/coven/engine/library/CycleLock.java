package dev.coven.engine.library;

import dev.coven.engine.SyncException;
import dev.coven.engine.config.LibraryFolder;
import dev.coven.engine.store.Pause;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * One cycle at a time per database, across processes: a lock on a file, which dies with its holder. The file's text says who
 * holds it.
 */
final class CycleLock implements AutoCloseable {
    private static final Duration STEP = Duration.ofMillis(50);
    private static final int MAX_HOLDER_BYTES = 200;

    private final FileChannel channel;
    private final FileLock lock;

    private CycleLock(FileChannel channel, FileLock lock) {
        this.channel = channel;
        this.lock = lock;
    }

    /**
     * Waits for the lock.
     *
     * @param folder where the lock file is
     * @param longest how long to wait
     * @param pause how to wait
     * @param holder what others read while it is held
     * @throws SyncException BUSY with the holder when it stays held
     */
    static CycleLock acquire(LibraryFolder folder, Duration longest, Pause pause, String holder) throws SyncException {
        folder.create();
        Path file = folder.path().resolve("lock");
        FileChannel channel = open(file);
        try {
            FileLock lock = tryLock(channel);
            for (Duration waited = Duration.ZERO; lock == null && waited.compareTo(longest) < 0; ) {
                pause.pause(STEP);
                waited = waited.plus(STEP);
                lock = tryLock(channel);
            }
            if (lock == null) {
                String other = holderOf(channel);
                channel.close();
                throw new SyncException(
                        SyncException.Kind.BUSY,
                        "another sync of this database is at work (%s); try again when it is done".formatted(other));
            }
            channel.truncate(0);
            channel.write(ByteBuffer.wrap(holder.getBytes(StandardCharsets.UTF_8)), 0);
            return new CycleLock(channel, lock);
        } catch (IOException e) {
            throw new SyncException(SyncException.Kind.CONFIGURATION, "cannot lock " + file, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SyncException(SyncException.Kind.BUSY, "interrupted while waiting for " + file, e);
        }
    }

    private static FileChannel open(Path file) throws SyncException {
        try {
            return FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        } catch (IOException e) {
            throw new SyncException(
                    SyncException.Kind.CONFIGURATION, "cannot open " + file + ": check the folder's rights", e);
        }
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException heldInThisProcess) {
            return null;
        }
    }

    private static String holderOf(FileChannel channel) throws IOException {
        ByteBuffer text = ByteBuffer.allocate(MAX_HOLDER_BYTES);
        channel.read(text, 0);
        return new String(text.array(), 0, text.position(), StandardCharsets.UTF_8).trim();
    }

    /** Whether the lock is still held; it is until closed. */
    boolean isHeld() {
        return lock.isValid();
    }

    @Override
    public void close() throws SyncException {
        try (channel) {
            lock.release();
        } catch (IOException e) {
            throw new SyncException(SyncException.Kind.CONFIGURATION, "cannot release the lock", e);
        }
    }
}
