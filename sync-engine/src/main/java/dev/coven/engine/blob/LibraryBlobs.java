package dev.coven.engine.blob;

import dev.coven.engine.SyncException;
import dev.coven.engine.config.EngineSettings;
import dev.coven.engine.copy.LibraryCopy;
import dev.coven.engine.copy.MergeWitness;
import dev.coven.engine.database.StateTable;
import dev.coven.engine.database.StateTable.Field;
import dev.coven.engine.store.LibraryStore;
import dev.coven.spi.blob.BlobPlan;
import java.nio.file.Path;
import java.sql.SQLException;

/** All that is done about files of one library's copy, by one plan. */
public final class LibraryBlobs {
    private final RowBlobs rows;
    private final BlobFolder folder;
    private final EngineSettings.Blobs settings;

    /**
     * The files of a library.
     *
     * @param plan says which files rows name
     * @param root where paths of files begin
     * @param settings limits
     */
    public LibraryBlobs(BlobPlan plan, Path root, EngineSettings.Blobs settings) {
        this.rows = new RowBlobs(plan);
        this.folder = new BlobFolder(root);
        this.settings = settings;
    }

    /** Notes which files merged rows need. */
    public MergeWitness witness() {
        return new NeededBlobs(rows, folder);
    }

    /** Sends files, for one push. */
    public BlobPush push(LibraryCopy copy, LibraryStore store, FileProgress progress) {
        return new BlobPush(copy, rows, new BlobSend(store, folder), settings.transfers(), progress);
    }

    /** All that a pull does about files, for one pull. */
    public BlobCycle cycle(LibraryCopy copy, LibraryStore store, FileProgress progress) {
        return new BlobCycle(
                new BlobWatch(copy, new BlobSend(store, folder), settings.transfers()),
                new BlobSweep(copy, store, rows, settings.unusedGrace()),
                new BlobPull(
                        copy, rows, folder, new BlobFetch(store, folder.incoming()), settings.transfers(), progress));
    }

    /** Notes that a cycle runs without a plan, so that the next plan looks at every row. */
    public static void without(LibraryCopy copy) throws SQLException, SyncException {
        StateTable state = copy.tables().state();
        boolean hadPlan = !state.find(Field.BLOB_PLAN).orElse("").isEmpty()
                || !state.find(Field.BLOB_PLAN_SENT).orElse("").isEmpty();
        if (hadPlan) {
            copy.write(() -> {
                state.set(Field.BLOB_PLAN, "");
                state.set(Field.BLOB_PLAN_SENT, "");
                state.set(Field.BLOB_IN_THE_WAY, "");
                return true;
            });
        }
    }
}
