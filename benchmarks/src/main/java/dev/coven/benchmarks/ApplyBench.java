package dev.coven.benchmarks;

import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

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
        WorkFolder.use(folder -> run(options, folder, System.out));
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
}
