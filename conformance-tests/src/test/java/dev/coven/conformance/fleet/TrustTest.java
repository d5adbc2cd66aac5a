package dev.coven.conformance.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.coven.conformance.storage.Fault;
import dev.coven.conformance.storage.StoreRequest;
import dev.coven.engine.HeldReason;
import dev.coven.engine.SyncException;
import dev.coven.engine.layout.StoreLayout;
import dev.coven.spi.storage.ObjectKey;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Who may write is pinned when a device joins: where the store no longer tells it, or tells otherwise, the pull fails as a
 * whole, changes nothing, and works again once the store is put right.
 */
class TrustTest {
    private static final String DDL = "CREATE TABLE notes(id TEXT PRIMARY KEY, body)";

    @TempDir
    Path folder;

    private Fleet fleet;
    private Device ada;
    private Device ben;
    private StoredObjects objects;

    @BeforeEach
    void found() throws Exception {
        fleet = FleetPlan.of(folder, DDL).found("ada");
        ada = fleet.device("ada");
        ben = fleet.join("ben");
        fleet.syncUntilQuiet();
        objects = fleet.store().objects();
        ada.sql("INSERT INTO notes VALUES ('a', 'waiting')");
        ada.push();
    }

    @AfterEach
    void close() {
        fleet.close();
    }

    private interface Step {
        void run() throws Exception;
    }

    private void requireRefused(SyncException.Kind kind, Step spoil) throws Exception {
        Map<ObjectKey, byte[]> healthy = objects.copyOf("");
        spoil.run();
        for (int attempt = 0; attempt < 2; attempt++) {
            SyncException failure = catchThrowableOfType(SyncException.class, ben::pull);
            assertThat(failure).as("the pull fails").isNotNull();
            assertThat(failure.kind()).as(failure.getMessage()).isEqualTo(kind);
            assertThat(ben.query("SELECT count(*) FROM notes")).containsExactly("0");
            assertThat(ben.held()).isEmpty();
            ben.restart();
        }
        fleet.store().faults().clear();
        objects.keys("").stream().filter(key -> !healthy.containsKey(key)).forEach(objects::remove);
        healthy.forEach(objects::replace);
        assertThat(ben.pull().changesetsApplied()).isEqualTo(1);
        fleet.requireEqual();
    }

    @Test
    void pull_listingFails_failsAndChangesNothing() throws Exception {
        requireRefused(
                SyncException.Kind.STORE,
                () -> fleet.store().faults().add(Fault.before(StoreRequest.LIST).always()));
    }

    @Test
    void pull_membershipWiped_failsClosed() throws Exception {
        requireRefused(
                SyncException.Kind.TRUST, () -> objects.keys("index/members/").forEach(objects::remove));
    }

    @Test
    void pull_membershipEntryMissing_failsClosed() throws Exception {
        List<ObjectKey> entries = objects.keys("index/members/");
        requireRefused(SyncException.Kind.TRUST, () -> objects.remove(entries.get(entries.size() - 1)));
    }

    @Test
    void pull_membershipEntryWithAFlippedBit_failsClosed() throws Exception {
        requireRefused(
                SyncException.Kind.TRUST,
                () -> objects.flipBit(objects.keys("index/members/").get(0), -1));
    }

    /** Even the owner's own key does not change what was said once. */
    @Test
    void pull_membershipEntryReplacedByAnotherOfTheOwners_failsClosed() throws Exception {
        ObjectKey second = objects.keys("index/members/").get(1);
        // Only the entry that admits her matters here; her device never syncs.
        fleet.lose(fleet.join("cleo"));
        ben.pull();
        ben.sql("DELETE FROM notes");
        ben.push();
        ada.pull();
        ada.sql("INSERT INTO notes VALUES ('a', 'waiting')");
        ada.push();
        requireRefused(SyncException.Kind.TRUST, () -> {
            Forger adaForges = new Forger(fleet, ada);
            ObjectKey third = objects.keys("index/members/").get(2);
            adaForges.putSmall(second, adaForges.openSmall(third));
        });
    }

    @Test
    void pull_membershipEntryCannotBeRead_failsAndChangesNothing() throws Exception {
        // A new entry, so that it is not remembered yet.
        ada.library().invite(otherPersonsCode(), dev.coven.engine.MemberRole.MEMBER);
        requireRefused(
                SyncException.Kind.STORE,
                () -> fleet.store()
                        .faults()
                        .add(Fault.before(StoreRequest.GET)
                                .below("index/members/")
                                .always()));
    }

