package dev.coven.conformance.fleet;

import static dev.coven.conformance.fleet.FileFleet.LARGE;
import static dev.coven.conformance.fleet.FileFleet.add;
import static dev.coven.conformance.fleet.FileFleet.file;
import static dev.coven.conformance.fleet.FileFleet.key;
import static dev.coven.conformance.fleet.FileFleet.visible;
import static dev.coven.conformance.fleet.FileFleet.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.coven.conformance.storage.Fault;
import dev.coven.conformance.storage.StoreRequest;
import dev.coven.engine.PullResult;
import dev.coven.engine.SyncException;
import dev.coven.engine.SyncListener;
import dev.coven.engine.SyncStatus;
import dev.coven.spi.storage.ByteRange;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Transfers that break, stores that lie, and places that are not free: a file is whole and right, or not there. */
class BlobTransfersTest extends TwoDevicesWithFiles {
    private static final int SEGMENT = 64 * 1024;
    private static final int HEADER = 8;

    private String whyPending() throws Exception {
        return ben.library().examine().findings().stream()
                .filter(finding -> finding.subject().equals("files"))
                .findFirst()
                .orElseThrow()
                .detail();
    }

    @Test
    void pull_transferBreaksOff_goesOnAtOnceByRange() throws Exception {
        byte[] bytes = add(ada, "a", "a.jpg", LARGE);
        ada.push();
        files.fleet.store().faults().add(Fault.midway().below("blobs/"));
        PullResult result = ben.pull();
        assertThat(result.blobsFetched()).isEqualTo(1);
        assertThat(file(ben, "a.jpg")).hasBinaryContent(bytes);
        List<ReadLog.Read> reads = files.store.below("blobs/");
        assertThat(reads).hasSize(3);
        assertThat(reads.get(0).range()).isEqualTo(ByteRange.ALL);
        // Of the half that came two segments are written: whether the third is the last one is not known before the
        // next.
        assertThat(reads.get(2).range()).isEqualTo(ByteRange.from(HEADER + 2L * SEGMENT));
    }

    /** A library that is closed is no reason to say that a file could not be fetched. */
    @Test
    void pull_closedWhileFilesAreFetched_countsNoFailureAndGoesOnInTheNextCycle() throws Exception {
        byte[] bytes = add(ada, "a", "a.jpg", LARGE);
        ada.push();
        List<SyncStatus.Amount> told = new ArrayList<>();
        ben.library().addListener(new SyncListener() {
            @Override
            public void statusChanged(SyncStatus status) {
                if (status.phase() == SyncStatus.Phase.FETCHING_FILES) {
                    told.add(status.progress().files());
                    ben.library().close();
                }
            }
        });
        assertThat(catchThrowable(ben::pull)).isInstanceOf(SyncException.class);
        assertThat(told).containsExactly(new SyncStatus.Amount(0, 1));
        assertThat(visible(ben)).isEmpty();
        ben.restart();
        PullResult result = ben.pull();
        assertThat(result.blobsFetched()).isEqualTo(1);
        assertThat(file(ben, "a.jpg")).hasBinaryContent(bytes);
    }

    @Test
    void pull_everyTransferBreaksOff_comesTogetherOverCyclesAndRestarts() throws Exception {
        byte[] bytes = add(ada, "a", "a.jpg", LARGE);
        ada.push();
        files.fleet.store().faults().add(Fault.midway().below("blobs/").always());
        ben.pull();
        assertThat(visible(ben)).isEmpty();
        ben.restart();
        files.fleet.store().faults().clear();
        files.store.clear();
        ben.pull();
        assertThat(file(ben, "a.jpg")).hasBinaryContent(bytes);
        assertThat(files.store.below("blobs/")).noneMatch(read -> read.range().isAll());
    }

