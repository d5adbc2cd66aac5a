package dev.coven.conformance.fleet;

import static dev.coven.conformance.fleet.FileFleet.LARGE;
import static dev.coven.conformance.fleet.FileFleet.add;
import static dev.coven.conformance.fleet.FileFleet.complete;
import static dev.coven.conformance.fleet.FileFleet.file;
import static dev.coven.conformance.fleet.FileFleet.key;
import static dev.coven.conformance.fleet.FileFleet.visible;
import static dev.coven.conformance.fleet.FileFleet.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coven.conformance.storage.Fault;
import dev.coven.conformance.storage.StoreRequest;
import dev.coven.engine.Checkup;
import dev.coven.engine.PullResult;
import dev.coven.engine.SyncException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Files travel with the rows that name them, in both directions, and what fails is neither lost nor half there. */
class BlobsTest extends TwoDevicesWithFiles {
    private StoredObjectsAndRequests store() {
        return new StoredObjectsAndRequests(files.fleet.store());
    }

    private record StoredObjectsAndRequests(FleetStore store) {
        StoredObjects objects() {
            return store.objects();
        }

        long count(StoreRequest request) {
            return store.requests().count(request);
        }
    }

    @Test
    void sync_filesOfBothSides_travelBothWays() throws Exception {
        byte[] hers = add(ada, "a", "pictures/a.jpg", LARGE);
        byte[] his = add(ben, "b", "b.jpg", 10);
        byte[] empty = add(ben, "e", "empty", 0);
        files.fleet.syncUntilQuiet();

        assertThat(file(ben, "pictures/a.jpg")).hasBinaryContent(hers);
        assertThat(file(ada, "b.jpg")).hasBinaryContent(his);
        assertThat(file(ada, "empty")).hasBinaryContent(empty);
        assertThat(store().objects().keys("blobs/")).containsExactly(key("a"), key("b"), key("e"));
        assertThat(ben.status().pendingBlobs()).isZero();
        assertThat(ben.blobs().resolve(".coven-incoming")).isEmptyDirectory();
        files.fleet.requireEqual();
    }

    @Test
    void pull_file_isCounted() throws Exception {
        add(ada, "a", "a.jpg", LARGE);
        ada.push();
        PullResult result = ben.pull();
        assertThat(result.blobsFetched()).isEqualTo(1);
        assertThat(result.blobsFailed()).isZero();
        assertThat(result.pendingBlobs()).isZero();
    }

    /** One request finds out that the blob is not there, one stores it; idle cycles cost what they cost without files. */
    @Test
    void sync_filesAtRest_costNothing() throws Exception {
        add(ada, "a", "a.jpg", LARGE);
        files.fleet.store().requests().reset();
        ada.push();
        assertThat(store().count(StoreRequest.STAT)).isEqualTo(1);
        assertThat(store().count(StoreRequest.PUT)).isEqualTo(3);
        files.fleet.syncUntilQuiet();

        files.fleet.store().requests().reset();
        ben.pull();
        assertThat(files.fleet.store().requests().total()).isEqualTo(1);
        ada.push();
        assertThat(files.fleet.store().requests().total()).isEqualTo(1);
    }

    @Test
    void push_fileIsMissing_publishesNothingAndSaysWhich() throws Exception {
        ada.sql("INSERT INTO files VALUES ('a', 'blob-a', 'pictures/a.jpg', 'first')");
        ada.sql("INSERT INTO files VALUES ('z', NULL, NULL, 'no file at all')");
        assertThatThrownBy(ada::push)
                .isInstanceOf(SyncException.class)
                .hasMessageContaining("'pictures/a.jpg'")
                .hasMessageContaining("table 'files'")
                .hasMessageContaining("put it there")
                .extracting(e -> ((SyncException) e).kind())
                .isEqualTo(SyncException.Kind.BLOB);
        assertThat(store().objects().keys("changes/" + ada.id() + "/")).isEmpty();
        assertThat(ada.status().warnings()).anyMatch(warning -> warning.contains("pictures/a.jpg"));
        assertThat(ada.library().examine().findings())
                .anyMatch(finding -> finding.subject().equals("files")
                        && finding.condition() == Checkup.Condition.FAILED
                        && finding.detail().contains("pictures/a.jpg"));

        byte[] bytes = write(ada, "pictures/a.jpg", FileFleet.bytes("a", 99));
        files.fleet.syncUntilQuiet();
        assertThat(file(ben, "pictures/a.jpg")).hasBinaryContent(bytes);
        assertThat(ada.status().warnings()).isEmpty();
        files.fleet.requireEqual();
    }

