package dev.coven.spi.blob;

import dev.coven.spi.plugin.PluginDescriptor;
import dev.coven.spi.plugin.Stability;
import dev.coven.spi.row.RowChange;
import java.util.List;

/**
 * Says which files belong to rows. Found by {@link java.util.ServiceLoader}; needs a public no-argument constructor.
 *
 * <p>Both methods are pure: the answer depends on the changes alone, and never on the file system or the clock. They are
 * total: a row with unexpected values gives no blob, never an exception. What one device pushes for a row is what another
 * device pulls for the same row. Several changes give the blobs of each of them.
 *
 * <p>What a change names is what its row names after it: an UPDATE names what an INSERT of the whole row would name (it may leave out
 * what the row named before), and a DELETE names nothing. The engine shows rows as INSERTs to find out which blobs are named today;
 * one that no row names is removed from the store after a while. An UPDATE that is pushed may show columns that it did not change as
 * they stand now, or as NULL when its row is gone here. A plan that throws all the same stops a push, and lets rows come without their files until it answers.
 *
 * <p>Stateless and thread safe.
 */
@Stability(Stability.Promise.STABLE)
public interface BlobPlan {
    /** What this plan is. Constant, cheap, never fails. */
    PluginDescriptor descriptor();

    /** The files that must be in the store before these local changes are published. */
    List<BlobUpload> blobsToPush(List<RowChange> changes);

    /** The files that these remote changes need here. */
    List<BlobDownload> blobsToPull(List<RowChange> changes);
}