    /** A body that another one replaced is not continued: its segments would not fit what is here. */
    @Test
    void pull_bodyReplacedBetweenTwoAttempts_beginsAnew() throws Exception {
        byte[] bytes = add(ada, "a", "a.jpg", LARGE);
        ada.push();
        byte[] cut = Arrays.copyOf(objects().read(key("a")), HEADER + 3 * SEGMENT + 10);
        byte[] first = objects().read(key("a"));
        objects().replace(key("a"), cut);
        ben.pull();
        objects().remove(key("a"));
        ada.sql("INSERT INTO files VALUES ('again', 'blob-a', 'a.jpg', '')");
        ada.push();
        assertThat(objects().read(key("a"))).isNotEqualTo(first);
        ben.pull();
        assertThat(file(ben, "a.jpg")).hasBinaryContent(bytes);
    }

    @Test
    void pull_segmentChanged_isRefusedUntilItIsRestored() throws Exception {
        byte[] bytes = add(ada, "a", "a.jpg", LARGE);
        ada.push();
        objects().flipBit(key("a"), HEADER + 4 * SEGMENT + 5);
        assertRefused();
        objects().flipBit(key("a"), HEADER + 4 * SEGMENT + 5);
        ben.pull();
        assertThat(file(ben, "a.jpg")).hasBinaryContent(bytes);
    }

    @Test
    void pull_segmentsSwapped_isRefused() throws Exception {
        add(ada, "a", "a.jpg", LARGE);
        ada.push();
        byte[] body = objects().read(key("a"));
        byte[] swapped = body.clone();
        System.arraycopy(body, HEADER + SEGMENT, swapped, HEADER + 2 * SEGMENT, SEGMENT);
        System.arraycopy(body, HEADER + 2 * SEGMENT, swapped, HEADER + SEGMENT, SEGMENT);
        objects().replace(key("a"), swapped);
        assertRefused();
    }

    @Test
    void pull_bodyCutAtASegment_isRefused() throws Exception {
        add(ada, "a", "a.jpg", LARGE);
        ada.push();
        objects().replace(key("a"), Arrays.copyOf(objects().read(key("a")), HEADER + 2 * SEGMENT));
        assertRefused();
        // What is here now is as long as what the cut body claims to be: it still lacks the segment that says so.
        assertRefused();
    }

    @Test
    void pull_bodyOfAnotherBlob_isRefused() throws Exception {
        add(ada, "a", "a.jpg", LARGE);
        add(ada, "b", "b.jpg", LARGE);
        ada.push();
        objects().replace(key("a"), objects().read(key("b")));
        ben.pull();
        assertThat(visible(ben)).containsExactly("b.jpg");
    }

    private void assertRefused() throws Exception {
        PullResult result = ben.pull();
        assertThat(result.blobsFailed()).isEqualTo(1);
        assertThat(visible(ben)).isEmpty();
        assertThat(whyPending()).contains("a.jpg").contains("restore it in the store");
        assertThat(ben.query("SELECT id FROM files")).isNotEmpty();
    }

    @Test
    void pull_pathThroughALinkThatLeavesTheFolder_isRefusedAndReported() throws Exception {
        Path outside = Files.createDirectories(folder.resolve("outside"));
        Files.createDirectories(ben.blobs());
        Files.createSymbolicLink(ben.blobs().resolve("pictures"), outside);
        Files.createSymbolicLink(ben.blobs().resolve("victim"), outside.resolve("victim"));
        add(ada, "a", "pictures/a.jpg", 10);
        add(ada, "v", "victim", 10);
        add(ada, "b", "b.jpg", 10);
        ada.push();
        PullResult result = ben.pull();
        assertThat(result.blobsFailed()).isEqualTo(2);
        assertThat(outside).isEmptyDirectory();
        assertThat(ben.query("SELECT id FROM files")).hasSize(3);
        assertThat(file(ben, "b.jpg")).exists();
        assertThat(whyPending()).contains("link");
    }

    /** Something that somebody put among the beginnings of files is no reason to stop. */
    @Test
    void pull_strangeFolderAmongTheIncomingFiles_staysAndStopsNothing() throws Exception {
        byte[] bytes = add(ada, "a", "a.jpg", LARGE);
        ada.push();
        Path strange = Files.createDirectories(ben.blobs().resolve(".coven-incoming/strange"));
        Files.write(strange.resolve("file"), new byte[1]);
        assertThat(ben.pull().blobsFetched()).isEqualTo(1);
        assertThat(file(ben, "a.jpg")).hasBinaryContent(bytes);
        assertThat(strange.resolve("file")).exists();
    }