    /** A file that is gone because its row moved on keeps nobody waiting. */
    @Test
    void push_missingFileOfARowThatNamesAnotherNow_goesOn() throws Exception {
        ada.sql("INSERT INTO files VALUES ('a', 'blob-old', 'old.jpg', '')");
        write(ada, "new.jpg", FileFleet.bytes("new", 5));
        ada.sql("UPDATE files SET blob = 'blob-new', path = 'new.jpg'");
        ada.sql("INSERT INTO files VALUES ('b', 'blob-gone', 'gone.jpg', '')");
        ada.sql("DELETE FROM files WHERE id = 'b'");
        files.fleet.syncUntilQuiet();
        assertThat(visible(ben)).containsExactly("new.jpg");
        assertThat(ben.status().pendingBlobs()).isZero();
        files.fleet.requireEqual();
    }

    /** The row is dead here when its edit is pushed, and lives again, with the edit, when the INSERT of another device comes. */
    @Test
    void push_editOfARowThatAnotherDeviceDeletedAndInserts_bringsItsFile() throws Exception {
        add(ada, "a", "a.jpg", 10);
        files.fleet.syncUntilQuiet();
        ben.sql("DELETE FROM files");
        ben.push();
        add(ben, "a", "other.jpg", 20);
        byte[] bytes = write(ada, "new.jpg", FileFleet.bytes("new", 30));
        ada.sql("UPDATE files SET blob = 'blob-new', path = 'new.jpg'");
        ada.sync();
        assertThat(ada.query("SELECT id FROM files")).isEmpty();

        files.fleet.syncUntilQuiet();
        assertThat(ben.query("SELECT path FROM files")).containsExactly("'new.jpg'");
        assertThat(file(ben, "new.jpg")).hasBinaryContent(bytes);
        assertThat(ada.status().pendingBlobs()).isZero();
        files.fleet.requireEqual();
    }

    /** A row that is edited where its file has not arrived needs no file there. */
    @Test
    void push_editOfARowWhoseFileIsOnlyInTheStore_needsNoFile() throws Exception {
        add(ada, "a", "a.jpg", 10);
        ada.push();
        files.fleet
                .store()
                .faults()
                .add(Fault.before(StoreRequest.GET).below("blobs/").always());
        ben.pull();
        files.fleet.store().faults().clear();
        ben.sql("UPDATE files SET title = 'better'");
        assertThat(ben.push().pushed()).isEqualTo(1);
    }

    @Test
    void push_blobThatIsInTheStore_isNotSentAgain() throws Exception {
        byte[] bytes = add(ada, "a", "a.jpg", 10);
        ada.push();
        byte[] before = store().objects().read(key("a"));
        ada.sql("UPDATE files SET title = 'other'", "INSERT INTO files VALUES ('copy', 'blob-a', 'copy.jpg', '')");
        ada.push();
        assertThat(store().objects().read(key("a"))).isEqualTo(before);
        ben.pull();
        assertThat(file(ben, "a.jpg")).hasBinaryContent(bytes);
        assertThat(file(ben, "copy.jpg")).hasBinaryContent(bytes);
    }

    /** The device says that it has a changeset only when it has its files; later changesets do not wait for them. */
    @Test
    void pull_blobOfOneChangesetFails_laterOnesApplyAndTheCursorStaysBelow() throws Exception {
        byte[] bytes = add(ada, "a", "a.jpg", LARGE);
        long first = complete(ben, ada) + 1;
        byte[] later = add(ada, "b", "b.jpg", 10);
        ada.push();
        files.fleet
                .store()
                .faults()
                .add(Fault.before(StoreRequest.GET).below(key("a").value()).always());
        files.store.clear();

        PullResult result = ben.sync().pull().orElseThrow();
        assertThat(result.changesetsApplied()).isEqualTo(2);
        assertThat(result.blobsFailed()).isEqualTo(1);
        assertThat(result.pendingBlobs()).isEqualTo(1);
        assertThat(ben.query("SELECT id FROM files")).hasSize(2);
        assertThat(visible(ben)).containsExactly("b.jpg");
        assertThat(file(ben, "b.jpg")).hasBinaryContent(later);
        assertThat(complete(ben, ada)).isEqualTo(first - 1);
        assertThat(ben.library().examine().findings())
                .anyMatch(finding -> finding.subject().equals("files")
                        && finding.condition() == Checkup.Condition.WAITING
                        && finding.detail().contains("a.jpg"));
        // What a device has only in part is no reason to compare it with others.
        ada.sync();
        assertThat(ada.status().diverged()).isEmpty();

        ben.restart();
        files.fleet.store().faults().clear();
        ben.sync();
        assertThat(file(ben, "a.jpg")).hasBinaryContent(bytes);
        assertThat(complete(ben, ada)).isEqualTo(first + 1);
        assertThat(files.store.below("changes/" + ada.id())).hasSize(2).doesNotHaveDuplicates();
        files.fleet.syncUntilQuiet();
        files.fleet.requireEqual();
    }

