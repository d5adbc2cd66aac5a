package org.example.coven;

import dev.coven.spi.blob.BlobDownload;
import dev.coven.spi.blob.BlobPath;
import dev.coven.spi.blob.BlobPlan;
import dev.coven.spi.blob.BlobRef;
import dev.coven.spi.blob.BlobUpload;
import dev.coven.spi.plugin.PluginDescriptor;
import dev.coven.spi.row.RowChange;
import dev.coven.spi.row.SqlValue;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The column {@code recording} of the table {@code notes} names a file: {@code recordings/ID.wav}. An id is made by whoever records,
 * of small letters and digits only, so that it is a file on every system.
 */
public final class RecordingsPlan implements BlobPlan {
    private static final PluginDescriptor DESCRIPTOR =
            PluginDescriptor.of("recordings", "Recordings of notes", "1.0.0");
    private static final Pattern ID = Pattern.compile("r[a-z0-9]{7,40}");

    @Override
    public PluginDescriptor descriptor() {
        return DESCRIPTOR;
    }

    @Override
    public List<BlobUpload> blobsToPush(List<RowChange> changes) {
        return ids(changes).map(id -> new BlobUpload(blob(id), path(id))).toList();
    }

    @Override
    public List<BlobDownload> blobsToPull(List<RowChange> changes) {
        return ids(changes).map(id -> new BlobDownload(blob(id), path(id))).toList();
    }

    private static Stream<String> ids(List<RowChange> changes) {
        return changes.stream()
                .filter(change -> change.table().equals("notes"))
                .flatMap(change -> change.after("recording").stream())
                .filter(SqlValue.Text.class::isInstance)
                .map(value -> ((SqlValue.Text) value).string())
                .filter(id -> ID.matcher(id).matches());
    }

    private static BlobRef blob(String id) {
        return new BlobRef("recordings", id);
    }

    private static BlobPath path(String id) {
        return new BlobPath("recordings/" + id + ".wav");
    }
}
