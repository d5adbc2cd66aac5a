package dev.coven.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coven.conformance.blob.BlobPlanContract;
import dev.coven.spi.blob.BlobDownload;
import dev.coven.spi.blob.BlobPath;
import dev.coven.spi.blob.BlobPlan;
import dev.coven.spi.blob.BlobRef;
import dev.coven.spi.row.RowChange;
import dev.coven.spi.row.SqlValue;
import java.util.List;
import org.junit.jupiter.api.Test;

class ContentAddressedPlanTest extends BlobPlanContract {
    private static final String HASH = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
    private static final String OTHER = "f".repeat(64);

    @Override
    protected BlobPlan plan() {
        return new ContentAddressedPlan();
    }

    @Override
    protected List<RowChange> rowsWithFiles() {
        return List.of(
                inserted("songs", "cover", "sha256:" + HASH),
                inserted("letters", "scan", "sha256:" + OTHER),
                inserted("letters", "sha256:" + HASH, "sha256:" + "0".repeat(64)));
    }

    @Test
    void blobs_ofAValue_areNamedByItsHash() {
        assertThat(plan().blobsToPull(List.of(inserted("songs", "x", "sha256:" + HASH))))
                .containsExactly(new BlobDownload(new BlobRef("objects", HASH), new BlobPath("objects/e3/" + HASH)));
    }

    @Test
    void blobs_ofARowWithTwoHashes_areTwo() {
        assertThat(plan().blobsToPush(List.of(inserted("songs", "sha256:" + HASH, "sha256:" + OTHER))))
                .hasSize(2);
    }

    @Test
    void blobs_ofOtherTexts_areNone() {
        assertThat(plan().blobsToPush(List.of(
                        inserted("songs", HASH, "sha256:" + HASH.substring(1)),
                        inserted("songs", "sha256:" + HASH.toUpperCase(java.util.Locale.ROOT), "sha256:"))))
                .isEmpty();
    }

    private static RowChange inserted(String table, String first, String second) {
        return RowChange.inserted(
                table,
                List.of("id", "one", "two"),
                List.of(SqlValue.text("k")),
                List.of(SqlValue.text("k"), SqlValue.text(first), SqlValue.text(second)));
    }
}
