package dev.coven.conformance.blob;

import dev.coven.spi.blob.BlobDownload;
import dev.coven.spi.blob.BlobPath;
import dev.coven.spi.blob.BlobPlan;
import dev.coven.spi.blob.BlobRef;
import dev.coven.spi.blob.BlobUpload;
import dev.coven.spi.plugin.PluginDescriptor;
import dev.coven.spi.row.RowChange;
import dev.coven.spi.row.SqlValue;
import java.util.List;
import java.util.Optional;

/** The reference: the cover of each book, named by the text of one column. */
public class CoverPlan implements BlobPlan {
    @Override
    public PluginDescriptor descriptor() {
        return PluginDescriptor.of("covers", "Covers", "1");
    }

    @Override
    public List<BlobUpload> blobsToPush(List<RowChange> changes) {
        return changes.stream()
                .flatMap(change -> cover(change).stream())
                .map(id -> new BlobUpload(blob(id), path(id)))
                .toList();
    }

    @Override
    public List<BlobDownload> blobsToPull(List<RowChange> changes) {
        return changes.stream()
                .flatMap(change -> cover(change).stream())
                .map(id -> new BlobDownload(blob(id), path(id)))
                .toList();
    }

    Optional<String> cover(RowChange change) {
        if (!change.table().equals("books")) {
            return Optional.empty();
        }
        return change.after("cover")
                .filter(SqlValue.Text.class::isInstance)
                .map(value -> ((SqlValue.Text) value).string())
                .filter(id -> BlobRef.isValid("covers", id));
    }

    static BlobRef blob(String id) {
        return new BlobRef("covers", id);
    }

    BlobPath path(String id) {
        return new BlobPath("covers/" + id);
    }
}
