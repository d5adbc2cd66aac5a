package dev.coven.conformance.fleet;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;

/**
 * Where a device keeps what it has.
 *
 * @param database its database
 * @param home its owner's identity and keys
 */
record DeviceFiles(Path database, Path home) {
    void create() {
        io(() -> Files.createDirectories(folder()));
    }

    private Path folder() {
        Path folder = database.getParent();
        if (folder == null) {
            throw new IllegalStateException(database + " is in no folder");
        }
        return folder;
    }

    /** Copies database, its folder and keys; whoever has them open closes them before. */
    void copyTo(DeviceFiles target) {
        target.copyDatabaseFrom(folder());
        copyTree(home, target.home);
    }

    /** Copies the database and its folder, and not the keys. */
    void backUpTo(Path folder) {
        new DeviceFiles(folder.resolve(database.getFileName()), home).copyDatabaseFrom(folder());
    }

    /** Takes the database and its folder from a backup. */
    void restoreFrom(Path folder) {
        io(() -> Files.deleteIfExists(database.resolveSibling(database.getFileName() + "-wal")));
        io(() -> Files.deleteIfExists(database.resolveSibling(database.getFileName() + "-journal")));
        copyDatabaseFrom(folder);
    }

    private void copyDatabaseFrom(Path folder) {
        String name = database.getFileName().toString();
        for (String suffix : List.of("", "-wal", "-journal", ".coven")) {
            Path source = folder.resolve(name + suffix);
            if (Files.exists(source)) {
                copyTree(source, database.resolveSibling(name + suffix));
            }
        }
    }

    private static void copyTree(Path source, Path target) {
        List<Path> paths = io(() -> {
            try (Stream<Path> walk = Files.walk(source)) {
                return walk.toList();
            }
        });
        for (Path path : paths) {
            Path copy = target.resolve(source.relativize(path).toString());
            if (Files.isDirectory(path)) {
                io(() -> Files.createDirectories(copy));
            } else {
                Path parent = copy.getParent();
                io(() -> parent == null ? copy : Files.createDirectories(parent));
                io(() -> Files.copy(
                        path, copy, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.COPY_ATTRIBUTES));
            }
        }
    }

    private interface FileWork<T> {
        T run() throws IOException;
    }

    private static <T> T io(FileWork<T> work) {
        try {
            return work.run();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
