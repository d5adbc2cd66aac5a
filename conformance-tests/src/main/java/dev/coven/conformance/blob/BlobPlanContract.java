package dev.coven.conformance.blob;

import dev.coven.spi.blob.BlobPlan;
import dev.coven.spi.plugin.Stability;
import dev.coven.spi.row.RowChange;
import java.util.List;

/**
 * What every {@link BlobPlan} keeps. A plugin's test extends this class, names the plan, and gives rows that name files:
 *
 * <pre>{@code
 * class MyPlanTest extends BlobPlanContract {
 *     @Override
 *     protected BlobPlan plan() {
 *         return new MyPlan();
 *     }
 *
 *     @Override
 *     protected List<RowChange> rowsWithFiles() {
 *         return List.of(BlobRow.of("books", "id", "id-1", "cover", "0a1b"), BlobRow.of("books", "id", "id-2", "cover", "2c3d"));
 *     }
 * }
 * }</pre>
 *
 * <p>The kit spoils the rows in every way it knows: other kinds of values, paths that lead outside, missing columns, other tables.
 * The rules stand by concern in {@code PurityRules}, {@code SymmetryRules} and {@code PathRules}; the Javadoc of each says what it
 * asks, why, and where to look when it fails. They cannot be overridden.
 */
@Stability(Stability.Promise.STABLE)
public abstract class BlobPlanContract extends PathRules {
    /** For subclasses. */
    protected BlobPlanContract() {}

    /** The plan under test; each call may give a new instance. */
    @Override
    protected abstract BlobPlan plan();

    /** INSERTs, one at least, each of a row that has a file. Among them the rows name different files. */
    @Override
    protected abstract List<RowChange> rowsWithFiles();
}
