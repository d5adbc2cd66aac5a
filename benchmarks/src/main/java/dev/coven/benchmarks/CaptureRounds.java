package dev.coven.benchmarks;

import dev.coven.engine.copy.LibraryCopy;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The same writes by turns: on a plain database and on a copy with its triggers, and in C with and without a session. */
final class CaptureRounds {
    static final String LINE = "%-18s %-30s %9s %9s %6s %-8s %s%n";

    /**
     * What is written to.
     *
     * @param plain knows nothing of a library, and is else like the copy
     * @param copy is a library's
     * @param items has all items, for C to read
     * @param work where copies of these are made
     */
    record Databases(Path plain, Path copy, Path items, Path work) {
        Path freshPlain() throws Exception {
            return DatabaseFile.fresh(plain, work.resolve("plain.db"));
        }

        Path freshCopy() throws Exception {
            return DatabaseFile.fresh(copy, work.resolve("copy.db"));
        }
    }

    private final HostWrites writes;
    private final Databases databases;
    private final int batch;
    private final List<@Nullable Object[]> values;
    private final Optional<SessionExtension> session;
    private final Samples plain = new Samples();
    private final Samples captured = new Samples();
    private final Samples capturedInMemory = new Samples();
    private final Samples plainInC = new Samples();
    private final Samples recordedInC = new Samples();
    private final Samples builtInC = new Samples();
    private final Samples built = new Samples();
    private final Samples capture = new Samples();

    CaptureRounds(HostWrites writes, Databases databases, int rows, int batch, Optional<SessionExtension> session) {
        this.writes = writes;
        this.databases = databases;
        this.batch = batch;
        this.values = writes.allValues(rows);
        this.session = session;
    }

    void run(int rounds, int warmUps) throws Exception {
        for (int round = -warmUps; round < rounds; round++) {
            boolean counts = round >= 0;
            if (round % 2 == 0) {
                measurePlain(counts);
                measureCaptured(counts);
                measureInMemory(counts);
            } else {
                measureInMemory(counts);
                measureCaptured(counts);
                measurePlain(counts);
            }
            if (counts && session.isPresent()) {
                measureC(session.get());
            }
        }
    }

    private void measurePlain(boolean counts) throws Exception {
        double millis = writes.millis(databases.freshPlain(), HostConnection.DEFAULT, values, batch);
        if (counts) {
            plain.add(millis);
        }
    }

    private void measureInMemory(boolean counts) throws Exception {
        double millis = writes.millis(databases.freshCopy(), HostConnection.TEMPORARY_FILES_IN_MEMORY, values, batch);
        if (counts) {
            capturedInMemory.add(millis);
        }
    }

    private void measureCaptured(boolean counts) throws Exception {
        Path database = databases.freshCopy();
        double millis = writes.millis(database, HostConnection.DEFAULT, values, batch);
        try (LibraryCopy copy = EngineApply.open(database)) {
            double bytesMillis = CaptureBuild.bytesMillis(copy, values.size());
            double captureMillis = CaptureBuild.captureMillis(copy, values.size());
            if (counts) {
                captured.add(millis);
                built.add(bytesMillis);
                capture.add(captureMillis);
            }
        }
    }

    private void measureC(SessionExtension c) throws Exception {
        plainInC.add(c.record(databases.freshPlain(), databases.items(), writes, batch, false)
                .writeMillis());
        SessionExtension.Recording recording = c.record(databases.freshPlain(), databases.items(), writes, batch, true);
        recordedInC.add(recording.writeMillis());
        builtInC.add(recording.buildMillis());
    }

    void print(PrintStream out) {
        line(out, "host writes, plain", plain, plain, "");
        line(out, "host writes, captured", captured, plain, "plain");
        line(out, "the same, temp_store=MEMORY", capturedInMemory, plain, "plain");
        line(out, "C, plain", plainInC, plainInC, "");
        line(out, "C, session recording", recordedInC, plainInC, "C plain");
        line(out, "C, session_changeset", builtInC, builtInC, "");
        line(out, "changeset bytes", built, builtInC, "C");
        line(out, "whole capture", capture, builtInC, "C");
    }

    private void line(PrintStream out, String what, Samples samples, Samples base, String baseName) {
        if (samples.isEmpty()) {
            return;
        }
        boolean compared = samples != base && !base.isEmpty();
        out.printf(
                Locale.ROOT,
                LINE,
                writes + " x" + batch,
                what,
                String.format(Locale.ROOT, "%.1f", samples.median()),
                String.format(Locale.ROOT, "%.0f", values.size() / samples.median() * 1000),
                compared ? String.format(Locale.ROOT, "%.2f", samples.ratioTo(base)) : "",
                compared ? baseName : "",
                compared ? samples.ratioRange(base) : "");
    }
}