    @Test
    void pull_rowDeletedBeforeItsFileCame_waitsForItNoMore() throws Exception {
        add(ada, "a", "a.jpg", 10);
        ada.push();
        store().objects().remove(key("a"));
        assertThat(ben.pull().pendingBlobs()).isEqualTo(1);
        ada.sql("DELETE FROM files");
        ada.push();
        assertThat(ben.pull().pendingBlobs()).isZero();
        assertThat(complete(ben, ada)).isEqualTo(complete(ada, ada));
    }

    /** An edit that came too late for its row is kept for ever, in case that the row comes back. */
    @Test
    void pull_rowDeletedBeforeItsFileCame_whileAnEditOfADeadRowIsKept_waitsForItNoMore() throws Exception {
        ada.sql("INSERT INTO files VALUES ('dead', NULL, NULL, 'a title')");
        files.fleet.syncUntilQuiet();
        ada.sql("DELETE FROM files");
        ada.push();
        ben.sql("UPDATE files SET title = 'too late'");
        files.fleet.syncUntilQuiet();

        add(ada, "a", "a.jpg", 10);
        ada.push();
        store().objects().remove(key("a"));
        assertThat(ben.pull().pendingBlobs()).isEqualTo(1);
        ada.sql("DELETE FROM files");
        ada.push();
        assertThat(ben.pull().pendingBlobs()).isZero();
        assertThat(complete(ben, ada)).isEqualTo(complete(ada, ada));
    }

    @Test
    void pull_rowDeletedHereBeforeItsFileCame_waitsForItNoMore() throws Exception {
        add(ada, "a", "a.jpg", 10);
        ada.push();
        store().objects().remove(key("a"));
        ben.pull();
        ben.sql("DELETE FROM files");
        ben.sync();
        assertThat(ben.pull().pendingBlobs()).isZero();
    }

    /** Deleting a file is no edit. It comes back when a change names it again. */
    @Test
    void localFile_deleted_isNotAnEditAndComesBackWithTheNextChangeOfItsRow() throws Exception {
        byte[] bytes = add(ada, "a", "a.jpg", 10);
        files.fleet.syncUntilQuiet();
        Files.delete(file(ben, "a.jpg"));
        ben.sync();
        assertThat(visible(ben)).isEmpty();
        assertThat(file(ada, "a.jpg")).exists();
        ada.sql("UPDATE files SET title = 'again'");
        files.fleet.syncUntilQuiet();
        assertThat(file(ben, "a.jpg")).hasBinaryContent(bytes);
    }

    /** Files of rows that were there before the plan was chosen, on either side, travel once it is. */
    @Test
    void plan_chosenLater_looksAtEveryRow() throws Exception {
        FleetPlan later = FleetPlan.of(folder.resolve("later"), FilePlan.TABLE)
                .withBlobPlan(new FilePlan())
                .withSetting("blobs.plan", "");
        try (Fleet fleet = later.found("cleo")) {
            Device cleo = fleet.device("cleo");
            byte[] bytes = add(cleo, "a", "a.jpg", 10);
            Device dan = fleet.join("dan");
            fleet.syncUntilQuiet();
            assertThat(fleet.store().objects().keys("blobs/")).isEmpty();

            choosePlan(cleo);
            choosePlan(dan);
            fleet.syncUntilQuiet();
            dan.sync();
            assertThat(file(dan, "a.jpg")).hasBinaryContent(bytes);
        }
    }

    private static void choosePlan(Device device) throws Exception {
        Path settings = device.blobs().resolveSibling("coven.conf");
        Files.writeString(settings, Files.readString(settings) + "coven.blobs.plan = files\n");
        device.restart();
    }
}
