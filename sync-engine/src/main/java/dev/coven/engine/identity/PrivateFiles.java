package dev.coven.engine.identity;

import dev.coven.engine.identity.VaultException.Reason;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * Files that only their owner may read, written once and whole. Where the file system knows no POSIX modes, files get what
 * their folder hands down.
 */
final class PrivateFiles {
    /** The longest file, above what the largest keys need. */
    static final int MAX_BYTES = 128 * 1024;

    private static final Set<PosixFilePermission> OWNER_FILE = PosixFilePermissions.fromString("rw-------");
    private static final Set<PosixFilePermission> OWNER_FOLDER = PosixFilePermissions.fromString("rwx------");

    private PrivateFiles() {}

    /** The content of a file, if it exists. */
    static Optional<byte[]> read(Path file) throws VaultException {
        try {
            refuseExposed(file);
            try (InputStream in = Files.newInputStream(file)) {
                byte[] content = in.readNBytes(MAX_BYTES + 1);
                if (content.length > MAX_BYTES) {
                    throw new VaultException(
                            Reason.DAMAGED,
                            file + " is longer than " + MAX_BYTES + " bytes: it is no file of the vault");
                }
                return Optional.of(content);
            }
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new VaultException(Reason.FILE_SYSTEM, "cannot read " + file + ": " + e.getMessage(), e);
        }
    }

    /**
     * Creates a file with its whole content on disk, or does nothing when there is one of that name: of several processes that
     * try, one wins. A hard link to the finished file does that, as no rename refuses to replace everywhere.
     *
     * @return whether this call created it
     */
    static boolean create(Path file, byte[] content) throws VaultException {
        try {
            Path folder = parent(file);
            createFolder(folder);
            Path temporary = Files.createTempFile(folder, ".new-", ".tmp", attributes(folder, OWNER_FILE));
            try {
                write(temporary, content);
                if (!link(file, temporary)) {
                    return false;
                }
            } finally {
                Files.deleteIfExists(temporary);
            }
            syncFolder(folder);
            return true;
        } catch (IOException | UnsupportedOperationException e) {
            throw new VaultException(Reason.FILE_SYSTEM, "cannot create " + file + ": " + e.getMessage(), e);
        }
    }

    private static void write(Path file, byte[] content) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            ByteBuffer rest = ByteBuffer.wrap(content);
            while (rest.hasRemaining()) {
                channel.write(rest);
            }
            channel.force(true);
        }
    }

    private static boolean link(Path file, Path finished) throws IOException {
        try {
            Files.createLink(file, finished);
            return true;
        } catch (FileAlreadyExistsException e) {
            return false;
        }
    }

    private static void createFolder(Path folder) throws IOException {
        if (Files.isDirectory(folder)) {
            return;
        }
        Path existing = folder.toAbsolutePath();
        while (!Files.exists(existing)) {
            existing = parent(existing);
        }
        Files.createDirectories(folder, attributes(existing, OWNER_FOLDER));
    }

    private static Path parent(Path path) throws NoSuchFileException {
        Path parent = path.toAbsolutePath().getParent();
        if (parent == null) {
            throw new NoSuchFileException(path.toString());
        }
        return parent;
    }

    private static void refuseExposed(Path file) throws IOException, VaultException {
        PosixFileAttributeView view = Files.getFileAttributeView(file, PosixFileAttributeView.class);
        if (view == null) {
            return;
        }
        Set<PosixFilePermission> permissions = view.readAttributes().permissions();
        Set<PosixFilePermission> others = EnumSet.noneOf(PosixFilePermission.class);
        others.addAll(permissions);
        others.removeAll(OWNER_FOLDER);
        if (!others.isEmpty()) {
            throw new VaultException(
                    Reason.EXPOSED,
                    "other users of this machine may reach the secrets in " + file + " (its mode is "
                            + PosixFilePermissions.toString(permissions) + "): run chmod 600 '" + file + "'");
        }
    }

    private static FileAttribute<?>[] attributes(Path near, Set<PosixFilePermission> permissions) {
        return isPosix(near)
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(permissions)}
                : new FileAttribute<?>[0];
    }

    /** Makes the new name durable. Only POSIX systems open folders, and need it. */
    private static void syncFolder(Path folder) throws IOException {
        if (isPosix(folder)) {
            try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
                channel.force(true);
            }
        }
    }

    private static boolean isPosix(Path path) {
        return Files.getFileAttributeView(path, PosixFileAttributeView.class) != null;
    }
}
