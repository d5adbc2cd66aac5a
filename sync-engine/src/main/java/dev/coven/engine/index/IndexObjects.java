package dev.coven.engine.index;

import dev.coven.engine.SyncException;
import dev.coven.engine.copy.LibraryCopy;
import dev.coven.engine.crypto.UnreadableObjectException;
import dev.coven.engine.database.IndexTable;
import dev.coven.engine.store.LibraryStore;
import dev.coven.engine.store.SmallObjects;
import dev.coven.engine.store.Transfers;
import dev.coven.spi.storage.ObjectKey;
import dev.coven.spi.storage.ObjectStat;
import dev.coven.spi.storage.StorageException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The objects of the index as they are now: those whose version is the one last seen are not transferred again, the others
 * are fetched several at once.
 */
final class IndexObjects implements AutoCloseable {
    /** What a store may give in all beyond the sizes that it lists: objects grow between a listing and a transfer. */
    static final long MAX_SURPLUS_BYTES = 16L << 20;

    private final LibraryCopy copy;
    private final LibraryStore store;
    private final Map<ObjectKey, ObjectStat> listed;
    private final Set<ObjectKey> unchanged = new HashSet<>();
    private final AtomicLong surplusLeft = new AtomicLong(MAX_SURPLUS_BYTES);
    private final Transfers transfers;
    private final Map<ObjectKey, Future<Outcome>> fetching = new HashMap<>();
    private final List<IndexTable.Entry> changed = new ArrayList<>();
    private final List<ObjectKey> gone = new ArrayList<>();

    /** What came of fetching an object. */
    private sealed interface Outcome {
        record Here(IndexTable.Entry entry) implements Outcome {}

        record Unavailable(StorageException reason) implements Outcome {}

        record Unreadable(UnreadableObjectException reason) implements Outcome {}
    }

    /**
     * Begins to fetch what changed; with one transfer, each is fetched when it is asked for.
     *
     * @param seen the versions of what was read here before
     */
    IndexObjects(
            LibraryCopy copy,
            LibraryStore store,
            Map<ObjectKey, ObjectStat> listed,
            Map<ObjectKey, String> seen,
            IndexSelection selection,
            int transfers) {
        this.copy = copy;
        this.store = store;
        this.listed = listed;
        listed.forEach((key, stat) -> {
            if (stat.version().token().equals(seen.get(key))) {
                unchanged.add(key);
            }
        });
        List<ObjectKey> keys = listed.keySet().stream()
                .filter(key -> selection.reads(key) && !unchanged.contains(key))
                .toList();
        this.transfers = Transfers.upTo("coven-index", Math.max(1, Math.min(transfers, keys.size())));
        List<Callable<Outcome>> work = new ArrayList<>();
        keys.forEach(key -> work.add(() -> transfer(key)));
        List<Future<Outcome>> started = this.transfers.start(work);
        for (int i = 0; i < started.size(); i++) {
            fetching.put(keys.get(i), started.get(i));
        }
    }

    private Outcome transfer(ObjectKey key) {
        try {
            SmallObjects.Fetched fetched = store.small().read(key, IndexSelection.maxBytes(key));
            requireRoom(key, fetched.body().length);
            byte[] plain = store.open(key, fetched.body());
            return new Outcome.Here(
                    new IndexTable.Entry(key.value(), fetched.stat().version().token(), plain));
        } catch (StorageException e) {
            return new Outcome.Unavailable(e);
        } catch (UnreadableObjectException e) {
            return new Outcome.Unreadable(e);
        }
    }

    private void requireRoom(ObjectKey key, int bytes) throws StorageException {
        ObjectStat stat = listed.get(key);
        long surplus = stat == null ? bytes : Math.max(0, bytes - stat.size());
        if (surplusLeft.addAndGet(-surplus) < 0) {
            throw new StorageException(
                    StorageException.Kind.CORRUPT,
                    StorageException.Retry.NEVER,
                    key + " and others before it are larger than listed, by more than " + MAX_SURPLUS_BYTES
                            + " bytes together");
        }
    }

    /** What is at a key now; an object is asked for once. */
    IndexTable.Entry get(ObjectKey key) throws StorageException, UnreadableObjectException, SQLException {
        if (unchanged.contains(key)) {
            return copy.tables()
                    .index()
                    .find(key.value())
                    .orElseThrow(() -> new IllegalStateException(key + " is gone from the engine's own table"));
        }
        Future<Outcome> started = fetching.remove(key);
        Outcome outcome = started == null ? transfer(key) : Transfers.await(started);
        if (outcome instanceof Outcome.Unavailable unavailable) {
            throw unavailable.reason();
        }
        if (outcome instanceof Outcome.Unreadable unreadable) {
            throw unreadable.reason();
        }
        return ((Outcome.Here) outcome).entry();
    }

    /** Keeps in mind what has to be remembered, unless it is. */
    void note(IndexTable.Entry entry) {
        if (!unchanged.contains(new ObjectKey(entry.key()))) {
            changed.add(entry);
        }
    }

    /** Keeps in mind to forget an object, if it is listed no more: what people make up and remove must not pile up here. */
    void miss(ObjectKey key) {
        if (!listed.containsKey(key)) {
            gone.add(key);
        }
    }

    /** Remembers what was noted, and forgets what is missed. */
    void remember() throws SQLException, SyncException {
        if (changed.isEmpty() && gone.isEmpty()) {
            return;
        }
        copy.write(() -> {
            for (IndexTable.Entry entry : changed) {
                copy.tables().index().put(entry);
            }
            for (ObjectKey key : gone) {
                copy.tables().index().remove(key.value());
            }
            return true;
        });
    }

    @Override
    public void close() {
        transfers.close();
    }
}
