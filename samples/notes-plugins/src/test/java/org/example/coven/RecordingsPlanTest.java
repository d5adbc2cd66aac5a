package org.example.coven;

import dev.coven.conformance.blob.BlobPlanContract;
import dev.coven.conformance.blob.BlobRow;
import dev.coven.spi.blob.BlobPlan;
import dev.coven.spi.row.RowChange;
import java.util.List;

class RecordingsPlanTest extends BlobPlanContract {
    @Override
    protected BlobPlan plan() {
        return new RecordingsPlan();
    }

    @Override
    protected List<RowChange> rowsWithFiles() {
        return List.of(
                BlobRow.of("notes", "id", "a", "recording", "r0000001"),
                BlobRow.of("notes", "id", "b", "recording", "r0000002"));
    }
}
