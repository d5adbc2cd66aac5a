package dev.coven.engine.blob;

import dev.coven.engine.database.BlobFileTable.Look;
import dev.coven.spi.blob.BlobPath;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The folder that a plan's paths begin at. Nothing outside of it is read or written, whatever the paths say and whatever links
 * are in it; a file appears in it whole or not at all.
 */
final class BlobFolder {
    /** Where files are while they come. It lies within the folder, so that they can be moved into place in one step. */
    static final String INCOMING = ".coven-incoming";

    private static final Logger LOG = LoggerFactory.getLogger(BlobFolder.class);

    private final Path root;

    BlobFolder(Path root) {
        this.root = root.toAbsolutePath().normalize();
    }

    Path root() {
        return root;
    }

    Path incoming() {
        return root.resolve(INCOMING);
    }

    /** The file that a path names; it may not be there. */
    Path fileOf(BlobPath path) throws UnsafePathException, IOException {
        Path file = inside(path);
        Path step = root;
        for (Path name : root.relativize(file)) {
            step = step.resolve(name);
            if (Files.isSymbolicLink(step) && (step.equals(file) || leavesRoot(step))) {
                throw new UnsafePathException("'" + path.value() + "' goes through a link, " + step
                        + ", which is not followed: take it away");
            }
        }
        if (Files.exists(file, LinkOption.NOFOLLOW_LINKS) && !Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            throw new UnsafePathException("'" + path.value() + "' is no file but something else: move it away");
        }
        return file;
    }

    private Path inside(BlobPath path) throws UnsafePathException {
        Path file;
        try {
            file = root.resolve(path.value()).normalize();
        } catch (InvalidPathException e) {
            throw new UnsafePathException("'" + path.value() + "' is no path on this system: " + e.getReason());
        }
        boolean isInside = file.startsWith(root) && !file.equals(root);
        if (!isInside || isIncoming(root.relativize(file).getName(0))) {
            throw new UnsafePathException("'" + path.value() + "' leads out of the folder of files, " + root);
        }
        return file;
    }

    /** Some file systems take names for equal that differ in case. */
    private static boolean isIncoming(Path name) {
        return name.toString().equalsIgnoreCase(INCOMING);
    }

    private boolean leavesRoot(Path link) throws IOException {
        try {
            return !link.toRealPath().startsWith(root.toRealPath());
        } catch (NoSuchFileException dangling) {
            return true;
        }
    }

    /** How a file looks; empty when there is none. */
    static Optional<Look> look(Path file) throws IOException {
        try {
            BasicFileAttributes seen = Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            return Optional.of(new Look(seen.size(), seen.lastModifiedTime().to(TimeUnit.NANOSECONDS)));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    /** Moves a whole file into the place of another, in one step that survives a crash. */
    static void replace(Path whole, Path file) throws IOException {
        Files.move(whole, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        sync(parentOf(file));
    }

    /**
     * Moves a whole file to where none is, in one step that survives a crash.
     *
     * @throws FileAlreadyExistsException when somebody has put one there meanwhile; it stays
     */
    static void place(Path whole, Path file) throws IOException {
        Path folder = parentOf(file);
        createFolders(folder);
        if (link(whole, file)) {
            sync(folder);
            Files.delete(whole);
        } else {
            replace(whole, file);
        }
    }

    /** Gives a file a second name, which unlike a move never takes a name away; false where the file system has no such thing. */
    private static boolean link(Path whole, Path file) throws IOException {
        try {
            Files.createLink(file, whole);
            return true;
        } catch (FileAlreadyExistsException e) {
            throw e;
        } catch (FileSystemException | UnsupportedOperationException e) {
            LOG.debug("{} cannot be linked to {}, it is moved", whole, file, e);
            return false;
        }
    }

    private static Path parentOf(Path file) {
        Path parent = file.getParent();
        if (parent == null) {
            throw new IllegalStateException(file + " is in no folder");
        }
        return parent;
    }

    /** Creates folders, each of them durable in the one above it. */
    static void createFolders(Path folder) throws IOException {
        if (Files.isDirectory(folder)) {
            return;
        }
        Path parent = parentOf(folder);
        createFolders(parent);
        Files.createDirectories(folder);
        sync(parent);
    }

    /** Makes a folder's entries durable. Not all systems can open a folder for that. */
    private static void sync(Path folder) {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        } catch (IOException e) {
            LOG.debug("{} cannot be synced to disk by itself", folder, e);
        }
    }
}
