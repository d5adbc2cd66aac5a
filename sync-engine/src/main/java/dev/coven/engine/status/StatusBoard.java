package dev.coven.engine.status;

import dev.coven.engine.SyncException;
import dev.coven.engine.SyncStatus;
import dev.coven.engine.SyncStatus.Amount;
import dev.coven.engine.SyncStatus.Phase;
import dev.coven.engine.SyncStatus.Progress;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.UnaryOperator;

/**
 * How the syncing of one library stands, as cycles report it. Thread safe. Listeners are told outside of its lock, one
 * change after the other; changes that come while one is told are told as one.
 */
public final class StatusBoard {
    private final Listeners listeners;
    private final InstantSource time;
    private final LongAdder bytes = new LongAdder();
    private SyncStatus current =
            new SyncStatus(Phase.IDLE, Progress.NONE, Optional.empty(), Optional.empty(), Optional.empty());
    private SyncStatus told = current;
    private boolean isTelling;

    /** A board that nothing happened on yet. */
    public StatusBoard(Listeners listeners, InstantSource time) {
        this.listeners = listeners;
        this.time = time;
    }

    /** How it stands now. */
    public synchronized SyncStatus status() {
        Progress progress = current.progress();
        return new SyncStatus(
                current.phase(),
                new Progress(progress.changesets(), progress.files(), bytes.sum()),
                current.lastSuccess(),
                current.failure(),
                current.nextAttempt());
    }

    /** A cycle begins. As long as the last one's failure stands, an attempt that shows no progress shows nothing. */
    public synchronized void begun() {
        bytes.reset();
        become(with(current, current.phase(), Progress.NONE));
    }

    /** The cycle at work enters a phase. */
    public void enters(Phase phase) {
        change(status -> isFailing(status) ? status : with(status, phase, Progress.NONE));
    }

    private static boolean isFailing(SyncStatus status) {
        return status.phase() == Phase.OFFLINE || status.phase() == Phase.FAILED;
    }

    /** So many changesets are applied, or published. */
    public void changesets(Phase phase, Amount amount) {
        change(status ->
                with(status, phase, new Progress(amount, status.progress().files(), 0)));
    }

    /** So many files are fetched, or sent. */
    public void files(Phase phase, Amount amount) {
        change(status -> with(status, phase, new Progress(status.progress().changesets(), amount, 0)));
    }

    /** Bytes went to the store, or came from it. */
    public void moved(long count) {
        bytes.add(count);
    }

    /** A cycle ended well. Those who listen learn it by {@link #tell}, when nothing is locked any more. */
    public synchronized void succeeded() {
        become(new SyncStatus(
                Phase.IDLE, current.progress(), Optional.of(time.instant()), Optional.empty(), current.nextAttempt()));
    }

    /** A cycle failed; as with {@link #succeeded}. */
    public synchronized void failed(SyncException failure) {
        if (failure.kind() != SyncException.Kind.CLOSED) {
            Diagnosis diagnosis = Diagnosis.of(failure);
            become(new SyncStatus(
                    diagnosis.phase(),
                    current.progress(),
                    current.lastSuccess(),
                    Optional.of(diagnosis.shown(failure)),
                    current.nextAttempt()));
        }
    }

    /** The background loop tries again then. */
    public synchronized void nextAttempt(Instant at) {
        become(new SyncStatus(
                current.phase(), current.progress(), current.lastSuccess(), current.failure(), Optional.of(at)));
    }

    /** The library is closed; what cycles report after that does not count. */
    public void closed() {
        change(status -> new SyncStatus(
                Phase.CLOSED, status.progress(), status.lastSuccess(), status.failure(), Optional.empty()));
    }

    private static SyncStatus with(SyncStatus status, Phase phase, Progress progress) {
        return new SyncStatus(phase, progress, status.lastSuccess(), status.failure(), status.nextAttempt());
    }

    private void change(UnaryOperator<SyncStatus> change) {
        synchronized (this) {
            become(change.apply(current));
        }
        tell();
    }

    private synchronized void become(SyncStatus next) {
        if (current.phase() != Phase.CLOSED) {
            current = next;
        }
    }

    /** Tells listeners what they were not told yet. */
    public void tell() {
        for (Optional<SyncStatus> news = news(); news.isPresent(); news = news()) {
            SyncStatus status = news.get();
            try {
                listeners.tell(listener -> listener.statusChanged(status));
            } finally {
                synchronized (this) {
                    isTelling = false;
                }
            }
        }
    }

    /** What is to be told, by the one caller who gets it; empty while another one tells. */
    private synchronized Optional<SyncStatus> news() {
        if (isTelling || says(current).equals(says(told))) {
            return Optional.empty();
        }
        isTelling = true;
        told = current;
        return Optional.of(status());
    }

    private static SyncStatus says(SyncStatus status) {
        return new SyncStatus(
                status.phase(), status.progress(), status.lastSuccess(), status.failure(), Optional.empty());
    }
}
