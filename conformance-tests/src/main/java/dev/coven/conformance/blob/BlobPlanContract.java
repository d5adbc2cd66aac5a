package dev.coven.conformance.blob;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coven.conformance.Seed;
import dev.coven.spi.blob.BlobDownload;
import dev.coven.spi.blob.BlobPath;
import dev.coven.spi.blob.BlobPlan;
import dev.coven.spi.blob.BlobRef;
import dev.coven.spi.blob.BlobUpload;
import dev.coven.spi.plugin.PluginDescriptor;
import dev.coven.spi.plugin.SpiLevel;
import dev.coven.spi.row.RowChange;
import dev.coven.spi.row.SqlValue;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * What every {@link BlobPlan} keeps.
 *
 * <p>A plugin's test gives rows that name files; the kit spoils them in every way it knows: other kinds of values, paths
 * that lead outside, missing columns, other tables.
 */
public abstract class BlobPlanContract {
    private static final int ODD_ROUNDS = 2_000;

    private final Seed seed = Seed.ofThisRun();

    /** For subclasses. */
    protected BlobPlanContract() {}

    /** The plan under test; each call may give a new instance. */
    protected abstract BlobPlan plan();

    /** INSERTs, one at least, each of a row that has a file. Among them the rows name different files. */
    protected abstract List<RowChange> rowsWithFiles();

    /** A plan is found by {@link ServiceLoader}. Look at the service file's name and at the public constructor. */
    @Test
    void plan_isFoundByServiceLoader() {
        assertThat(ServiceLoader.load(BlobPlan.class)).anyMatch(found -> found.getClass() == plan().getClass());
    }

    /** The descriptor is constant. */
    @Test
    void descriptor_isConstant() {
        PluginDescriptor descriptor = plan().descriptor();
        assertThat(descriptor).isEqualTo(plan().descriptor());
        assertThat(descriptor.spiLevel()).isLessThanOrEqualTo(SpiLevel.CURRENT);
    }

    /** The given rows have files, both ways; a plan that names none passes all other rules for nothing. */
    @Test
    void rowsWithFiles_haveFiles() {
        assertThat(rowsWithFiles()).isNotEmpty();
        for (RowChange row : rowsWithFiles()) {
            assertThat(plan().blobsToPush(List.of(row))).as("pushed for " + row).isNotEmpty();
            assertThat(plan().blobsToPull(List.of(row))).as("pulled for " + row).isNotEmpty();
        }
    }

    /**
     * What is pushed for a row is what is pulled for it, whatever the row: otherwise a device waits for ever for a blob
     * that nobody uploads. Look at conditions written twice.
     */
    @Test
    void pull_ofAnyRow_isWhatWasPushed() {
        for (RowChange row : someRows()) {
            assertThat(names(plan().blobsToPull(List.of(row))))
                    .as("pulled and pushed for %s; %s", row, seed)
                    .isEqualTo(namesPushed(plan().blobsToPush(List.of(row))));
        }
    }

    /** Several changes give the blobs of each: the engine cuts a changeset where it likes. Look at the first row alone. */
    @Test
    void plan_ofManyRows_isTheUnionOfEach() {
        List<RowChange> rows = someRows();
        Set<Object> pushed = new HashSet<>();
        Set<Object> pulled = new HashSet<>();
        for (RowChange row : rows) {
            pushed.addAll(plan().blobsToPush(List.of(row)));
            pulled.addAll(plan().blobsToPull(List.of(row)));
        }
        assertThat(new HashSet<Object>(plan().blobsToPush(rows)))
                .as(seed.toString())
                .isEqualTo(pushed);
        assertThat(new HashSet<Object>(plan().blobsToPull(rows)))
                .as(seed.toString())
                .isEqualTo(pulled);
        assertThat(plan().blobsToPush(List.of())).isEmpty();
        assertThat(plan().blobsToPull(List.of())).isEmpty();
    }

