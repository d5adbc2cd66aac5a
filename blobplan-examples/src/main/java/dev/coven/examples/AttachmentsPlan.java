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
 * Attachments named by their content: id {@code attachments}. Each row of {@code attachments} owns the file
 * {@code attachments/<aa>/<sha256>}, where {@code aa} are the hash's first two digits, stored as blob {@code <sha256>} of
 * namespace {@code attachments}.
 *
 * <p>The table needs one text column, {@code sha256}: 64 lower-case hexadecimal digits. Rows that share a hash share the
 * file. A row whose column holds anything else has no file.
 */
public final class AttachmentsPlan implements BlobPlan {
    private static final PluginDescriptor DESCRIPTOR =
            PluginDescriptor.of("attachments", "Attachments by content hash", "0.1.0");
    private static final String NAMESPACE = "attachments";

    private final RowFiles files = new RowFiles("attachments", AttachmentsPlan::fileOf);

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
        return row.text("sha256")
                .filter(AttachmentsPlan::isHash)
                .flatMap(hash -> RowFiles.file(NAMESPACE, hash, "attachments/" + hash.substring(0, 2) + "/" + hash));
    }

    private static boolean isHash(String text) {
        return text.length() == 64 && text.chars().allMatch(c -> (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'));
    }
}
