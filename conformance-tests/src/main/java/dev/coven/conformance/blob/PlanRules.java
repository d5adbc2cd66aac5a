package dev.coven.conformance.blob;

import dev.coven.conformance.Contract;
import dev.coven.spi.blob.BlobDownload;
import dev.coven.spi.blob.BlobPlan;
import dev.coven.spi.blob.BlobUpload;
import dev.coven.spi.row.RowChange;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** What the rules of blob plans share: rows that have files, and rows made of them by spoiling. */
abstract class PlanRules extends Contract {
    private static final int ODD_ROUNDS = 2_000;

    PlanRules() {}

    /** The plan under test; see {@link BlobPlanContract#plan()}. */
    protected abstract BlobPlan plan();

    /** Rows with files; see {@link BlobPlanContract#rowsWithFiles()}. */
    protected abstract List<RowChange> rowsWithFiles();

    final List<RowChange> oddRows() {
        return new OddRows(seed().random(), rowsWithFiles()).take(scaled(ODD_ROUNDS));
    }

    final List<RowChange> someRows() {
        List<RowChange> rows = new ArrayList<>(rowsWithFiles());
        rows.addAll(oddRows());
        return rows;
    }

    static Set<List<Object>> names(List<BlobDownload> downloads) {
        return downloads.stream()
                .map(download -> List.<Object>of(download.blob(), download.target()))
                .collect(Collectors.toSet());
    }

    static Set<List<Object>> namesPushed(List<BlobUpload> uploads) {
        return uploads.stream()
                .map(upload -> List.<Object>of(upload.blob(), upload.source()))
                .collect(Collectors.toSet());
    }
}
