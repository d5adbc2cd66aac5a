package dev.coven.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A folder of a benchmark's own, below that of temporary files, gone when it ends. */
final class WorkFolder {
    private WorkFolder() {}

    /** What happens in a folder. */
    @FunctionalInterface
    interface Work {
        void in(Path folder) throws Exception;
    }

    static void use(Work work) throws Exception {
        Path folder = Files.createTempDirectory("coven-bench");
        try {
            work.in(folder);
        } finally {
            delete(folder);
        }
    }

    static void delete(Path folder) throws IOException {
        List<Path> paths;
        try (Stream<Path> walk = Files.walk(folder)) {
            paths = walk.sorted(Comparator.reverseOrder()).toList();
        }
        paths.forEach(path -> {
            try {
                Files.delete(path);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }
}