    @Test
    void pull_pathIntoTheFolderOfIncomingFiles_isRefused() throws Exception {
        ada.sql("INSERT INTO files VALUES ('a', 'blob-a', '.COVEN-incoming/x', '')");
        write(ada, ".COVEN-incoming/x", new byte[3]);
        assertThat(catchThrowable(ada::push)).hasMessageContaining("leads out");
    }

    @Test
    void push_sourceThroughALinkThatLeavesTheFolder_isRefused() throws Exception {
        Path secret = Files.write(folder.resolve("secret"), new byte[] {1, 2, 3});
        Files.createDirectories(ada.blobs());
        Files.createSymbolicLink(ada.blobs().resolve("a.jpg"), secret);
        ada.sql("INSERT INTO files VALUES ('a', 'blob-a', 'a.jpg', '')");
        assertThat(catchThrowable(ada::push)).hasMessageContaining("link");
        assertThat(objects().keys("blobs/")).isEmpty();
    }

    @Test
    void pull_rowNamesANewBlobAtTheSamePath_replacesTheFile() throws Exception {
        add(ada, "a", "a.jpg", LARGE);
        files.fleet.syncUntilQuiet();
        byte[] better = write(ada, "a.jpg", FileFleet.bytes("better", LARGE));
        ada.sql("UPDATE files SET blob = 'blob-better'");
        files.fleet.syncUntilQuiet();
        assertThat(file(ben, "a.jpg")).hasBinaryContent(better);
        assertThat(ben.status().pendingBlobs()).isZero();
    }

    /** A file that only this device has is not overwritten, whatever rows say. */
    @Test
    void pull_strangeFileInTheWay_staysAndIsReported() throws Exception {
        byte[] own = write(ben, "a.jpg", FileFleet.bytes("own", 20));
        byte[] hers = add(ada, "a", "a.jpg", 10);
        ada.push();
        assertThat(ben.pull().blobsFailed()).isEqualTo(1);
        assertThat(file(ben, "a.jpg")).hasBinaryContent(own);
        assertThat(whyPending()).contains("move it away");
        Files.delete(file(ben, "a.jpg"));
        ben.pull();
        assertThat(file(ben, "a.jpg")).hasBinaryContent(hers);
    }

    @Test
    void pull_fileChangedSinceItCame_isNotOverwritten() throws Exception {
        add(ada, "a", "a.jpg", 10);
        files.fleet.syncUntilQuiet();
        byte[] touched = write(ben, "a.jpg", FileFleet.bytes("touched", 30));
        write(ada, "a.jpg", FileFleet.bytes("better", 15));
        ada.sql("UPDATE files SET blob = 'blob-better'");
        ada.push();
        assertThat(ben.pull().blobsFailed()).isEqualTo(1);
        assertThat(file(ben, "a.jpg")).hasBinaryContent(touched);
    }

    @Test
    void pull_equalFileIsThere_isTakenForTheBlob() throws Exception {
        byte[] bytes = add(ada, "a", "a.jpg", LARGE);
        write(ben, "a.jpg", bytes);
        ada.push();
        assertThat(ben.pull().pendingBlobs()).isZero();
        assertThat(file(ben, "a.jpg")).hasBinaryContent(bytes);
    }

    @Test
    void pull_twoRowsWithOnePath_keepsTheFirstFileAndReportsTheOther() throws Exception {
        byte[] first = add(ada, "a", "same.jpg", 10);
        files.fleet.syncUntilQuiet();
        Device cleo = files.fleet.join("cleo");
        cleo.sync();
        write(cleo, "same.jpg", FileFleet.bytes("other", 12));
        cleo.sql("INSERT INTO files VALUES ('c', 'blob-c', 'same.jpg', '')");
        cleo.push();
        assertThat(ben.pull().blobsFailed()).isEqualTo(1);
        assertThat(file(ben, "same.jpg")).hasBinaryContent(first);
        assertThat(whyPending()).contains("another row");
        cleo.sql("UPDATE files SET path = 'other.jpg' WHERE id = 'c'");
        Files.move(file(cleo, "same.jpg"), file(cleo, "other.jpg"));
        cleo.push();
        assertThat(ben.pull().pendingBlobs()).isZero();
        assertThat(visible(ben)).containsExactly("other.jpg", "same.jpg");
    }

