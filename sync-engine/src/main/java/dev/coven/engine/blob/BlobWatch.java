package dev.coven.engine.blob;

import dev.coven.engine.SyncException;
import dev.coven.engine.copy.LibraryCopy;
import dev.coven.engine.database.DeviceTable;
import dev.coven.engine.database.StateTable.Field;
import dev.coven.engine.database.WatchedBlobTable;
import dev.coven.engine.index.Head;
import dev.coven.engine.store.Transfers;
import dev.coven.spi.storage.StorageException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks after blobs that a row of this device began to name. A device that did not know of the row yet may have removed one as
 * unused, before or after this device made it anew; then it is made again of the file here.
 *
 * <p>Whoever knows of the row removes its blob no more. So there is a last look when all others know, and for blobs that were in the
 * store already one whenever another device says that it knows: those are the ones that others may have let go of, and some device
 * may be waiting for. At other times there is no request.
 */
public final class BlobWatch {
    private static final Logger LOG = LoggerFactory.getLogger(BlobWatch.class);

    private final LibraryCopy copy;
    private final BlobSend sender;
    private final int transfers;

    BlobWatch(LibraryCopy copy, BlobSend sender, int transfers) {
        this.copy = copy;
        this.sender = sender;
        this.transfers = transfers;
    }

    /** Looks after the blobs that these heads bring news of. */
    public void look(Map<String, Head> heads) throws SQLException, StorageException, SyncException {
        for (String device : watched().devices()) {
            List<Long> known = known(heads, device);
            long knownToAll = known.stream().mapToLong(Long::longValue).min().orElse(Long.MAX_VALUE);
            lookForTheLastTime(device, knownToAll, known.isEmpty());
            for (int knowing = known.size(); knowing > 0; knowing--) {
                lookAgain(device, knownToAll, known.get(knowing - 1), knowing);
            }
        }
    }

    private WatchedBlobTable watched() {
        return copy.tables().blobs().watched();
    }

    /** How far each other device that was ever heard of says that it knows a device, the highest first; 0 for one that says nothing. */
    private List<Long> known(Map<String, Head> heads, String device) throws SQLException {
        Set<String> others = new TreeSet<>(heads.keySet());
        for (DeviceTable.Device other : copy.tables().devices().all()) {
            if (!other.isStranger()) {
                others.add(other.id());
            }
        }
        others.remove(copy.tables().state().text(Field.DEVICE));
        List<Long> known = new ArrayList<>();
        for (String other : others) {
            known.add(knownBy(heads.get(other), device));
        }
        known.sort((left, right) -> Long.compare(right, left));
        return known;
    }

    private static long knownBy(@Nullable Head head, String device) {
        if (!(head instanceof Head.Verified verified)) {
            return 0;
        }
        boolean isOwn = verified.document().device().equals(device);
        return isOwn ? Long.MAX_VALUE : verified.document().cursors().getOrDefault(device, 0L);
    }

    private void lookForTheLastTime(String device, long upToSeq, boolean isAlone)
            throws SQLException, StorageException, SyncException {
        List<WatchedBlobTable.Entry> page = watched().upTo(device, upToSeq, Transfers.PAGE);
        while (!page.isEmpty()) {
            List<WatchedBlobTable.Entry> seen = page;
            if (!isAlone) {
                restore(seen);
            }
            copy.write(() -> {
                for (WatchedBlobTable.Entry entry : seen) {
                    watched().remove(entry.upload().blob());
                }
                return true;
            });
            page = watched().upTo(device, upToSeq, Transfers.PAGE);
        }
    }

    private void lookAgain(String device, long aboveSeq, long upToSeq, long knowing)
            throws SQLException, StorageException, SyncException {
        List<WatchedBlobTable.Entry> page = watched().newlyKnown(device, aboveSeq, upToSeq, knowing, Transfers.PAGE);
        while (!page.isEmpty()) {
            List<WatchedBlobTable.Entry> seen = page;
            restore(seen);
            copy.write(() -> {
                for (WatchedBlobTable.Entry entry : seen) {
                    watched().record(new WatchedBlobTable.Entry(entry.upload(), device, entry.seq(), true, knowing));
                }
                return true;
            });
            page = watched().newlyKnown(device, aboveSeq, upToSeq, knowing, Transfers.PAGE);
        }
    }

    private void restore(List<WatchedBlobTable.Entry> entries) throws StorageException {
        try (Transfers threads = Transfers.upTo("coven-blobs", Math.min(transfers, entries.size()))) {
            List<Callable<BlobSend.Outcome>> work = new ArrayList<>();
            entries.forEach(entry -> work.add(() -> sender.send(entry.upload())));
            List<Future<BlobSend.Outcome>> started = threads.start(work);
            for (int i = 0; i < entries.size(); i++) {
                take(entries.get(i), Transfers.await(started.get(i)));
            }
        }
    }

    private static void take(WatchedBlobTable.Entry entry, BlobSend.Outcome outcome) throws StorageException {
        if (outcome instanceof BlobSend.Failed failed) {
            throw failed.failure();
        }
        if (outcome instanceof BlobSend.Lacking lacking) {
            LOG.warn(
                    "blob {}/{} is gone from the store and cannot be made again of file '{}': {}; {}",
                    entry.upload().blob().namespace(),
                    entry.upload().blob().id(),
                    entry.upload().source().value(),
                    lacking.why(),
                    lacking.remedy());
        }
    }
}
