package dev.coven.benchmarks;

import dev.coven.conformance.fleet.Device;
import dev.coven.engine.PullResult;
import dev.coven.engine.copy.LibraryCopy;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Applies one changeset again and again to the same database: in C, by the engine, and by a whole pull, by turns. */
final class ApplyRounds {
    private final String name;
    private final Stage stage;
    private final CapturedChangeset changeset;
    private final Optional<SessionExtension> session;
    private final Path plain;
    private final Path copy;
    private final Path saved;
    private final Samples inC = new Samples();
    private final Samples applied = new Samples();
    private final Samples pulled = new Samples();
    private final Samples cold = new Samples();

    /** Of a changeset that is published and that neither the plain database nor the second device's copy has. */
    ApplyRounds(String name, Stage stage, CapturedChangeset changeset, Optional<SessionExtension> session)
            throws Exception {
        this.name = name;
        this.stage = stage;
        this.changeset = changeset;
        this.session = session;
        this.plain = stage.keepPlain(name + "-plain.db");
        this.copy = stage.keepReader(name + "-copy.db");
        this.saved = stage.folder(name);
        changeset.save(saved);
    }

    void run(BenchOptions options) throws Exception {
        for (int i = 0; i < options.warmUps(); i++) {
            apply();
            pull();
        }
        for (int round = 0; round < options.rounds(); round++) {
            boolean firstC = round % 2 == 0;
            if (firstC) {
                measureC();
            }
            applied.add(apply());
            pulled.add(pull());
            cold.add(applyCold());
            if (!firstC) {
                measureC();
            }
        }
    }

    private void measureC() throws Exception {
        if (session.isPresent()) {
            Path database = DatabaseFile.fresh(plain, stage.folder("work").resolve("plain.db"));
            inC.add(session.get().millis(database, CapturedChangeset.changesetFile(saved)));
        }
    }

    private double apply() throws Exception {
        try (LibraryCopy fresh = EngineApply.open(freshCopy())) {
            return EngineApply.millis(fresh, changeset);
        }
    }

    private Path freshCopy() throws IOException {
        return DatabaseFile.fresh(copy, stage.folder("work").resolve("copy.db"));
    }

    private double applyCold() throws Exception {
        SessionExtension.Output output = SessionExtension.run(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path", ""),
                EngineApply.class.getName(),
                freshCopy().toString(),
                saved.toString()));
        if (output.status() != 0) {
            throw new IOException("the apply in a new process failed, status " + output.status());
        }
        return Double.parseDouble(output.text().strip());
    }

    private double pull() throws Exception {
        Device reader = stage.readerWith(copy);
        long start = System.nanoTime();
        PullResult result = reader.pull();
        double millis = (System.nanoTime() - start) / 1e6;
        if (result.changesetsApplied() != 1 || result.rowsChanged() != changeset.changes()) {
            throw new IllegalStateException("not just this changeset was pulled: " + result);
        }
        return millis;
    }

    void print(PrintStream out) {
        line(out, "C, sqlite3changeset_apply", inC);
        line(out, "engine, apply", applied);
        line(out, "engine, pull", pulled);
        line(out, "engine, apply, new process", cold);
    }

    private void line(PrintStream out, String what, Samples samples) {
        if (samples.isEmpty()) {
            return;
        }
        String ratio = inC.isEmpty() ? "" : "%.2f".formatted(samples.ratioTo(inC));
        String range = inC.isEmpty() ? "" : samples.ratioRange(inC);
        out.printf(
                Locale.ROOT,
                "%-8s %-28s %9.1f %9.0f %6s  %s%n",
                name,
                what,
                samples.median(),
                changeset.changes() / samples.median() * 1000,
                ratio,
                range);
    }
}