    private String otherPersonsCode() throws Exception {
        Path elsewhere = java.nio.file.Files.createDirectories(folder.resolve("elsewhere"));
        try (Fleet others = FleetPlan.of(elsewhere, DDL).withSeed(99).found("dan")) {
            return others.device("dan").engine().memberCode();
        }
    }

    @Test
    void pull_storeEmpty_failsClosed() throws Exception {
        requireRefused(SyncException.Kind.TRUST, () -> objects.keys("").forEach(objects::remove));
    }

    @Test
    void pull_libraryDocumentMissing_failsClosed() throws Exception {
        requireRefused(SyncException.Kind.TRUST, () -> objects.remove(StoreLayout.library()));
    }

    @Test
    void pull_libraryDocumentChanged_failsClosed() throws Exception {
        requireRefused(SyncException.Kind.TRUST, () -> objects.flipBit(StoreLayout.library(), -1));
    }

    /** A store that was wiped and founded anew by somebody else is another library. */
    @Test
    void pull_storeFoundedAnew_failsClosed() throws Exception {
        Path elsewhere = java.nio.file.Files.createDirectories(folder.resolve("elsewhere"));
        try (Fleet others = FleetPlan.of(elsewhere, DDL).withSeed(99).found("mallory")) {
            Map<ObjectKey, byte[]> theirs = others.store().objects().copyOf("");
            requireRefused(SyncException.Kind.TRUST, () -> {
                objects.keys("").forEach(objects::remove);
                theirs.forEach(objects::replace);
            });
        }
    }

    /**
     * A new member's entry may reach a device later than that member's changesets: they wait for it, and are not skipped for
     * good.
     */
    @Test
    void pull_newMembersEntryLags_holdsAndResumes() throws Exception {
        ben.pull();
        List<ObjectKey> known = objects.keys("index/members/");
        Device cleo = fleet.join("cleo");
        cleo.sql("INSERT INTO notes VALUES ('c', 'from the new one')");
        cleo.push();
        ObjectKey entry = objects.keys("index/members/").stream()
                .filter(key -> !known.contains(key))
                .findFirst()
                .orElseThrow();
        byte[] late = objects.read(entry);
        objects.remove(entry);
        assertThat(ben.pull().held()).singleElement().satisfies(held -> {
            assertThat(held.deviceId()).isEqualTo(cleo.id());
            assertThat(held.reason()).isEqualTo(HeldReason.NOT_A_MEMBER);
        });
        objects.replace(entry, late);
        assertThat(ben.pull().held()).isEmpty();
        assertThat(ben.query("SELECT id FROM notes ORDER BY id")).containsExactly("'a'", "'c'");
    }

    /** Someone with the library key who is no member cannot add a device. */
    @Test
    void pull_deviceOfAStranger_isHeld() throws Exception {
        Path elsewhere = java.nio.file.Files.createDirectories(folder.resolve("elsewhere"));
        try (Fleet others = FleetPlan.of(elsewhere, DDL).withSeed(99).found("mallory")) {
            Forger insider = new Forger(fleet, ben);
            Forger stranger = new Forger(others, others.device("mallory"));
            String device = others.device("mallory").id();
            var theirs = dev.coven.engine.document.HeadDocument.open(
                    stranger.openSmall(StoreLayout.head(device)),
                    stranger.libraryId(),
                    (scheme, key) -> new dev.coven.conformance.signature.ReferenceScheme().verifier(key));
            var forged = new dev.coven.engine.document.HeadDocument(
                    insider.libraryId(),
                    device,
                    theirs.nonce(),
                    "mallory",
                    theirs.schemeId(),
                    theirs.author(),
                    1,
                    "ab".repeat(32),
                    Map.of(),
                    theirs.lastSyncMillis(),
                    theirs.clockHighWater(),
                    java.util.Optional.empty());
            insider.putSmall(StoreLayout.head(device), forged.encode(stranger.author()));
            var result = ben.pull();
            assertThat(result.changesetsApplied()).isEqualTo(1);
            assertThat(result.held())
                    .singleElement()
                    .satisfies(held -> assertThat(held.reason()).isEqualTo(HeldReason.NOT_A_MEMBER));
        }
    }
}
