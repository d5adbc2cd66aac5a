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
import dev.coven.engine.blob.LibraryBlobs;
import dev.coven.engine.config.EngineSettings;
import dev.coven.engine.config.LibraryFolder;
import dev.coven.engine.copy.LibraryCopy;
import dev.coven.engine.database.StateTable.Field;
import dev.coven.engine.identity.InvalidCodeException;
import dev.coven.engine.identity.InviteCode;
import dev.coven.engine.identity.MemberCode;
import dev.coven.engine.index.StoreIndex;
import dev.coven.spi.storage.StorageException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** The library that applications hold: lets one caller at a time work on the copy. */
public final class OpenLibrary implements Library {
    private final EngineParts parts;
    private final EngineSettings settings;
    private final LibraryCopy copy;
    private final LibraryFolder folder;
    private final Optional<LibraryBlobs> blobs;
    private final Reports reports;
    private final ReentrantLock turn = new ReentrantLock();
    private final CopyOnWriteArrayList<SyncListener> listeners;
    private @Nullable BackgroundLoop loop;
    private boolean closed;

    OpenLibrary(
            EngineParts parts,
            EngineSettings settings,
            LibraryCopy copy,
            Optional<LibraryBlobs> blobs,
            CopyOnWriteArrayList<SyncListener> listeners) {
        this.listeners = listeners;
        this.parts = parts;
        this.settings = settings;
        this.copy = copy;
        this.blobs = blobs;
        this.folder = new LibraryFolder(copy.database());
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
            if (closed) {
                throw new IllegalStateException("the library is closed");
            }
            return task.run();
        } catch (StorageException e) {
            throw new SyncException(SyncException.Kind.STORE, "the store failed: " + e.getMessage(), e);
        } catch (SQLException e) {
            throw LibraryCopy.databaseFailure(copy.database(), e);
        } catch (IOException e) {
            throw new SyncException(SyncException.Kind.STORE, "a transfer broke off: " + e.getMessage(), e);
        } finally {
            turn.unlock();
        }
    }

    @FunctionalInterface
    private interface Cycle<T> {
        T run(Session session) throws SyncException, StorageException, SQLException, IOException;
    }

    /** A cycle with the store: alone in this process and among all processes. */
    private <T> T cycle(Cycle<T> cycle) throws SyncException {
        return alone(() -> {
            String holder = "process " + ProcessHandle.current().pid() + " on "
                    + parts.surroundings().hostName();
            try (CycleLock lock = CycleLock.acquire(folder, settings.lockWait(), parts.pause(), holder);
                    Session session = Session.open(parts, settings, copy, blobs)) {
                if (!lock.isHeld()) {
                    throw new IllegalStateException("the lock of " + folder.path() + " was lost");
                }
                return cycle.run(session);
            }
        });
    }

    @Override
    public PushResult push() throws SyncException {
        return cycle(this::push);
    }

    @Override
    public PullResult pull() throws SyncException {
        return cycle(this::pull);
    }

    @Override
    public SyncResult sync(SyncDirection direction) throws SyncException {
        return cycle(session -> {
            String before = copy.tables().state().text(Field.DEVICE);
            Optional<PullResult> pulled =
                    direction == SyncDirection.PUSH_ONLY ? Optional.empty() : Optional.of(pull(session));
            Optional<PushResult> pushed =
                    direction == SyncDirection.PULL_ONLY ? Optional.empty() : Optional.of(push(session));
            return new SyncResult(pulled, pushed.isEmpty() ? pushed : Optional.of(since(before, pushed.get())));
        });
    }

    private PushResult push(Session session) throws SyncException, StorageException, SQLException, IOException {
        copy.capture();
        long waiting = copy.tables().outbox().count();
        String before = copy.tables().state().text(Field.DEVICE);
        PushResult result =
                session.pusher().push(pushed -> listeners.forEach(listener -> listener.pushProgress(pushed, waiting)));
        new SchemaGrowth(copy, session).publish();
        return since(before, result);
    }

    /** The result, with the device id that this copy had before, if it has another one now. */
    private PushResult since(String before, PushResult result) throws SQLException {
        boolean same = copy.tables().state().text(Field.DEVICE).equals(before);
        return same ? result : new PushResult(result.pushed(), Optional.of(before));
    }

    private PullResult pull(Session session) throws SyncException, StorageException, SQLException, IOException {
        if (!copy.tables().publications().all().isEmpty()) {
            // The library is not wholly in the store yet: finish founding it before looking for others.
            push(session);
        }
        return session.puller()
                .pull((applied, promised) -> listeners.forEach(listener -> listener.pullProgress(applied, promised)));
    }

    @Override
    public long capture() throws SyncException {
        return alone(copy::capture);
    }

    @Override
    public void start() {
        turn.lock();
        try {
            if (loop == null && !closed) {
                loop = BackgroundLoop.start(this, copy.database(), settings.loop(), listeners);
            }
        } finally {
            turn.unlock();
        }
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
            push(session);
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
                try (Session session = Session.open(parts, settings, copy, blobs)) {
                    export.fromStore(session.store(), parts.plugins(), target);
                }
            }
            return true;
        });
    }

    @Override
    public ListenerToken addListener(SyncListener listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    @Override
    public void close() {
        BackgroundLoop running;
        turn.lock();
        try {
            running = loop;
            loop = null;
        } finally {
            turn.unlock();
        }
        if (running != null) {
            running.close();
        }
        turn.lock();
        try {
            if (!closed) {
                closed = true;
                copy.close();
            }
        } finally {
            turn.unlock();
        }
    }
}
