package dev.coven.engine.library;

import dev.coven.engine.PullResult;
import dev.coven.engine.PushResult;
import dev.coven.engine.SyncDirection;
import dev.coven.engine.SyncException;
import dev.coven.engine.SyncMeter.Work;
import dev.coven.engine.SyncResult;
import dev.coven.engine.SyncStatus.Amount;
import dev.coven.engine.SyncStatus.Phase;
import dev.coven.engine.blob.LibraryBlobs;
import dev.coven.engine.config.EngineSettings;
import dev.coven.engine.config.LibraryFolder;
import dev.coven.engine.copy.LibraryCopy;
import dev.coven.engine.database.StateTable.Field;
import dev.coven.engine.status.Listeners;
import dev.coven.engine.status.StatusBoard;
import dev.coven.engine.store.StopSwitch;
import dev.coven.spi.storage.StorageException;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;

/** What a copy does with its store, one cycle at a time among all processes. The caller lets in one thread at a time. */
final class Cycles {
    private final EngineParts parts;
    private final EngineSettings settings;
    private final LibraryCopy copy;
    private final LibraryFolder folder;
    private final Optional<LibraryBlobs> blobs;
    private final Listeners listeners;
    private final StatusBoard board;
    private final StopSwitch stop;

    Cycles(
            EngineParts parts,
            EngineSettings settings,
            LibraryCopy copy,
            Optional<LibraryBlobs> blobs,
            Listeners listeners,
            StatusBoard board,
            StopSwitch stop) {
        this.parts = parts;
        this.settings = settings;
        this.copy = copy;
        this.folder = new LibraryFolder(copy.database());
        this.blobs = blobs;
        this.listeners = listeners;
        this.board = board;
        this.stop = stop;
    }

    /** Work with the store. */
    @FunctionalInterface
    interface Cycle<T> {
        T run(Session session) throws SyncException, StorageException, SQLException, IOException;
    }

    /** Runs a cycle when no other process is in one. */
    <T> T run(Cycle<T> cycle) throws SyncException, StorageException, SQLException, IOException {
        String holder = "process " + ProcessHandle.current().pid() + " on "
                + parts.surroundings().hostName();
        try (CycleLock lock = CycleLock.acquire(folder, settings.lockWait(), stop.over(parts.pause()), holder);
                Session session = session()) {
            if (!lock.isHeld()) {
                throw new IllegalStateException("the lock of " + folder.path() + " was lost");
            }
            return cycle.run(session);
        }
    }

    /** A session outside of any cycle, for a look at the store. */
    Session session() throws SyncException, SQLException {
        return Session.open(parts, settings, copy, blobs, board, stop);
    }

    SyncResult sync(Session session, SyncDirection direction)
            throws SyncException, StorageException, SQLException, IOException {
        String before = copy.tables().state().text(Field.DEVICE);
        Optional<PullResult> pulled =
                direction == SyncDirection.PUSH_ONLY ? Optional.empty() : Optional.of(pull(session));
        Optional<PushResult> pushed =
                direction == SyncDirection.PULL_ONLY ? Optional.empty() : Optional.of(push(session));
        return new SyncResult(pulled, pushed.isEmpty() ? pushed : Optional.of(since(before, pushed.get())));
    }

    PushResult push(Session session) throws SyncException, StorageException, SQLException, IOException {
        measured(Work.CAPTURE, copy::capture);
        return measured(Work.PUSH, () -> publish(session));
    }

    private PushResult publish(Session session) throws SyncException, StorageException, SQLException, IOException {
        long waiting = copy.tables().outbox().count();
        if (waiting > 0) {
            board.enters(Phase.PUSHING);
        }
        String before = copy.tables().state().text(Field.DEVICE);
        PushResult result = session.pusher().push(pushed -> pushed(pushed, waiting));
        new SchemaGrowth(copy, session).publish();
        return since(before, result);
    }

    @FunctionalInterface
    private interface Part<T> {
        T run() throws SyncException, StorageException, SQLException, IOException;
    }

    private <T> T measured(Work work, Part<T> part) throws SyncException, StorageException, SQLException, IOException {
        long begun = System.nanoTime();
        try {
            return part.run();
        } finally {
            parts.meter().ended(work, Duration.ofNanos(System.nanoTime() - begun));
        }
    }

    private void pushed(long pushed, long waiting) {
        parts.meter().changesetsPushed(1);
        listeners.tell(listener -> listener.pushProgress(pushed, waiting));
        board.changesets(Phase.PUSHING, new Amount(pushed, waiting));
        stop.check();
    }

    /** The result, with the device id that this copy had before, if it has another one now. */
    private PushResult since(String before, PushResult result) throws SQLException {
        boolean same = copy.tables().state().text(Field.DEVICE).equals(before);
        return same ? result : new PushResult(result.pushed(), Optional.of(before));
    }

    PullResult pull(Session session) throws SyncException, StorageException, SQLException, IOException {
        if (!copy.tables().publications().all().isEmpty()) {
            // The library is not wholly in the store yet: finish founding it before looking for others.
            push(session);
        }
        board.enters(Phase.PULLING);
        long[] before = new long[1];
        PullResult result = measured(
                Work.PULL,
                () -> session.puller().pull((applied, promised) -> {
                    parts.meter().changesetsPulled(applied - before[0]);
                    before[0] = applied;
                    applied(applied, promised);
                }));
        parts.meter().devicesHeld(result.held().size());
        return result;
    }

    private void applied(long applied, long promised) {
        listeners.tell(listener -> listener.pullProgress(applied, promised));
        board.changesets(Phase.APPLYING, new Amount(applied, promised));
        stop.check();
    }
}
