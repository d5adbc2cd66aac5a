package dev.coven.engine;

import dev.coven.spi.row.RowChange;
import java.util.List;

/** Told of what a library does, on the thread that does it. Must return soon and must not call the library. */
public interface SyncListener {
    /**
     * Rows of visible tables that the engine changed, after they are committed: the real difference, nothing for writes that
     * lost. Mostly a pull does, of each changeset by itself; a capture does too, when a local edit makes room for a row that
     * waited. A process that ends right after a commit tells nobody: what must not miss a change compares when it starts.
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
}
