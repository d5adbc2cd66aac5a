package dev.coven.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coven.conformance.blob.BlobPlanContract;
import dev.coven.spi.blob.BlobDownload;
import dev.coven.spi.blob.BlobPath;
import dev.coven.spi.blob.BlobPlan;
import dev.coven.spi.blob.BlobRef;
import dev.coven.spi.blob.BlobUpload;
import dev.coven.spi.row.RowChange;
import dev.coven.spi.row.SqlValue;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PhotoLibraryPlanTest extends BlobPlanContract {
    private static final List<String> COLUMNS = List.of("id", "blob_id", "file_name", "title");

    @Override
    protected BlobPlan plan() {
        return new PhotoLibraryPlan();
    }

    @Override
    protected List<RowChange> rowsWithFiles() {
        return List.of(inserted("0a1b", "summer.jpg"), inserted("ZZ-_9", "Über den Wolken.jpg"));
    }

    @Test
    void blobs_ofAPhoto_areItsFile() {
        BlobRef blob = new BlobRef("photos", "0a1b");
        BlobPath path = new BlobPath("photos/summer.jpg");
        List<RowChange> rows = List.of(inserted("0a1b", "summer.jpg"));
        assertThat(plan().blobsToPush(rows)).containsExactly(new BlobUpload(blob, path));
        assertThat(plan().blobsToPull(rows)).containsExactly(new BlobDownload(blob, path));
    }

    @Test
    void blobs_ofADeletedPhoto_areNone() {
        RowChange row = inserted("0a1b", "summer.jpg");
        RowChange deleted =
                RowChange.deleted("photos", COLUMNS, row.key(), row.after().orElseThrow());
        assertThat(plan().blobsToPull(List.of(deleted))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"../summer.jpg", "sub/summer.jpg", "..", "", "C:summer.jpg", "a\\b.jpg"})
    void blobs_ofAFileNameThatIsNone_areNone(String fileName) {
        assertThat(plan().blobsToPush(List.of(inserted("0a1b", fileName)))).isEmpty();
    }

    private static RowChange inserted(String blobId, String fileName) {
        SqlValue id = SqlValue.text("id-" + blobId);
        return RowChange.inserted(
                "photos",
                COLUMNS,
                List.of(id),
                List.of(id, SqlValue.text(blobId), SqlValue.text(fileName), SqlValue.NULL));
    }
}
