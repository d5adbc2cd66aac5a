package dev.coven.spi.blob;

import dev.coven.spi.plugin.PluginDescriptor;
import dev.coven.spi.row.RowChange;
import java.util.List;

/**
 * Says which files belong to rows. Found by {@link java.util.ServiceLoader}; needs a public no-argument constructor.
 *
 * <p>Both methods are pure: the answer depends on the changes alone, and never on the file system or the clock. They are
 * total: a row with unexpected values gives no blob, never an exception. What one device pushes for a row is what another
 * device pulls for the same row. Stateless and thread safe.
 */
public interface BlobPlan {
    /** What this plan is. Constant, cheap, never fails. */
    PluginDescriptor descriptor();

    /** The files that must be in the store before these local changes are published. */
    List<BlobUpload> blobsToPush(List<RowChange> changes);

    /** The files that these remote changes need here. */
    List<BlobDownload> blobsToPull(List<RowChange> changes);
}
