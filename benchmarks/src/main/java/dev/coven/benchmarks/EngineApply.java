package dev.coven.benchmarks;

import dev.coven.engine.copy.LibraryCopy;
import dev.coven.engine.merge.LastWriterWins;
import java.nio.file.Path;
import java.time.InstantSource;

/** Applies a changeset the way a pull does it: rows, registers, cursor and clock, one transaction, capture silenced. */
final class EngineApply {
    private static final long MAX_CHANGESET_BYTES = 1L << 30;

    private EngineApply() {}

    /** Opens a copy as the engine does. */
    static LibraryCopy open(Path database) throws Exception {
        return LibraryCopy.open(
                database, id -> LastWriterWins.perColumn(), InstantSource.system(), MAX_CHANGESET_BYTES, changes -> {});
    }

    /** Milliseconds to apply, with the commit, without opening the database. */
    static double millis(LibraryCopy copy, CapturedChangeset changeset) throws Exception {
        LibraryCopy.Verified verified = changeset.verified();
        long start = System.nanoTime();
        copy.apply(verified);
        return (System.nanoTime() - start) / 1e6;
    }

    /**
     * One apply in a process of its own, as an application that just started does it; prints the milliseconds.
     *
     * @param arguments the database, and the folder of a saved changeset
     */
    public static void main(String[] arguments) throws Exception {
        CapturedChangeset changeset = CapturedChangeset.load(Path.of(arguments[1]));
        try (LibraryCopy copy = open(Path.of(arguments[0]))) {
            System.out.println(millis(copy, changeset));
        }
    }
}
