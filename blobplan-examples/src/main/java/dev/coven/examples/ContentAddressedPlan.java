package dev.coven.examples;

import dev.coven.spi.blob.BlobDownload;
import dev.coven.spi.blob.BlobPath;
import dev.coven.spi.blob.BlobPlan;
import dev.coven.spi.blob.BlobRef;
import dev.coven.spi.blob.BlobUpload;
import dev.coven.spi.plugin.PluginDescriptor;
import dev.coven.spi.row.RowChange;
import dev.coven.spi.row.SqlValue;
import java.util.List;
import java.util.stream.Stream;

/**
 * Files by their content, for any schema: id {@code content-addressed}. Every text value {@code sha256:<hash>}, in any column of any
 * table, names the file {@code objects/<aa>/<hash>}, where {@code aa} are the hash's first two digits, stored as blob
 * {@code <hash>} of namespace {@code objects}.
 *
 * <p>The hash is 64 lower-case hexadecimal digits. A row may name many files, and many rows one file. As the name follows from the
 * bytes, two devices that add the same file mean the same blob, and no two files ever want one place.
 */
public final class ContentAddressedPlan implements BlobPlan {
    private static final PluginDescriptor DESCRIPTOR =
            PluginDescriptor.of("content-addressed", "Files by content, in any column", "0.1.0");
    private static final String NAMESPACE = "objects";
    private static final String PREFIX = "sha256:";
    private static final int HASH_DIGITS = 64;

    @Override
    public PluginDescriptor descriptor() {
        return DESCRIPTOR;
    }

    @Override
    public List<BlobUpload> blobsToPush(List<RowChange> changes) {
        return hashes(changes)
                .map(hash -> new BlobUpload(blob(hash), path(hash)))
                .toList();
    }

    @Override
    public List<BlobDownload> blobsToPull(List<RowChange> changes) {
        return hashes(changes)
                .map(hash -> new BlobDownload(blob(hash), path(hash)))
                .toList();
    }

    private static BlobRef blob(String hash) {
        return new BlobRef(NAMESPACE, hash);
    }

    private static BlobPath path(String hash) {
        return new BlobPath("objects/" + hash.substring(0, 2) + "/" + hash);
    }

    private static Stream<String> hashes(List<RowChange> changes) {
        return changes.stream()
                .flatMap(change -> change.after().stream().flatMap(List::stream))
                .filter(SqlValue.Text.class::isInstance)
                .map(value -> ((SqlValue.Text) value).string())
                .filter(text -> text.startsWith(PREFIX))
                .map(text -> text.substring(PREFIX.length()))
                .filter(ContentAddressedPlan::isHash)
                .distinct();
    }

    private static boolean isHash(String text) {
        return text.length() == HASH_DIGITS
                && text.chars().allMatch(c -> (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'));
    }
}
