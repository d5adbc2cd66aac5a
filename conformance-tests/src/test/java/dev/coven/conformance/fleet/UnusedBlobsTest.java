package dev.coven.conformance.fleet;

import static dev.coven.conformance.fleet.FileFleet.add;
import static dev.coven.conformance.fleet.FileFleet.file;
import static dev.coven.conformance.fleet.FileFleet.key;
import static dev.coven.conformance.fleet.FileFleet.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.coven.conformance.storage.Fault;
import dev.coven.conformance.storage.StoreRequest;
import dev.coven.engine.layout.StoreLayout;
import dev.coven.spi.storage.ObjectKey;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Blobs that no row names leave the store after the grace, and no blob leaves it that one may still need. */
class UnusedBlobsTest extends TwoDevicesWithFiles {
    private static final Duration GRACE = Duration.ofDays(30);

    @BeforeEach
    void addAFile() throws Exception {
        add(ada, "a", "a.jpg", 10);
        files.fleet.syncUntilQuiet();
    }

    private List<ObjectKey> blobs() {
        return files.fleet.store().objects().keys("blobs/");
    }

    private void graceGoesBy() {
        files.fleet.time().advance(GRACE);
    }

    /** Deletes the row on Ada's device, and lets everybody know. */
    private void deleteRow() throws Exception {
        ada.sql("DELETE FROM files WHERE id = 'a'");
        files.fleet.syncUntilQuiet();
    }

    @Test
    void blob_ofADeletedRow_goesAfterTheGraceAndNotBefore() throws Exception {
        deleteRow();
        files.fleet.time().advance(GRACE.minusMinutes(10));
        ada.sync();
        assertThat(blobs()).containsExactly(key("a"));
        files.fleet.time().advance(Duration.ofMinutes(10));
        ada.sync();
        assertThat(blobs()).isEmpty();
        // The files of devices are theirs.
        assertThat(file(ben, "a.jpg")).exists();

        files.fleet.store().requests().reset();
        ada.pull();
        assertThat(files.fleet.store().requests().total()).isEqualTo(1);
    }

    @Test
    void blob_replacedByAnother_goesAndTheNewOneStays() throws Exception {
        write(ada, "a.jpg", FileFleet.bytes("better", 11));
        ada.sql("UPDATE files SET blob = 'blob-better'");
        files.fleet.syncUntilQuiet();
        graceGoesBy();
        ada.sync();
        assertThat(blobs()).containsExactly(key("better"));
    }

    @Test
    void blob_thatAnotherRowNames_stays() throws Exception {
        ben.sql("INSERT INTO files VALUES ('second', 'blob-a', 'second.jpg', '')");
        files.fleet.syncUntilQuiet();
        deleteRow();
        graceGoesBy();
        ada.sync();
        assertThat(blobs()).containsExactly(key("a"));
    }

    @Test
    void blob_thatANewRowNamesAgain_stays() throws Exception {
        deleteRow();
        graceGoesBy();
        ada.sql("INSERT INTO files VALUES ('again', 'blob-a', 'a.jpg', '')");
        files.fleet.syncUntilQuiet();
        graceGoesBy();
        ada.sync();
        assertThat(blobs()).containsExactly(key("a"));
    }

    /** A device that has not said that it knows may hold an edit that names the blob. */
    @Test
    void blob_whileADeviceHasNotHeardOfIt_stays() throws Exception {
        ada.sql("DELETE FROM files WHERE id = 'a'");
        ada.sync();
        ben.sql("INSERT INTO files VALUES ('offline', 'blob-a', 'offline.jpg', '')");
        graceGoesBy();
        ada.sync();
        assertThat(blobs()).containsExactly(key("a"));
        ben.sync();
        ada.sync();
        assertThat(blobs()).containsExactly(key("a"));
        assertThat(file(ada, "offline.jpg")).exists();
    }

    @Test
    void blob_whileADeviceIsHeldHere_stays() throws Exception {
        deleteRow();
        ben.sql("INSERT INTO files VALUES ('b', 'blob-a', 'b.jpg', '')");
        ben.push();
        graceGoesBy();
        files.fleet
                .store()
                .faults()
                .add(Fault.before(StoreRequest.GET).below("changes/").always());
        ada.pull();
        assertThat(ada.held()).isNotEmpty();
        assertThat(blobs()).containsExactly(key("a"));
        files.fleet.store().faults().clear();
        ada.pull();
        assertThat(blobs()).containsExactly(key("a"));
    }

    /** Where the plan does not answer, nobody knows what rows name. */
    @Test
    void blob_whilePlanFails_stays() throws Exception {
        add(ada, "b", "b.jpg", 10);
        deleteRow();
        graceGoesBy();
        files.plan.broken = "blob-b";
        ada.pull();
        assertThat(blobs()).contains(key("a"));
    }

    @Test
    void blob_whoseDeletionFails_goesLater() throws Exception {
        deleteRow();
        graceGoesBy();
        files.fleet.store().faults().add(Fault.before(StoreRequest.DELETE).always());
        assertThat(catchThrowable(ada::pull)).isNotNull();
        files.fleet.store().faults().clear();
        ada.pull();
        assertThat(blobs()).isEmpty();
    }

    /** Another device removed the blob in the moment between finding it in the store and publishing the row that names it. */
    @Test
    void blob_removedWhileARowBeganToNameIt_isMadeAgain() throws Exception {
        deleteRow();
        ada.sql("INSERT INTO files VALUES ('again', 'blob-a', 'a.jpg', '')");
        ada.push();
        files.fleet.store().objects().remove(key("a"));
        ada.pull();
        assertThat(blobs()).isEmpty();
        ben.sync();
        ada.pull();
        assertThat(blobs()).containsExactly(key("a"));

        files.fleet.syncUntilQuiet();
        files.fleet.store().requests().reset();
        ada.pull();
        assertThat(files.fleet.store().requests().total()).isEqualTo(1);
    }

    /** The blob was gone, this device made it anew, and only then another device's removal of the old one took effect. */
    @Test
    void blob_removedAfterItWasMadeAnew_isMadeAgain() throws Exception {
        deleteRow();
        graceGoesBy();
        ada.sync();
        assertThat(blobs()).isEmpty();
        ben.sql("INSERT INTO files VALUES ('again', 'blob-a', 'a.jpg', '')");
        ben.push();
        assertThat(blobs()).containsExactly(key("a"));
        files.fleet.store().objects().remove(key("a"));
        ada.sync();
        ben.pull();
        assertThat(blobs()).containsExactly(key("a"));

        files.fleet.syncUntilQuiet();
        files.fleet.store().requests().reset();
        ben.pull();
        assertThat(files.fleet.store().requests().total()).isEqualTo(1);
    }

    /** A listing without a device's head does not mean that nobody is left who may remove the blob. */
    @Test
    void blob_removedByADeviceThatAListingLacked_isMadeAgain() throws Exception {
        Device cleo = files.fleet.join("cleo");
        files.fleet.syncUntilQuiet();
        deleteRow();
        ada.sql("INSERT INTO files VALUES ('again', 'blob-a', 'a.jpg', '')");
        ada.push();
        ben.sync();
        ObjectKey head = StoreLayout.head(cleo.id());
        byte[] stored = files.fleet.store().objects().read(head);
        files.fleet.store().objects().remove(head);
        ada.pull();
        files.fleet.store().objects().replace(head, stored);
        files.fleet.store().objects().remove(key("a"));
        cleo.sync();
        ada.pull();
        assertThat(blobs()).containsExactly(key("a"));
    }
}
