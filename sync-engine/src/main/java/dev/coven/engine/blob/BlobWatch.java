package dev.coven.engine.blob;

import dev.coven.engine.copy.LibraryCopy;
import dev.coven.engine.database.ReusedBlobTable;
import dev.coven.engine.database.StateTable.Field;
import dev.coven.engine.document.HeadDocument;
import dev.coven.engine.index.Head;
import dev.coven.engine.store.LibraryStore;
import dev.coven.spi.storage.StorageException;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks after blobs that were in the store when a row of this device began to name them. A device that did not know of the row yet
 * may have removed one in that moment; then it is made again of the file here.
 *
 * <p>Whoever knows of the row removes its blob no more, so there is a look whenever another device's head says that it knows, and
 * the last one when all do. At other times there is no request.
 */
public final class BlobWatch {
    private static final Logger LOG = LoggerFactory.getLogger(BlobWatch.class);

    private final LibraryCopy copy;
    private final BlobSend sender;

    BlobWatch(LibraryCopy copy, LibraryStore store, BlobFolder folder) {
        this.copy = copy;
        this.sender = new BlobSend(store, folder);
    }

    /** Looks after the blobs that these heads bring news of. */
    public void look(Map<String, Head> heads) throws SQLException, StorageException {
        List<ReusedBlobTable.Entry> entries = copy.tables().blobs().reused().all();
        if (entries.isEmpty()) {
            return;
        }
        String self = copy.tables().state().text(Field.DEVICE);
        for (ReusedBlobTable.Entry entry : entries) {
            long others = heads.keySet().stream()
                    .filter(device -> !device.equals(self))
                    .count();
            long knowing = heads.values().stream()
                    .filter(head -> head instanceof Head.Verified verified
                            && !verified.document().device().equals(self)
                            && knows(verified.document(), entry))
                    .count();
            if (knowing > entry.knowing()) {
                restore(entry);
            }
            keep(entry, knowing, others);
        }
    }

    private static boolean knows(HeadDocument head, ReusedBlobTable.Entry entry) {
        return head.device().equals(entry.device()) || head.cursors().getOrDefault(entry.device(), 0L) >= entry.seq();
    }

    private void restore(ReusedBlobTable.Entry entry) throws StorageException {
        BlobSend.Outcome outcome = sender.send(entry.upload());
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

    private void keep(ReusedBlobTable.Entry entry, long knowing, long others) throws SQLException {
        if (knowing < others && knowing == entry.knowing()) {
            return;
        }
        copy.write(() -> {
            if (knowing >= others) {
                copy.tables().blobs().reused().remove(entry.upload().blob());
            } else {
                copy.tables()
                        .blobs()
                        .reused()
                        .record(new ReusedBlobTable.Entry(entry.upload(), entry.device(), entry.seq(), knowing));
            }
            return true;
        });
    }
}
