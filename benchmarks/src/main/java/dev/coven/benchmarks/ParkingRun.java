package dev.coven.benchmarks;

import dev.coven.engine.copy.LibraryCopy;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Locale;

/** Applies children before their parent: first all of them are parked, then all of them fit. Time for a row should not grow. */
final class ParkingRun {
    private ParkingRun() {}

    static void run(Stage stage, int children, PrintStream out) throws Exception {
        String owner = "owner of " + children;
        Path kept = stage.keepReader("parking.db");
        CapturedChangeset parent = stage.capture(host -> BenchData.insertFamily(host, owner));
        CapturedChangeset orphans = stage.capture(host -> BenchData.insertChildren(host, owner, children));
        Path database = DatabaseFile.fresh(kept, stage.folder("work").resolve("parking.db"));
        try (LibraryCopy copy = EngineApply.open(database)) {
            double parked = EngineApply.millis(copy, orphans);
            requireParked(copy, children);
            double fitting = EngineApply.millis(copy, parent);
            requireParked(copy, 0);
            out.printf(
                    Locale.ROOT,
                    "%8d children: parked in %9.1f ms (%6.1f us a row), back in %9.1f ms (%6.1f us a row)%n",
                    children,
                    parked,
                    parked / children * 1000,
                    fitting,
                    fitting / children * 1000);
        }
    }

    private static void requireParked(LibraryCopy copy, long expected) throws Exception {
        long parked = copy.tables().parked().countShown();
        if (parked != expected) {
            throw new IllegalStateException(parked + " rows are parked, not " + expected);
        }
    }
}
