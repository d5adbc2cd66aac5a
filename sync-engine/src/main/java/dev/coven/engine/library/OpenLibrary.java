package dev.coven.engine.library;

import dev.coven.engine.ChangesetInfo;
import dev.coven.engine.Checkup;
import dev.coven.engine.Conflict;
import dev.coven.engine.HostTriggerInfo;
import dev.coven.engine.Library;
import dev.coven.engine.LibraryStatus;
import dev.coven.engine.ListenerToken;
import dev.coven.engine.MemberInfo;
import dev.coven.engine.MemberRole;
import dev.coven.engine.ParkedRow;
import dev.coven.engine.PullResult;
import dev.coven.engine.PushResult;
import dev.coven.engine.SyncDirection;
import dev.coven.engine.SyncException;
import dev.coven.engine.SyncListener;
import dev.coven.engine.SyncResult;
import dev.coven.engine.SyncStatus;
import dev.coven.engine.blob.LibraryBlobs;
import dev.coven.engine.config.EngineSettings;
import dev.coven.engine.copy.LibraryCopy;
import dev.coven.engine.database.StateTable.Field;
import dev.coven.engine.identity.InvalidCodeException;
import dev.coven.engine.identity.InviteCode;
import dev.coven.engine.identity.MemberCode;
import dev.coven.engine.index.StoreIndex;
import dev.coven.engine.loop.BackgroundLoop;
import dev.coven.engine.status.Diagnosis;
import dev.coven.engine.status.Listeners;
import dev.coven.engine.status.StatusBoard;
import dev.coven.engine.store.StopSwitch;
import dev.coven.engine.store.StoppedException;
import dev.coven.spi.storage.StorageException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/** The library that applications hold: lets one caller at a time work on the copy. */
public final class OpenLibrary implements Library {
    private final EngineParts parts;
    private final EngineSettings settings;
    private final LibraryCopy copy;
    private final Reports reports;
    private final Cycles cycles;
    private final Listeners listeners;
    private final StatusBoard board;
    private final StopSwitch stop = new StopSwitch();
    private final ReentrantLock turn = new ReentrantLock();
    private Optional<BackgroundLoop> loop = Optional.empty();
    private boolean closed;

    OpenLibrary(
            EngineParts parts,
            EngineSettings settings,
            LibraryCopy copy,
            Optional<LibraryBlobs> blobs,
            Listeners listeners) {
        this.listeners = listeners;
        this.parts = parts;
        this.settings = settings;
        this.copy = copy;
        this.board = new StatusBoard(listeners, parts.time());
        this.cycles = new Cycles(parts, settings, copy, blobs, listeners, board, stop);
        this.reports = new Reports(copy, settings.storeUrl());
    }

    @FunctionalInterface
    private interface Task<T> {
        T run() throws SyncException, StorageException, SQLException, IOException;
    }

    /** Lets one caller in, and gives every failure its kind. */
    private <T> T alone(Task<T> task) throws SyncException {
        turn.lock();
        try {
            if (closed || stop.isStopped()) {
                throw new IllegalStateException("the library is closed");
            }
            return named(task);
        } finally {
            if (stop.isStopped() && turn.getHoldCount() == 1) {
                // A listener closed the library in the midst of this.
                closeCopy();
            }
            turn.unlock();
        }
    }

    private <T> T named(Task<T> task) throws SyncException {
        try {
            return task.run();
        } catch (StoppedException e) {
            throw new SyncException(
                    SyncException.Kind.CLOSED,
                    "the library was closed meanwhile; what was done by then is kept: open it and sync again",
                    e);
        } catch (StorageException e) {
            throw new SyncException(SyncException.Kind.STORE, "the store failed: " + e.getMessage(), e);
        } catch (SQLException e) {
            throw LibraryCopy.databaseFailure(copy.database(), e);
        } catch (IOException e) {
            throw new SyncException(SyncException.Kind.STORE, "a transfer broke off: " + e.getMessage(), e);
        }
    }

    /** A cycle with the store, alone in this process and among all processes. The status has its outcome and tells nobody yet. */
    private <T> T quietCycle(Cycles.Cycle<T> cycle) throws SyncException {
        return alone(() -> {
            board.begun();
            try {
                T result = named(() -> cycles.run(cycle));
                board.succeeded();
                return result;
            } catch (SyncException e) {
                board.failed(e);
                throw e;
            } catch (RuntimeException | Error e) {
                board.failed(Diagnosis.internal(e));
                throw e;
            }
        });
    }

