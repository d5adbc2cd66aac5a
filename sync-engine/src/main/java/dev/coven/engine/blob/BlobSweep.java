package dev.coven.engine.blob;

import dev.coven.engine.copy.LibraryCopy;
import dev.coven.engine.database.DeviceTable;
import dev.coven.engine.database.StateTable.Field;
import dev.coven.engine.database.UnusedBlobTable;
import dev.coven.engine.document.HeadDocument;
import dev.coven.engine.index.Head;
import dev.coven.engine.layout.StoreLayout;
import dev.coven.engine.store.LibraryStore;
import dev.coven.spi.blob.BlobRef;
import dev.coven.spi.storage.StorageException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Removes blobs from the store that no row names any more. Where it is not sure, a blob stays.
 *
 * <p>A blob goes when a row of this device let go of it at least the grace ago; every device says in its head that it has the
 * changeset in which that happened, so no device can still be about to publish an older row that names it; this device has all that
 * those heads promise; and no row here names it.
 */
public final class BlobSweep {
    /** The most blobs that one pull looks at. */
    static final int MAX_PER_PULL = 1_000;

    private final LibraryCopy copy;
    private final LibraryStore store;
    private final RowBlobs rows;
    private final Duration grace;

    BlobSweep(LibraryCopy copy, LibraryStore store, RowBlobs rows, Duration grace) {
        this.copy = copy;
        this.store = store;
        this.rows = rows;
        this.grace = grace;
    }

    /** Removes what can go; gives how many blobs went. */
    public long sweep(Map<String, Head> heads) throws SQLException, StorageException {
        long before = copy.nowMillis() - grace.toMillis();
        List<UnusedBlobTable.Entry> due = copy.tables().blobs().unused().until(before, MAX_PER_PULL);
        if (due.isEmpty() || !hasAll(heads)) {
            return 0;
        }
        List<BlobRef> known = new ArrayList<>();
        for (UnusedBlobTable.Entry entry : due) {
            if (isKnownToAll(entry, heads)) {
                known.add(entry.blob());
            }
        }
        Set<BlobRef> used = known.isEmpty() ? Set.of() : new NamedBlobs(copy, rows).of(known);
        long removed = 0;
        for (BlobRef blob : known) {
            if (!used.contains(blob)) {
                store.delete(StoreLayout.blob(blob));
                removed++;
            }
            copy.write(() -> {
                copy.tables().blobs().unused().remove(blob);
                return true;
            });
        }
        return removed;
    }

    /** Whether every device that was ever heard of has a head, and all that it promises is here. */
    private boolean hasAll(Map<String, Head> heads) throws SQLException {
        String self = copy.tables().state().text(Field.DEVICE);
        for (DeviceTable.Device device : copy.tables().devices().all()) {
            boolean counts = !device.isStranger() && !device.id().equals(self);
            boolean isHere = heads.get(device.id()) instanceof Head.Verified head
                    && head.document().seq() == device.cursor()
                    && device.held().isEmpty();
            if (counts && !isHere) {
                return false;
            }
        }
        return true;
    }

    private boolean isKnownToAll(UnusedBlobTable.Entry entry, Map<String, Head> heads) throws SQLException {
        String self = copy.tables().state().text(Field.DEVICE);
        for (Head head : heads.values()) {
            if (!(head instanceof Head.Verified verified)) {
                return false;
            }
            HeadDocument document = verified.document();
            boolean knows = document.device().equals(self)
                    || document.device().equals(entry.device())
                    || document.cursors().getOrDefault(entry.device(), 0L) >= entry.seq();
            if (!knows) {
                return false;
            }
        }
        return true;
    }
}
