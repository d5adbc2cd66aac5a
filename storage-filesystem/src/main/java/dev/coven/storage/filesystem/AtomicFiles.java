package dev.coven.storage.filesystem;

import dev.coven.spi.storage.ObjectKey;
import dev.coven.spi.storage.ObjectVersion;
import dev.coven.spi.storage.Payload;
import dev.coven.spi.storage.PutCondition;
import dev.coven.spi.storage.PutOutcome;
import dev.coven.spi.storage.StorageException;
import dev.coven.spi.storage.StorageException.Kind;
import dev.coven.spi.storage.StorageException.Retry;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * Puts files in place whole and durable: write aside, flush, publish by one rename or one hard link, flush the folder.
 */
final class AtomicFiles {
    private final Path root;
    private final Staging staging;
    private final DurableFolders folders;
    private final FileVersions versions = new FileVersions();

    private AtomicFiles(Path root, Staging staging, DurableFolders folders) {
        this.root = root;
        this.staging = staging;
        this.folders = folders;
    }

    static AtomicFiles open(Path root) throws IOException {
        return new AtomicFiles(root, Staging.open(root), DurableFolders.below(root));
    }

    /** Whether a file can be created under its name only if the name is free. */
    boolean canLink() {
        return staging.canLink();
    }

    PutOutcome publish(ObjectKey key, Payload payload, PutCondition condition) throws StorageException {
        Path folder = KeyPaths.folderOf(root, key);
        Path target = KeyPaths.fileOf(root, key);
        if (condition == PutCondition.IF_ABSENT && Files.exists(target)) {
            return new PutOutcome.ConditionNotMet();
        }
        String what = "put " + key;
        requirePresent(what);
        Path staged = staging.newFile();
        try {
            folders.make(folder);
            ObjectVersion version = stage(key, payload, staged, target);
            if (!place(staged, target, folder, condition)) {
                return new PutOutcome.ConditionNotMet();
            }
            makeDurable(what, folder);
            return new PutOutcome.Stored(version);
        } catch (NoSuchFileException e) {
            throw new StorageException(
                    Kind.UNAVAILABLE, Retry.SAFE, what + ": a folder of the store was removed meanwhile", e);
        } catch (IOException e) {
            throw FilesystemErrors.of(what, e);
        } finally {
            staging.discard(staged);
        }
    }

    private ObjectVersion stage(ObjectKey key, Payload payload, Path staged, Path target)
            throws IOException, StorageException {
        try (StagedFile file = StagedFile.create(staged)) {
            file.write(key, payload);
            versions.stamp(staged, target);
            file.force();
        }
        return FileVersions.stat(key, staged).version();
    }

    private boolean place(Path staged, Path target, Path folder, PutCondition condition) throws IOException {
        try {
            return tryPlace(staged, target, condition);
        } catch (NoSuchFileException e) {
            // Somebody tidied up the empty folder between its making and now.
            folders.forget();
            folders.make(folder);
            return tryPlace(staged, target, condition);
        }
    }

    private static boolean tryPlace(Path staged, Path target, PutCondition condition) throws IOException {
        if (condition == PutCondition.ALWAYS) {
            Files.move(staged, target, StandardCopyOption.ATOMIC_MOVE);
            return true;
        }
        try {
            Files.createLink(target, staged);
            return true;
        } catch (FileAlreadyExistsException e) {
            // A network file system that lost its own answer and asked again finds the link it just made.
            return Files.exists(target) && Files.isSameFile(staged, target);
        }
    }

    private void makeDurable(String what, Path folder) throws StorageException {
        try {
            folders.flush(folder);
        } catch (IOException e) {
            throw FilesystemErrors.outcomeUnknown(what, e);
        }
    }

    void delete(ObjectKey key) throws StorageException {
        try {
            // Not flushed: a deleted object that a power failure brings back is deleted again by whoever meets it.
            if (!Files.deleteIfExists(KeyPaths.fileOf(root, key))) {
                requirePresent("delete " + key);
            }
        } catch (IOException e) {
            throw FilesystemErrors.of("delete " + key, e);
        }
    }

    /** Tells an absent object from an absent store: a drive that is no longer mounted must not look like an empty one. */
    void requirePresent(String what) throws StorageException {
        if (!staging.isPresent()) {
            throw new StorageException(
                    Kind.UNAVAILABLE,
                    Retry.SAFE,
                    what + ": the store's folder " + root
                            + " is gone or replaced; mount the drive again, or open the store anew");
        }
    }
}
