package dev.coven.engine.blob;

/** Told while files travel. */
@FunctionalInterface
public interface FileProgress {
    /** So many files are done with, of so many known by now: moved, found where they should be, or given up for this cycle. */
    void done(long done, long known);
}
