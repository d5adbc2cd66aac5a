package dev.coven.benchmarks;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Measures how fast changesets are applied, beside SQLite's session extension in C.
 *
 * <p>One changeset of INSERTs and one of two-column UPDATEs, into a table with two foreign keys and a UNIQUE column. The
 * engine's time includes everything that makes an apply: registers, constraints, cursor, history, clock, commit. Medians; a
 * ratio is the median of the rounds' own ratios to C.
 */
public final class ApplyBench {
    private ApplyBench() {}

    /** Runs it; {@link BenchOptions#USAGE} says with which options. */
    public static void main(String[] arguments) throws Exception {
        BenchOptions options = BenchOptions.parse(arguments);
        Path folder = Files.createTempDirectory("coven-bench");
        try {
            run(options, folder, System.out);
        } finally {
            delete(folder);
        }
    }

    static void run(BenchOptions options, Path folder, PrintStream out) throws Exception {
        Optional<SessionExtension> session = SessionExtension.build(options.sessionSource(), folder);
        try (Stage stage = Stage.prepare(Files.createDirectories(folder.resolve("stage")))) {
            out.printf(Locale.ROOT, "%-8s %-28s %9s %9s %6s  %s%n", "", "", "ms", "rows/s", "to C", "range");
            ApplyRounds inserts = rounds("INSERT", stage, host -> BenchData.insertItems(host, options.rows()), session);
            inserts.run(options);
            inserts.print(out);
            stage.onPlain(host -> BenchData.insertItems(host, options.rows()));
            ApplyRounds updates = rounds("UPDATE", stage, host -> BenchData.updateItems(host, options.rows()), session);
            updates.run(options);
            updates.print(out);
            for (int children : options.parking()) {
                ParkingRun.run(stage, children, out);
            }
        }
    }

    private static ApplyRounds rounds(String name, Stage stage, Stage.Writes writes, Optional<SessionExtension> session)
            throws Exception {
        CapturedChangeset changeset = stage.capture(writes);
        stage.publish();
        return new ApplyRounds(name, stage, changeset, session);
    }

    private static void delete(Path folder) throws IOException {
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
