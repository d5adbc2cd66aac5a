package dev.coven.benchmarks;

import dev.coven.storage.filesystem.FilesystemProvider;
import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/**
 * Shows that the memory of a pull is bounded whatever waits for it: builds a backlog of changesets of noise in a folder and
 * pulls it in a process of its own with a small heap, with default settings.
 */
public final class BacklogBench {
    private static final Map<String, String> OPTIONS =
            Map.of("--mib", "256", "--heap-mib", "256", "--changeset-kib", "4096", "--devices", "2");
    private static final String DDL = "CREATE TABLE pages(id INTEGER PRIMARY KEY, content BLOB) WITHOUT ROWID";
    private static final int ROW_BYTES = 16 << 10;

    private BacklogBench() {}

    /** Runs it; the options are {@code --mib --heap-mib --changeset-kib --devices}, each with a value. */
    public static void main(String[] arguments) throws Exception {
        CommandWords options = options(arguments);
        WorkFolder.use(folder -> run(options, folder, System.out));
    }

    static CommandWords options(String... words) {
        return CommandWords.parse(OPTIONS, words);
    }

    static void run(CommandWords options, Path folder, PrintStream out) throws Exception {
        Path store = Files.createDirectories(folder.resolve("store"));
        BenchDevice.Surroundings surroundings =
                new BenchDevice.Surroundings(new FilesystemProvider(), store.toUri(), List.of(), Map.of());
        int devices = options.number("--devices");
        int rows = Math.max(1, (options.number("--changeset-kib") << 10) / ROW_BYTES / 2);
        long wanted = (long) options.number("--mib") << 20;
        Path reader = folder.resolve("reader");
        try (BenchDevice founder = BenchDevice.found(folder.resolve("founder"), surroundings, List.of(DDL))) {
            founder.invite(reader, surroundings).close();
            for (int i = 0; i < devices; i++) {
                try (BenchDevice writer = founder.invite(folder.resolve("writer-" + i), surroundings)) {
                    fill(writer, i * rows, rows, wanted / devices);
                }
            }
        }
        out.printf("%d MiB of changesets in the store%n", bytesBelow(store.resolve("changes")) >> 20);
        SessionExtension.Output output = SessionExtension.run(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + options.number("--heap-mib") + "m",
                "-cp",
                System.getProperty("java.class.path", ""),
                BacklogPull.class.getName(),
                reader.toString(),
                store.toString()));
        if (output.status() != 0) {
            throw new IOException("the pull failed, status " + output.status() + ": " + output.text());
        }
        out.print(output.text());
    }

    /** Rewrites the same rows again and again, and publishes each time, so that the backlog grows and the database does not. */
    private static void fill(BenchDevice writer, int first, int rows, long wanted) throws Exception {
        byte[] content = new byte[ROW_BYTES];
        SplittableRandom random = new SplittableRandom(first);
        long written = 0;
        while (written < wanted) {
            write(writer.host(), first, rows, random, content);
            // An update carries the values before and after it.
            written += (written == 0 ? 1L : 2L) * rows * ROW_BYTES;
            writer.library().push();
        }
    }

    private static void write(Connection host, int first, int rows, SplittableRandom random, byte[] content)
            throws SQLException {
        host.setAutoCommit(false);
        try (PreparedStatement upsert = host.prepareStatement(
                "INSERT INTO pages VALUES (?, ?) ON CONFLICT DO UPDATE SET content = excluded.content")) {
            for (int i = 0; i < rows; i++) {
                random.nextBytes(content);
                upsert.setInt(1, first + i);
                upsert.setBytes(2, content);
                upsert.executeUpdate();
            }
            host.commit();
        } finally {
            host.setAutoCommit(true);
        }
    }

    private static long bytesBelow(Path folder) throws IOException {
        try (Stream<Path> walk = Files.walk(folder)) {
            return walk.map(Path::toFile)
                    .filter(File::isFile)
                    .mapToLong(File::length)
                    .sum();
        }
    }
}