    /**
     * What a change names is what its row names: an UPDATE gives the blobs of an INSERT of the row after it, or at least those that
     * an INSERT of the row before it does not give, and nothing else. The engine shows rows as INSERTs to find out which blobs are
     * still named. Look at answers that depend on the kind of the change.
     */
    @Test
    void pull_ofAnUpdate_isWhatItsRowNames() {
        for (RowChange row : someRows()) {
            if (row.kind() != RowChange.Kind.UPDATE) {
                continue;
            }
            Set<List<Object>> before = ofRow(row, row.before().orElseThrow());
            Set<List<Object>> after = ofRow(row, row.after().orElseThrow());
            Set<List<Object>> asked = names(plan().blobsToPull(List.of(row)));
            assertThat(after).as("pulled for %s; %s", row, seed).containsAll(asked);
            after.removeAll(before);
            assertThat(asked).as("new in %s; %s", row, seed).containsAll(after);
        }
    }

    private Set<List<Object>> ofRow(RowChange change, List<SqlValue> values) {
        return names(plan().blobsToPull(
                        List.of(RowChange.inserted(change.table(), change.columns(), change.key(), values))));
    }

    /** A row that went names nothing. */
    @Test
    void plan_ofADelete_isEmpty() {
        for (RowChange row : someRows()) {
            if (row.kind() == RowChange.Kind.DELETE) {
                assertThat(plan().blobsToPush(List.of(row)))
                        .as("pushed for %s; %s", row, seed)
                        .isEmpty();
                assertThat(plan().blobsToPull(List.of(row)))
                        .as("pulled for %s; %s", row, seed)
                        .isEmpty();
            }
        }
    }

    /**
     * Pure: asked again, by another instance, in between other questions, the answer is the same. Look at fields that
     * remember, random ids, the clock and the file system.
     */
    @Test
    void plan_askedAgain_answersTheSame() {
        List<RowChange> rows = someRows();
        BlobPlan plan = plan();
        List<BlobUpload> pushed = plan.blobsToPush(rows);
        List<BlobDownload> pulled = plan.blobsToPull(rows);
        plan.blobsToPush(rowsWithFiles());
        assertThat(plan.blobsToPush(rows)).as(seed.toString()).isEqualTo(pushed);
        assertThat(plan.blobsToPull(rows)).as(seed.toString()).isEqualTo(pulled);
        assertThat(plan().blobsToPull(rows)).as(seed.toString()).isEqualTo(pulled);
    }

    /**
     * Total: rows with odd values give no blob or a proper one, never an exception: one row of a stranger must not stop a
     * pull. Look at casts, and at BlobRef and BlobPath made without asking isValid.
     */
    @Test
    void plan_ofOddRows_doesNotThrow() {
        for (RowChange row : oddRows()) {
            try {
                plan().blobsToPush(List.of(row));
                plan().blobsToPull(List.of(row));
            } catch (RuntimeException e) {
                throw new AssertionError("a plan must not throw: " + row + " " + row.after() + "; " + seed, e);
            }
        }
    }

    /**
     * Two rows with files of their own never write to one place here: the later download would replace the earlier one's
     * file.
     */
    @Test
    void plan_ofDifferentFiles_givesDifferentPlaces() {
        Map<BlobPath, Set<BlobRef>> blobsAt = plan().blobsToPull(rowsWithFiles()).stream()
                .collect(Collectors.groupingBy(
                        BlobDownload::target, Collectors.mapping(BlobDownload::blob, Collectors.toSet())));
        assertThat(blobsAt).allSatisfy((path, blobs) -> assertThat(blobs).hasSize(1));
    }

    private List<RowChange> oddRows() {
        return new OddRows(seed.random(), rowsWithFiles()).take(ODD_ROUNDS);
    }

    private List<RowChange> someRows() {
        List<RowChange> rows = new ArrayList<>(rowsWithFiles());
        rows.addAll(oddRows());
        return rows;
    }

    private static Set<List<Object>> names(List<BlobDownload> downloads) {
        return downloads.stream()
                .map(download -> List.<Object>of(download.blob(), download.target()))
                .collect(Collectors.toSet());
    }

    private static Set<List<Object>> namesPushed(List<BlobUpload> uploads) {
        return uploads.stream()
                .map(upload -> List.<Object>of(upload.blob(), upload.source()))
                .collect(Collectors.toSet());
    }
}