    /** A cycle that somebody asked for. */
    private <T> T cycle(Cycles.Cycle<T> cycle) throws SyncException {
        try {
            return quietCycle(cycle);
        } finally {
            if (stop.isStopped()) {
                board.closed();
            } else {
                board.tell();
            }
        }
    }

    @Override
    public PushResult push() throws SyncException {
        return cycle(cycles::push);
    }

    @Override
    public PullResult pull() throws SyncException {
        return cycle(cycles::pull);
    }

    @Override
    public SyncResult sync(SyncDirection direction) throws SyncException {
        return cycle(session -> cycles.sync(session, direction));
    }

    @Override
    public long capture() throws SyncException {
        return alone(copy::capture);
    }

    @Override
    public void start() {
        turn.lock();
        try {
            if (closed || stop.isStopped()) {
                throw new IllegalStateException("the library is closed");
            }
            if (loop.isEmpty()) {
                BackgroundLoop started = new BackgroundLoop(
                        copy.database(),
                        direction -> quietCycle(session -> cycles.sync(session, direction)),
                        settings.loop(),
                        listeners,
                        board,
                        new BackgroundLoop.Time(parts.time(), parts.pause(), parts.random()::nextDouble),
                        stop);
                loop = Optional.of(started);
                started.start();
            }
        } finally {
            turn.unlock();
        }
    }

    @Override
    public SyncStatus syncStatus() {
        return board.status();
    }

    @Override
    public LibraryStatus status() throws SyncException {
        return alone(reports::status);
    }

    @Override
    public Checkup examine() throws SyncException {
        return alone(() -> new Doctor(copy, reports).examine());
    }

    @Override
    public List<MemberInfo> members() throws SyncException {
        return alone(() -> reports.members(parts.plugins()));
    }

    @Override
    public String invite(String memberCode, MemberRole role) throws SyncException {
        MemberCode code = parse(memberCode);
        return cycle(session -> {
            cycles.push(session);
            StoreIndex index = session.indexReader().read();
            session.invitations().admit(code, role, index);
            session.indexReader().read();
            return new InviteCode(
                            copy.tables().state().text(Field.LIBRARY),
                            URI.create(settings.storeUrl()),
                            copy.tables().state().text(Field.FOUNDER))
                    .text();
        });
    }

    private static MemberCode parse(String memberCode) throws SyncException {
        try {
            return MemberCode.parse(memberCode);
        } catch (InvalidCodeException e) {
            throw new SyncException(SyncException.Kind.REFUSED, "" + e.getMessage(), e);
        }
    }

    @Override
    public List<HostTriggerInfo> hostTriggers() throws SyncException {
        return alone(reports::hostTriggers);
    }

    @Override
    public List<ParkedRow> parked(int limit) throws SyncException {
        return alone(() -> reports.parked(limit));
    }

    @Override
    public List<Conflict> conflicts(int limit) throws SyncException {
        return alone(() -> reports.conflicts(limit));
    }

    @Override
    public Conflict restoreConflict(long number) throws SyncException {
        return alone(() -> {
            // Brings what is known of the schema up to date, and stamps the edits that the restored value follows.
            copy.capture();
            return new ConflictRestore(copy, parts.plugins()::policy).restore(number);
        });
    }

    @Override
    public List<ChangesetInfo> changesets(Optional<String> device, int limit) throws SyncException {
        return alone(() -> reports.changesets(device, limit));
    }

    @Override
    public void exportChangeset(String device, long seq, OutputStream target) throws SyncException {
        alone(() -> {
            ChangesetExport export = new ChangesetExport(copy, device, seq);
            if (!export.fromOutbox(target)) {
                try (Session session = cycles.session()) {
                    export.fromStore(session.store(), parts.plugins(), target);
                }
            }
            return true;
        });
    }

    @Override
    public ListenerToken addListener(SyncListener listener) {
        return listeners.add(listener);
    }

    @Override
    public void close() {
        stop.stop();
        if (turn.isHeldByCurrentThread()) {
            return;
        }
        Optional<BackgroundLoop> running;
        turn.lock();
        try {
            running = loop;
            closeCopy();
        } finally {
            turn.unlock();
        }
        running.ifPresent(BackgroundLoop::awaitEnd);
        board.closed();
    }

    private void closeCopy() {
        if (!closed) {
            closed = true;
            copy.close();
        }
    }
}
