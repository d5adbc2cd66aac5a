package dev.coven.storage.filesystem;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

/**
 * The folder {@value #FOLDER} in the store's own, where files are written before they are published. No key maps into it.
 */
final class Staging {
    /** Its name; {@code ~} occurs in no encoded key. */
    static final String FOLDER = ".coven~staging";
    /** A staged file that has not been touched for so long was left by a crash. */
    static final Duration ABANDONED_AFTER = Duration.ofDays(1);

    private final Path folder;
    private final boolean canLink;

    private Staging(Path folder, boolean canLink) {
        this.folder = folder;
        this.canLink = canLink;
    }

    /** Makes the folder if need be, clears it of what crashes left, and finds out what the file system can do. */
    static Staging open(Path root) throws IOException {
        Path folder = root.resolve(FOLDER);
        Files.createDirectories(folder);
        removeAbandoned(folder);
        return new Staging(folder, probeLinks(folder));
    }

    Path newFile() {
        return newFile(folder);
    }

    boolean canLink() {
        return canLink;
    }

    boolean isPresent() {
        return Files.isDirectory(folder);
    }

    /** Removes a staged file if it is still there. One that cannot be removed is left for {@link #open}. */
    void discard(Path staged) {
        staged.toFile().delete();
    }

    private static Path newFile(Path folder) {
        return folder.resolve(UUID.randomUUID().toString());
    }

    private static void removeAbandoned(Path folder) throws IOException {
        Instant limit = Instant.now().minus(ABANDONED_AFTER);
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
            for (Path file : files) {
                // Seen and gone is as good as removed: stores that open at once clear the same folder.
                if (Files.exists(file)
                        && Files.getLastModifiedTime(file).toInstant().isBefore(limit)) {
                    Files.deleteIfExists(file);
                }
            }
        }
    }

    private static boolean probeLinks(Path folder) throws IOException {
        Path file = Files.createFile(newFile(folder));
        Path link = newFile(folder);
        try {
            Files.createLink(link, file);
            return true;
        } catch (UnsupportedOperationException | FileSystemException e) {
            return false;
        } finally {
            Files.deleteIfExists(link);
            Files.deleteIfExists(file);
        }
    }
}