    @Test
    void pull_planFails_losesNoRowAndAsksAgain() throws Exception {
        add(ada, "a", "a.jpg", 10);
        byte[] bytes = add(ada, "b", "b.jpg", 10);
        ada.push();
        long before = FileFleet.complete(ben, ada);
        files.plan.broken = "blob-a";
        PullResult result = ben.pull();
        assertThat(result.changesetsApplied()).isEqualTo(2);
        assertThat(result.blobsFailed()).isEqualTo(1);
        assertThat(ben.query("SELECT id FROM files")).hasSize(2);
        assertThat(file(ben, "b.jpg")).hasBinaryContent(bytes);
        assertThat(FileFleet.complete(ben, ada)).isEqualTo(before);
        assertThat(whyPending()).contains("blob plan 'files' failed").contains("table 'files'");
        files.plan.broken = "";
        assertThat(ben.pull().pendingBlobs()).isZero();
        assertThat(visible(ben)).containsExactly("a.jpg", "b.jpg");
        assertThat(FileFleet.complete(ben, ada)).isEqualTo(before + 2);
    }

    @Test
    void push_planFails_publishesNothingAndSaysSo() throws Exception {
        add(ada, "a", "a.jpg", 10);
        files.plan.broken = "blob-a";
        assertThat(catchThrowable(ada::push)).hasMessageContaining("blob plan 'files' failed");
        assertThat(ada.status().outbox()).isEqualTo(1);
        files.plan.broken = "";
        assertThat(ada.push().pushed()).isEqualTo(1);
    }

    /** The device dies at each request in turn; a file that can be seen is always whole. */
    @Test
    void cycle_diesAtAnyRequest_neverShowsAPartAndComesTogether() throws Exception {
        byte[] bytes = add(ada, "a", "a.jpg", LARGE);
        files.fleet.store().requests().reset();
        for (Device device : List.of(ada, ben)) {
            for (Fault.Moment moment : Fault.Moment.values()) {
                for (int request = 1; request <= 8; request++) {
                    files.fleet.store().crashAt(request, moment);
                    try {
                        device.sync();
                    } catch (SimulatedCrash died) {
                        files.fleet.store().crashNoMore();
                        device.restart();
                    }
                    files.fleet.store().crashNoMore();
                    if (!visible(ben).isEmpty()) {
                        assertThat(file(ben, "a.jpg")).hasBinaryContent(bytes);
                    }
                }
            }
        }
        files.fleet.syncUntilQuiet();
        assertThat(file(ben, "a.jpg")).hasBinaryContent(bytes);
        assertThat(files.fleet.store().requests().count(StoreRequest.DELETE)).isZero();
        files.fleet.requireEqual();
    }

    /** The file was moved into place, and the process died before the database knew. */
    @Test
    void pull_fileIsInPlaceAndStillPending_isTakenForTheBlob() throws Exception {
        byte[] bytes = add(ada, "a", "a.jpg", LARGE);
        ada.push();
        Path backup = folder.resolve("backup");
        files.fleet
                .store()
                .faults()
                .add(Fault.before(StoreRequest.GET).below("blobs/").always());
        ben.pull();
        ben.backUp(backup);
        files.fleet.store().faults().clear();
        ben.pull();
        assertThat(file(ben, "a.jpg")).hasBinaryContent(bytes);
        ben.restore(backup);
        assertThat(ben.status().pendingBlobs()).isEqualTo(1);
        ben.pull();
        assertThat(ben.status().pendingBlobs()).isZero();
        assertThat(file(ben, "a.jpg")).hasBinaryContent(bytes);
    }
}
