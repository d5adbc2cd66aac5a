package dev.coven.conformance.blob;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coven.conformance.Race;
import dev.coven.spi.blob.BlobDownload;
import dev.coven.spi.blob.BlobPlan;
import dev.coven.spi.blob.BlobUpload;
import dev.coven.spi.plugin.PluginDescriptor;
import dev.coven.spi.plugin.SpiLevel;
import dev.coven.spi.row.RowChange;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;

/** That a plan is a function of the rows alone, and how it is found. */
abstract class PurityRules extends PlanRules {
    private static final int THREADS = 4;

    PurityRules() {}

    /** A plan is found by {@link ServiceLoader}. Look at the service file's name and at the public constructor. */
    @Test
    void plan_isFoundByServiceLoader() {
        assertThat(ServiceLoader.load(BlobPlan.class).stream().anyMatch(found -> found.type() == plan().getClass()))
                .as("a service file names %s", plan().getClass().getName())
                .isTrue();
    }

    /** The descriptor is constant. */
    @Test
    void descriptor_isConstant() {
        PluginDescriptor descriptor = plan().descriptor();
        assertThat(plan().descriptor())
                .as("a descriptor that was asked for again")
                .isEqualTo(descriptor);
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
        assertSame("pushed, asked again", plan.blobsToPush(rows), pushed);
        assertSame("pulled, asked again", plan.blobsToPull(rows), pulled);
        assertSame("pulled, asked of another instance", plan().blobsToPull(rows), pulled);
    }

    /** Without showing thousands of answers. */
    private void assertSame(String what, Object answer, Object before) {
        assertThat(answer.equals(before))
                .as("%s, the answer is the same; %s", what, seed())
                .isTrue();
    }

    /**
     * Asked by many threads at once, one plan gives each its answer: files are sent and fetched in parallel. Look at lists and
     * digests kept in fields.
     */
    @Test
    void plan_askedByManyThreads_answersTheSame() throws Exception {
        List<RowChange> rows = someRows();
        BlobPlan plan = plan();
        List<BlobDownload> alone = plan.blobsToPull(rows);
        Callable<List<BlobDownload>> task = () -> plan.blobsToPull(rows);
        for (List<BlobDownload> together : Race.run(Collections.nCopies(THREADS, task))) {
            assertThat(together.equals(alone))
                    .as("an answer among %s threads is the answer alone; %s", THREADS, seed())
                    .isTrue();
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
                .as("pushed for all of the rows; %s", seed())
                .isEqualTo(pushed);
        assertThat(new HashSet<Object>(plan().blobsToPull(rows)))
                .as("pulled for all of the rows; %s", seed())
                .isEqualTo(pulled);
        assertThat(plan().blobsToPush(List.of())).isEmpty();
        assertThat(plan().blobsToPull(List.of())).isEmpty();
    }
}
