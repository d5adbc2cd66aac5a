package dev.coven.conformance.simulation;

import dev.coven.spi.blob.BlobDownload;
import dev.coven.spi.blob.BlobPath;
import dev.coven.spi.blob.BlobPlan;
import dev.coven.spi.blob.BlobUpload;
import dev.coven.spi.plugin.PluginDescriptor;
import dev.coven.spi.row.RowChange;
import dev.coven.spi.row.SqlValue;
import java.util.List;
import java.util.Optional;

/** The blob plan of simulations: a row names the file whose place its column {@value SimulatedFiles#COLUMN} holds. */
final class FileColumnPlan implements BlobPlan {
    @Override
    public PluginDescriptor descriptor() {
        return PluginDescriptor.of("simulated-files", "Files whose places rows hold", "1");
    }

    @Override
    public List<BlobUpload> blobsToPush(List<RowChange> changes) {
        return changes.stream()
                .flatMap(change -> place(change).stream())
                .map(place -> new BlobUpload(SimulatedFiles.blob(place), new BlobPath(place)))
                .toList();
    }

    @Override
    public List<BlobDownload> blobsToPull(List<RowChange> changes) {
        return changes.stream()
                .flatMap(change -> place(change).stream())
                .map(place -> new BlobDownload(SimulatedFiles.blob(place), new BlobPath(place)))
                .toList();
    }

    private static Optional<String> place(RowChange change) {
        return change.after(SimulatedFiles.COLUMN)
                .filter(SqlValue.Text.class::isInstance)
                .map(value -> ((SqlValue.Text) value).string())
                .filter(SimulatedFiles::isPlace);
    }
}
