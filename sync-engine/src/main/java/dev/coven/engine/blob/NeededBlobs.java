package dev.coven.engine.blob;

import dev.coven.engine.copy.EngineTables;
import dev.coven.engine.copy.MergeWitness;
import dev.coven.engine.database.BlobFileTable.Look;
import dev.coven.engine.database.PendingBlobTable.Needed;
import dev.coven.spi.blob.BlobDownload;
import dev.coven.spi.blob.BlobRef;
import dev.coven.spi.row.RowChange;
import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** Notes which files merged rows need and lack, in the transaction that merges them. */
final class NeededBlobs implements MergeWitness {
    private final RowBlobs rows;
    private final BlobFolder folder;

    NeededBlobs(RowBlobs rows, BlobFolder folder) {
        this.rows = rows;
        this.folder = folder;
    }

    @Override
    public void merged(EngineTables tables, Origin origin, List<RowChange> changes) throws SQLException {
        for (RowChange change : changes) {
            try {
                need(tables, origin, rows.toPull(change));
                for (BlobRef dropped : rows.dropped(change)) {
                    tables.blobs().pending().doubt(dropped);
                }
            } catch (BlobPlanException e) {
                // The rows count. The plan is asked again about every row until it answers.
                tables.blobs().pending().addUnasked(origin.device(), origin.seq(), "" + e.getMessage());
            }
        }
    }

    /** Notes those of some files that are not here. */
    void need(EngineTables tables, Origin origin, List<BlobDownload> downloads) throws SQLException {
        for (BlobDownload download : downloads) {
            if (!isHere(tables, download)) {
                tables.blobs()
                        .pending()
                        .add(new Needed(download.blob(), download.target()), origin.device(), origin.seq());
            }
        }
    }

    /** Whether a file is known to hold its blob. What cannot be looked at is not here; the attempt to fetch it says why. */
    private boolean isHere(EngineTables tables, BlobDownload download) throws SQLException {
        try {
            Optional<Look> look = BlobFolder.look(folder.fileOf(download.target()));
            return look.isPresent()
                    && tables.blobs()
                            .files()
                            .held(download.target(), look.get())
                            .equals(Optional.of(download.blob()));
        } catch (UnsafePathException | IOException e) {
            return false;
        }
    }
}
