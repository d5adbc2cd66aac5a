package dev.coven.engine.blob;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coven.spi.blob.BlobDownload;
import dev.coven.spi.blob.BlobPath;
import dev.coven.spi.blob.BlobPlan;
import dev.coven.spi.blob.BlobRef;
import dev.coven.spi.blob.BlobUpload;
import dev.coven.spi.plugin.PluginDescriptor;
import dev.coven.spi.row.RowChange;
import dev.coven.spi.row.SqlValue;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RowBlobsTest {
    private static final List<String> COLUMNS = List.of("id", "files");
    private static final List<SqlValue> KEY = List.of(SqlValue.text("k"));

    /** A row names as many files as its second column says; a negative number breaks the plan. */
    private static final BlobPlan COUNTED = new BlobPlan() {
        @Override
        public PluginDescriptor descriptor() {
            return PluginDescriptor.of("counted", "Counted", "1");
        }

        @Override
        public List<BlobUpload> blobsToPush(List<RowChange> changes) {
            return List.of();
        }

        @Override
        public List<BlobDownload> blobsToPull(List<RowChange> changes) {
            long count = ((SqlValue.Int) changes.get(0).after("files").orElseThrow()).value();
            if (count < 0) {
                throw new IllegalStateException("less than nothing");
            }
            return IntStream.range(0, (int) count)
                    .mapToObj(i -> new BlobDownload(new BlobRef("files", "file-" + i), new BlobPath("file-" + i)))
                    .toList();
        }
    };

    private final RowBlobs rows = new RowBlobs(COUNTED);

    private static List<SqlValue> row(long files) {
        return List.of(SqlValue.text("k"), SqlValue.of(files));
    }

    @Test
    void named_asManyFilesAsTheLimit_areGiven() throws Exception {
        assertThat(rows.named("t", COLUMNS, KEY, row(RowBlobs.MAX_PER_ROW))).hasSize(RowBlobs.MAX_PER_ROW);
    }

    @Test
    void named_oneFileMoreThanTheLimit_isThePlansFault() {
        assertThatThrownBy(() -> rows.named("t", COLUMNS, KEY, row(RowBlobs.MAX_PER_ROW + 1)))
                .isInstanceOf(BlobPlanException.class)
                .hasMessageContaining("'counted'")
                .hasMessageContaining("1001 files")
                .hasMessageContaining("table 't'");
    }

    @Test
    void named_planThatThrows_isNamedWithTheTable() {
        assertThatThrownBy(() -> rows.named("t", COLUMNS, KEY, row(-1)))
                .isInstanceOf(BlobPlanException.class)
                .hasMessageContaining("'counted' failed on a row of table 't'")
                .hasMessageContaining("less than nothing");
    }

    @Test
    void dropped_ofAnUpdate_isWhatOnlyTheOldRowNamed() throws Exception {
        RowChange change = RowChange.updated("t", COLUMNS, KEY, row(3), row(2));
        assertThat(rows.dropped(change)).containsExactly(new BlobRef("files", "file-2"));
        assertThat(rows.firstNamed(change)).isEmpty();
    }

    @Test
    void firstNamed_ofAnUpdate_isWhatOnlyTheNewRowNames() throws Exception {
        RowChange change = RowChange.updated("t", COLUMNS, KEY, row(2), row(3));
        assertThat(rows.firstNamed(change)).containsExactly(new BlobRef("files", "file-2"));
        assertThat(rows.dropped(change)).isEmpty();
    }

    @Test
    void dropped_ofADelete_isAllThatTheRowNamed() throws Exception {
        assertThat(rows.dropped(RowChange.deleted("t", COLUMNS, KEY, row(2)))).hasSize(2);
        assertThat(rows.dropped(RowChange.inserted("t", COLUMNS, KEY, row(2)))).isEmpty();
    }
}
