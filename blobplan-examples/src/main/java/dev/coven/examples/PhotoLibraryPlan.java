package dev.coven.examples;

import dev.coven.examples.RowFiles.Columns;
import dev.coven.examples.RowFiles.RowFile;
import dev.coven.spi.blob.BlobDownload;
import dev.coven.spi.blob.BlobPlan;
import dev.coven.spi.blob.BlobUpload;
import dev.coven.spi.plugin.PluginDescriptor;
import dev.coven.spi.row.RowChange;
import java.util.List;
import java.util.Optional;

/**
 * A photo library: id {@code photo-library}. Each row of {@code photos} owns the file {@code photos/<file_name>}, stored
 * as blob {@code <blob_id>} of namespace {@code photos}.
 *
 * <p>The table needs two text columns: {@code blob_id}, a random id or content hash that changes whenever the picture
 * does, and {@code file_name}, a plain file name without folders. A row whose columns hold anything else has no file.
 */
public final class PhotoLibraryPlan implements BlobPlan {
    private static final PluginDescriptor DESCRIPTOR = PluginDescriptor.of("photo-library", "Photo library", "0.1.0");
    private static final String NAMESPACE = "photos";

    private final RowFiles files = new RowFiles("photos", PhotoLibraryPlan::fileOf);

    @Override
    public PluginDescriptor descriptor() {
        return DESCRIPTOR;
    }

    @Override
    public List<BlobUpload> blobsToPush(List<RowChange> changes) {
        return files.uploads(changes);
    }

    @Override
    public List<BlobDownload> blobsToPull(List<RowChange> changes) {
        return files.downloads(changes);
    }

    private static Optional<RowFile> fileOf(Columns row) {
        Optional<String> fileName = row.text("file_name").filter(name -> !name.contains("/"));
        return row.text("blob_id")
                .flatMap(id -> fileName.flatMap(name -> RowFiles.file(NAMESPACE, id, "photos/" + name)));
    }
}
