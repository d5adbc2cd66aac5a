package dev.coven.engine;

import dev.coven.spi.row.RowChange;
import java.util.List;

/**
 * Told of what a library does, on the thread that does it.
 *
 * <p>Must return soon. While a cycle is at work it must not call the library, except {@link Library#syncStatus()} and
 * {@link Library#close()}; after a background cycle ({@link #cycleEnded}, {@link #cycleFailed}) it may. It may close its token
 * anywhere. It must not wait for a thread that calls the library. A listener that throws stops nothing: that is logged once, and it is told of what follows.
 */
public interface SyncListener {
    /**
     * Rows of visible tables that the engine changed, after they are committed: the real difference, nothing for writes that
     * lost. Mostly a pull does, of each changeset by itself; a capture does too, when a local edit makes room for a row that
     * waited. Several changesets may be committed before the first of them is told, so the tables may be ahead of what is told;
     * in the end they are what was told. A process that ends right after a commit tells nobody: what must not miss a change compares when it starts.
     */
    default void rowsChanged(List<RowChange> changes) {}

    /** A changeset was applied: {@code applied} of {@code known} in this pull. */
    default void pullProgress(long applied, long known) {}

    /** A changeset was pushed: {@code pushed} of {@code waiting} in this push. */
    default void pushProgress(long pushed, long waiting) {}

    /** A background cycle ended well. */
    default void cycleEnded(SyncResult result) {}

    /** A background cycle failed; the loop goes on and tries again later. */
    default void cycleFailed(SyncException failure) {}

    /**
     * The status is another one than the last that was told. The time of the next attempt and the number of bytes are no reason
     * to tell, nor is one more attempt that fails like the one before. Of changes that come faster than a listener returns, the
     * last is told.
     */
    default void statusChanged(SyncStatus status) {}
}
