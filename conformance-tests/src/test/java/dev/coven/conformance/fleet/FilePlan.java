package dev.coven.conformance.fleet;

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

/** Rows of {@code files} name a blob and the path of its file: {@code files(id, blob, path)}. */
final class FilePlan implements BlobPlan {
    static final String TABLE = "CREATE TABLE files(id TEXT PRIMARY KEY, blob TEXT, path TEXT, title TEXT)";

    /** The blob that the plan fails on, as a broken one would; empty for none. */
    volatile String broken = "";

    @Override
    public PluginDescriptor descriptor() {
        return PluginDescriptor.of("files", "Files", "1");
    }

    @Override
    public List<BlobUpload> blobsToPush(List<RowChange> changes) {
        return blobsToPull(changes).stream()
                .map(download -> new BlobUpload(download.blob(), download.target()))
                .toList();
    }

    @Override
    public List<BlobDownload> blobsToPull(List<RowChange> changes) {
        return changes.stream().flatMap(change -> file(change).stream()).toList();
    }

    private Optional<BlobDownload> file(RowChange change) {
        Optional<String> blob = text(change, "blob").filter(id -> BlobRef.isValid("files", id));
        Optional<String> path = text(change, "path").filter(BlobPath::isValid);
        if (blob.isEmpty() || path.isEmpty() || !change.table().equals("files")) {
            return Optional.empty();
        }
        if (blob.get().equals(broken)) {
            throw new IllegalStateException("cannot think of " + broken);
        }
        return Optional.of(new BlobDownload(new BlobRef("files", blob.get()), new BlobPath(path.get())));
    }

    private static Optional<String> text(RowChange change, String column) {
        return change.after(column)
                .filter(SqlValue.Text.class::isInstance)
                .map(value -> ((SqlValue.Text) value).string());
    }
}
