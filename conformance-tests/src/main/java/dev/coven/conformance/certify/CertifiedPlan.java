package dev.coven.conformance.certify;

import dev.coven.conformance.blob.BlobPlanContract;
import dev.coven.spi.blob.BlobPlan;
import dev.coven.spi.row.RowChange;
import java.util.List;
import org.junit.jupiter.api.extension.ExtendWith;

/** The rules of blob plans, for the plugin of this run. */
@ExtendWith(PluginUnderTest.Resolver.class)
final class CertifiedPlan extends BlobPlanContract {
    private final BlobPlan plan;
    private final List<RowChange> rows;

    CertifiedPlan(PluginUnderTest plugin) throws CertificationException {
        plan = plugin.as(BlobPlan.class);
        rows = plugin.settings().rows();
    }

    @Override
    protected BlobPlan plan() {
        return plan;
    }

    @Override
    protected List<RowChange> rowsWithFiles() {
        return rows;
    }
}
