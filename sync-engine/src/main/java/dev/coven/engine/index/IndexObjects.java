package dev.coven.engine.index;

import dev.coven.engine.SyncException;
import dev.coven.engine.copy.LibraryCopy;
import dev.coven.engine.crypto.UnreadableObjectException;
import dev.coven.engine.database.IndexTable;
import dev.coven.engine.layout.IndexEntry;
import dev.coven.engine.layout.StoreLayout;
import dev.coven.engine.store.LibraryStore;
import dev.coven.engine.store.SmallObjects;
import dev.coven.engine.store.Transfers;
import dev.coven.spi.storage.ObjectKey;
import dev.coven.spi.storage.ObjectStat;
import dev.coven.spi.storage.StorageException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Future;

/**
 * The objects of the index as they are now: those whose version is the one last seen are not transferred again, the others
 * are fetched several at once.
 */
final class IndexObjects implements AutoCloseable {
    private final LibraryCopy copy;
    private final LibraryStore store;
    private final Transfers transfers;
    /** What is at a key, as it was seen before. */
    private final Map<ObjectKey, IndexTable.Entry> known = new HashMap<>();

    private final Map<ObjectKey, Future<Outcome>> fetching = new HashMap<>();
    private final List<IndexTable.Entry> changed = new ArrayList<>();

    /** What came of fetching an object. */
    private sealed interface Outcome {
        record Here(IndexTable.Entry entry) implements Outcome {}

        record Unavailable(StorageException reason) implements Outcome {}

        record Unreadable(UnreadableObjectException reason) implements Outcome {}
    }

    /** Begins to fetch what changed; with one transfer, each is fetched when it is asked for. */
    IndexObjects(LibraryCopy copy, LibraryStore store, Map<ObjectKey, ObjectStat> listed, int transfers)
            throws SQLException {
        this.copy = copy;
        this.store = store;
        for (IndexTable.Entry seen : copy.tables().index().below(StoreLayout.INDEX.value())) {
            ObjectKey key = new ObjectKey(seen.key());
            ObjectStat stat = listed.get(key);
            if (stat != null && seen.version().equals(stat.version().token())) {
                known.put(key, seen);
            }
        }
        List<ObjectKey> keys = listed.keySet().stream()
                .filter(key -> isRead(key) && !known.containsKey(key))
                .toList();
        this.transfers = Transfers.upTo("coven-index", Math.max(1, Math.min(transfers, keys.size())));
        List<Callable<Outcome>> work = new ArrayList<>();
        keys.forEach(key -> work.add(() -> transfer(key)));
        List<Future<Outcome>> started = this.transfers.start(work);
        for (int i = 0; i < started.size(); i++) {
            fetching.put(keys.get(i), started.get(i));
        }
    }

    private static boolean isRead(ObjectKey key) {
        IndexEntry entry = StoreLayout.parse(key);
        return entry instanceof IndexEntry.Library
                || entry instanceof IndexEntry.Member
                || entry instanceof IndexEntry.Schema
                || entry instanceof IndexEntry.Head;
    }

    private Outcome transfer(ObjectKey key) {
        try {
            SmallObjects.Fetched fetched = store.small().read(key);
            byte[] plain = store.open(key, fetched.body());
            return new Outcome.Here(
                    new IndexTable.Entry(key.value(), fetched.stat().version().token(), plain));
        } catch (StorageException e) {
            return new Outcome.Unavailable(e);
        } catch (UnreadableObjectException e) {
            return new Outcome.Unreadable(e);
        }
    }

    /** What is at a key now. */
    IndexTable.Entry get(ObjectKey key) throws StorageException, UnreadableObjectException {
        IndexTable.Entry seen = known.get(key);
        if (seen != null) {
            return seen;
        }
        Future<Outcome> started = fetching.get(key);
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
        if (!known.containsKey(new ObjectKey(entry.key()))) {
            changed.add(entry);
        }
    }

    /** Remembers what was noted. */
    void remember() throws SQLException, SyncException {
        if (changed.isEmpty()) {
            return;
        }
        copy.write(() -> {
            for (IndexTable.Entry entry : changed) {
                copy.tables().index().put(entry);
            }
            return true;
        });
    }

    @Override
    public void close() {
        transfers.close();
    }
}
