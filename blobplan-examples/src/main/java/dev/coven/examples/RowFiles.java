package dev.coven.examples;

import dev.coven.spi.blob.BlobDownload;
import dev.coven.spi.blob.BlobPath;
import dev.coven.spi.blob.BlobRef;
import dev.coven.spi.blob.BlobUpload;
import dev.coven.spi.row.RowChange;
import dev.coven.spi.row.SqlValue;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * The file that a row of one table names, if it names one. Both directions of a plan ask here, so what is pushed for a
 * row is what is pulled for it.
 */
final class RowFiles {
    /** A blob and the place of its file. */
    record RowFile(BlobRef blob, BlobPath path) {}

    private final String table;
    private final Function<Columns, Optional<RowFile>> fileOf;

    RowFiles(String table, Function<Columns, Optional<RowFile>> fileOf) {
        this.table = table;
        this.fileOf = fileOf;
    }

    List<BlobUpload> uploads(List<RowChange> changes) {
        return files(changes, file -> new BlobUpload(file.blob(), file.path()));
    }

    List<BlobDownload> downloads(List<RowChange> changes) {
        return files(changes, file -> new BlobDownload(file.blob(), file.path()));
    }

    private <T> List<T> files(List<RowChange> changes, Function<RowFile, T> result) {
        return changes.stream()
                .filter(change -> change.table().equals(table))
                .filter(change -> change.kind() != RowChange.Kind.DELETE)
                .flatMap(change -> fileOf.apply(new Columns(change)).stream())
                .map(result)
                .distinct()
                .toList();
    }

    /** A blob and path, unless the texts of a row cannot be them. */
    static Optional<RowFile> file(String namespace, String id, String path) {
        return BlobRef.isValid(namespace, id) && BlobPath.isValid(path)
                ? Optional.of(new RowFile(new BlobRef(namespace, id), new BlobPath(path)))
                : Optional.empty();
    }

    /** The text columns of a row as it is after the change. */
    record Columns(RowChange change) {
        /** The column's text, or empty when it is absent or holds something else. */
        Optional<String> text(String column) {
            return change.after(column)
                    .filter(SqlValue.Text.class::isInstance)
                    .map(value -> ((SqlValue.Text) value).string());
        }
    }
}
