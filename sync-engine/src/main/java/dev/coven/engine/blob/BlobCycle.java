package dev.coven.engine.blob;

import dev.coven.engine.SyncException;
import dev.coven.engine.index.Head;
import dev.coven.spi.storage.StorageException;
import java.sql.SQLException;
import java.util.Map;

/** What a pull does about files, after the rows. Removing comes before fetching, while the heads are fresh. */
public final class BlobCycle {
    private final BlobWatch watch;
    private final BlobSweep sweep;
    private final BlobPull pull;

    BlobCycle(BlobWatch watch, BlobSweep sweep, BlobPull pull) {
        this.watch = watch;
        this.sweep = sweep;
        this.pull = pull;
    }

    /**
     * Looks after blobs, removes unused ones, and fetches what is needed.
     *
     * @param heads the heads that this pull read
     */
    public BlobPull.Outcome run(Map<String, Head> heads) throws SQLException, StorageException, SyncException {
        watch.look(heads);
        sweep.sweep(heads);
        return pull.fetch();
    }
}
