package dev.coven.storage.filesystem;

import dev.coven.spi.storage.ObjectKey;
import dev.coven.spi.storage.ObjectStat;
import dev.coven.spi.storage.ObjectVersion;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Object versions from what a directory listing gives anyway: modification time, file number and size.
 *
 * <p>None of them alone will do. Clocks tick coarsely, so two quick writes can bear one time; file numbers are used again;
 * sizes repeat. Hence the time of every new file is set on purpose before it is published: no two writes of one store get
 * the same, and it lies above that of the file it replaces as the file system stores it. Two writers that race from
 * different processes differ by file number, as their files exist at once.
 */
final class FileVersions {
    /** Steps to try when a file system rounds times: FAT to two seconds, others to less. */
    private static final Duration[] STEPS = {
        Duration.ofNanos(100), Duration.ofMillis(10), Duration.ofSeconds(1), Duration.ofSeconds(2)
    };

    private final AtomicReference<Instant> last = new AtomicReference<>(Instant.EPOCH);

    /**
     * What the file is.
     *
     * @throws NoSuchFileException when no regular file is there
     */
    static ObjectStat stat(ObjectKey key, Path file) throws IOException {
        BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
        // Opening a pipe or a device that a stranger put here could block for ever.
        if (!attributes.isRegularFile()) {
            throw new NoSuchFileException(file.toString(), null, "not a regular file");
        }
        return new ObjectStat(key, attributes.size(), version(attributes));
    }

    private static ObjectVersion version(BasicFileAttributes attributes) {
        Instant time = attributes.lastModifiedTime().toInstant();
        String token = Long.toHexString(time.getEpochSecond()) + "." + Integer.toHexString(time.getNano()) + "-"
                + Long.toHexString(attributes.size());
        // Windows gives no file number.
        Object fileNumber = attributes.fileKey();
        return new ObjectVersion(fileNumber == null ? token : token + fileNumber);
    }

    /** Gives a file that is to replace {@code target} a time of its own. */
    void stamp(Path file, Path target) throws IOException {
        Instant floor = timeOf(target);
        Instant now = last.updateAndGet(FileVersions::nowAfter);
        Instant wanted = now.isAfter(floor) ? now : floor.plusNanos(1);
        setTime(file, wanted);
        for (Duration step : STEPS) {
            if (timeOf(file).isAfter(floor)) {
                return;
            }
            setTime(file, floor.plus(step));
        }
        if (!timeOf(file).isAfter(floor)) {
            throw new FileSystemException(file.toString(), target.toString(), "cannot be made younger than it");
        }
    }

    private static void setTime(Path file, Instant time) throws IOException {
        Files.getFileAttributeView(file, BasicFileAttributeView.class).setTimes(FileTime.from(time), null, null);
    }

    private static Instant nowAfter(Instant previous) {
        Instant now = Instant.now();
        return now.isAfter(previous) ? now : previous.plusNanos(1);
    }

    private static Instant timeOf(Path file) throws IOException {
        try {
            return Files.getLastModifiedTime(file).toInstant();
        } catch (NoSuchFileException e) {
            return Instant.EPOCH;
        }
    }
}
