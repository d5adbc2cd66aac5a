package dev.coven.storage.filesystem;

import dev.coven.spi.storage.StorageException;
import dev.coven.spi.storage.StorageException.Kind;
import dev.coven.spi.storage.StorageException.Retry;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;

/** Maps what java.nio throws to the one failure of a store. */
final class FilesystemErrors {
    private FilesystemErrors() {}

    /**
     * The failure of a call that changed nothing.
     *
     * @param what what was asked, with the key or path
     */
    static StorageException of(String what, IOException cause) {
        if (cause instanceof NoSuchFileException) {
            return new StorageException(Kind.NOT_FOUND, Retry.NEVER, what + ": there is no such object", cause);
        }
        if (cause instanceof AccessDeniedException) {
            return new StorageException(
                    Kind.DENIED,
                    Retry.NEVER,
                    what + ": access denied; give this user the right to read and write the folder",
                    cause);
        }
        // A full disk, an unplugged drive and a broken share look alike to java.nio but for their message text.
        return new StorageException(
                Kind.UNAVAILABLE,
                Retry.SAFE,
                what + ": the file system failed; check that the disk is mounted and has space",
                cause);
    }

    /** The failure of a call that may have taken effect. */
    static StorageException outcomeUnknown(String what, IOException cause) {
        return new StorageException(
                Kind.UNAVAILABLE,
                Retry.OUTCOME_UNKNOWN,
                what + ": the file system failed after the file was in place; it may not outlast a power failure",
                cause);
    }
}
