package dev.coven.engine.library;

import dev.coven.engine.SyncException;
import dev.coven.engine.config.LibraryFolder;
import dev.coven.engine.store.Pause;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * One cycle at a time per database, across processes: a lock on a file, which dies with its holder. The file's text says who
 * holds it.
 */
final class CycleLock implements AutoCloseable {
    private static final Duration STEP = Duration.ofMillis(50);
    private static final int MAX_HOLDER_BYTES = 200;

    /**
     * The files that this process has open here, with who is at work. What a file system locks it locks for a process, and drops when the process
     * closes the file, by whatever channel: so no second one is opened.
     */
    private static final Map<Path, String> OPEN = new ConcurrentHashMap<>();

    private final Path file;
    private final FileChannel channel;
    private final FileLock lock;

    private CycleLock(Path file, FileChannel channel, FileLock lock) {
        this.file = file;
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
        Path file = fileIn(folder);
        try {
            Duration waited = Duration.ZERO;
            while (true) {
                Attempt attempt = attempt(file, holder);
                if (attempt.lock() != null) {
                    return attempt.lock();
                }
                if (waited.compareTo(longest) >= 0) {
                    throw new SyncException(
                            SyncException.Kind.BUSY,
                            "another sync of this database is at work (%s); try again when it is done"
                                    .formatted(attempt.holder()));
                }
                pause.pause(STEP);
                waited = waited.plus(STEP);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SyncException(SyncException.Kind.BUSY, "interrupted while waiting for " + file, e);
        }
    }

    private static Path fileIn(LibraryFolder folder) throws SyncException {
        try {
            return folder.path().toRealPath().resolve("lock");
        } catch (IOException e) {
            throw new SyncException(
                    SyncException.Kind.CONFIGURATION, "cannot find " + folder.path() + ": check its rights", e);
        }
    }

    /** What came of an attempt: the lock, or null; and who has it. */
    private record Attempt(@Nullable CycleLock lock, String holder) {}

    private static Attempt attempt(Path file, String holder) throws SyncException {
        String here = OPEN.putIfAbsent(file, holder);
        if (here != null) {
            return new Attempt(null, here);
        }
        boolean kept = false;
        try {
            Attempt attempt = attemptAmongProcesses(file, holder);
            kept = attempt.lock() != null;
            return attempt;
        } catch (IOException e) {
            throw new SyncException(SyncException.Kind.CONFIGURATION, "cannot lock " + file, e);
        } finally {
            if (!kept) {
                OPEN.remove(file);
            }
        }
    }

    private static Attempt attemptAmongProcesses(Path file, String holder) throws IOException, SyncException {
        FileChannel channel = open(file);
        boolean kept = false;
        try {
            FileLock lock = channel.tryLock();
            if (lock == null) {
                return new Attempt(null, holderOf(channel));
            }
            byte[] text = holder.getBytes(StandardCharsets.UTF_8);
            channel.write(ByteBuffer.wrap(text), 0);
            // Not emptied first: some file systems write a file that was emptied to the disk when it is closed.
            channel.truncate(text.length);
            kept = true;
            return new Attempt(new CycleLock(file, channel, lock), holder);
        } finally {
            if (!kept) {
                channel.close();
            }
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
        } finally {
            OPEN.remove(file);
        }
    }
}
