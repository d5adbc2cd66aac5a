package dev.coven.benchmarks;

import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Measures what it costs a host that its writes are captured, and how long a changeset takes to be built of them, beside SQLite's
 * session extension in C, which records the same writes.
 *
 * <p>The rows are those of {@link ApplyBench}. The values are made before the clock starts, on both sides. The plain database is
 * the library's copy without anything of the engine's, so that its rows lie in the same order.
 */
public final class CaptureBench {
    private static final Map<String, String> OPTIONS = Map.of(
            "--rows", "100000",
            "--batch", "100",
            "--rounds", "5",
            "--warm-ups", "2",
            "--session-source", "benchmarks/oracle/session_record.c");

    private CaptureBench() {}

    /** Runs it; the options are {@code --rows --batch --rounds --warm-ups --session-source}, each with a value. */
    public static void main(String[] arguments) throws Exception {
        CommandWords options = options(arguments);
        WorkFolder.use(folder -> run(options, folder, System.out));
    }

    static CommandWords options(String... words) {
        return CommandWords.parse(OPTIONS, words);
    }

    static void run(CommandWords options, Path folder, PrintStream out) throws Exception {
        Optional<SessionExtension> session = SessionExtension.build(Path.of(options.text("--session-source")), folder);
        int rows = options.number("--rows");
        try (Stage stage = Stage.prepare(Files.createDirectories(folder.resolve("stage")))) {
            Path emptyCopy = stage.keepReader("empty-copy.db");
            Path emptyPlain = DatabaseFile.bare(emptyCopy, stage.folder("bare").resolve("empty.db"));
            stage.capture(host -> BenchData.insertItems(host, rows));
            stage.publish();
            Path fullCopy = stage.keepPulledReader("full-copy.db");
            Path fullPlain = DatabaseFile.bare(fullCopy, stage.folder("bare").resolve("full.db"));
            out.printf(Locale.ROOT, CaptureRounds.LINE, "", "", "ms", "rows/s", "ratio", "to", "range");
            for (HostWrites writes : HostWrites.values()) {
                boolean begins = writes == HostWrites.INSERT;
                CaptureRounds.Databases databases = new CaptureRounds.Databases(
                        begins ? emptyPlain : fullPlain,
                        begins ? emptyCopy : fullCopy,
                        fullPlain,
                        stage.folder("work"));
                for (int batch : List.of(options.number("--batch"), rows)) {
                    CaptureRounds rounds = new CaptureRounds(writes, databases, rows, batch, session);
                    rounds.run(options.number("--rounds"), options.number("--warm-ups"));
                    rounds.print(out);
                }
            }
        }
    }
}
