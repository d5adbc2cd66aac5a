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

class AttachmentsPlanTest extends BlobPlanContract {
    private static final String HASH = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

    @Override
    protected BlobPlan plan() {
        return new AttachmentsPlan();
    }

    @Override
    protected List<RowChange> rowsWithFiles() {
        return List.of(inserted("a", HASH), inserted("b", "f".repeat(64)));
    }

    @Test
    void blobs_ofAnAttachment_areNamedByItsHash() {
        assertThat(plan().blobsToPull(List.of(inserted("a", HASH))))
                .containsExactly(
                        new BlobDownload(new BlobRef("attachments", HASH), new BlobPath("attachments/e3/" + HASH)));
    }

    @Test
    void blobs_ofRowsThatShareAHash_areOne() {
        assertThat(plan().blobsToPush(List.of(inserted("a", HASH), inserted("b", HASH))))
                .hasSize(1);
    }

    private static RowChange inserted(String id, String hash) {
        return RowChange.inserted(
                "attachments",
                List.of("id", "sha256"),
                List.of(SqlValue.text(id)),
                List.of(SqlValue.text(id), SqlValue.text(hash)));
    }
}
