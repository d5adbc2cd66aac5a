package dev.coven.storage.filesystem;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Makes the folders of a store so that they outlast a power failure.
 *
 * <p>A folder's entry in its parent is flushed once by each store, even when it was there already: another process may
 * have made it a moment ago and not flushed it yet.
 */
final class DurableFolders {
    /** How many folders to remember; beyond it they are flushed again. */
    static final int MAX_REMEMBERED = 10_000;

    private final Path root;
    private final boolean canFlush;
    private final Set<Path> durable = ConcurrentHashMap.newKeySet();

    private DurableFolders(Path root, boolean canFlush) {
        this.root = root;
        this.canFlush = canFlush;
    }

    static DurableFolders below(Path root) {
        return new DurableFolders(root, probeFlush(root));
    }

    /** Makes a folder below the root, with those on the way to it. */
    void make(Path folder) throws IOException {
        if (folder.equals(root) || durable.contains(folder)) {
            return;
        }
        Path parent = root;
        for (Path name : root.relativize(folder)) {
            Path child = parent.resolve(name);
            if (!durable.contains(child)) {
                createIfMissing(child);
                flush(parent);
                remember(child);
            }
            parent = child;
        }
    }

    private void remember(Path folder) {
        if (durable.size() >= MAX_REMEMBERED) {
            durable.clear();
        }
        durable.add(folder);
    }

    /** Takes no folder for granted any more. */
    void forget() {
        durable.clear();
    }

    /** Flushes the names of a folder's files to the device, where the system has a way to. */
    void flush(Path folder) throws IOException {
        if (canFlush) {
            force(folder);
        }
    }

    private static void createIfMissing(Path folder) throws IOException {
        if (Files.isDirectory(folder)) {
            return;
        }
        try {
            Files.createDirectory(folder);
        } catch (FileAlreadyExistsException e) {
            // Another writer was faster.
            if (!Files.isDirectory(folder)) {
                throw e;
            }
        }
    }

    /** Windows opens no folder as a file, and some network file systems flush none: there the system itself sees to it. */
    private static boolean probeFlush(Path root) {
        try {
            force(root);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private static void force(Path folder) throws IOException {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }
}
