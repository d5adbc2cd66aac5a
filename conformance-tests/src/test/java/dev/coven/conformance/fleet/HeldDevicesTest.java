package dev.coven.conformance.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coven.conformance.storage.Fault;
import dev.coven.conformance.storage.StoreRequest;
import dev.coven.engine.HeldDevice;
import dev.coven.engine.HeldReason;
import dev.coven.engine.PullResult;
import dev.coven.engine.index.IndexSelection;
import dev.coven.engine.layout.StoreLayout;
import dev.coven.spi.storage.ObjectKey;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a pull does with a device whose next changeset cannot be taken: it is held at that number, with the reason, and nothing
 * of it or after it is applied; the other devices go on; once the cause is gone it resumes by itself and nothing is lost.
 */
class HeldDevicesTest {
    private static final String HASH = "ab".repeat(32);

    @TempDir
    Path folder;

    private Fleet fleet;
    private Device ada;
    private Device ben;
    private Device cleo;
    private StoredObjects objects;
    private long seq;

    /** Ada and Cleo have published, Ben has not pulled: Ada's next changeset for him is number {@code seq}, and one follows. */
    @BeforeEach
    void found() throws Exception {
        fleet = FleetPlan.of(folder, "CREATE TABLE notes(id TEXT PRIMARY KEY, body)")
                .found("ada");
        ada = fleet.device("ada");
        ben = fleet.join("ben");
        cleo = fleet.join("cleo");
        objects = fleet.store().objects();
        ada.sql("INSERT INTO notes VALUES ('a0', 'early')");
        fleet.syncUntilQuiet();
        seq = objects.keys("changes/" + ada.id() + "/").size() + 1L;
        ada.sql("INSERT INTO notes VALUES ('a1', 'spoiled below')");
        ada.sql("INSERT INTO notes VALUES ('a2', 'behind it')");
        cleo.sql("INSERT INTO notes VALUES ('c', 'of another device')");
    }

    @AfterEach
    void close() {
        fleet.close();
    }

    private interface Step {
        void run() throws Exception;
    }

    /** Publishes, spoils, sees the hold and that others go on, mends, sees it resume. */
    private void requireHeld(HeldReason reason, Step spoil) throws Exception {
        ada.push();
        cleo.push();
        Map<ObjectKey, byte[]> healthy = objects.copyOf("");
        spoil.run();
        requireHeldNow(reason);
        ben.restart();
        PullResult again = ben.pull();
        assertThat(again.changesetsApplied()).isZero();
        assertThat(again.held()).extracting(HeldDevice::reason).containsExactly(reason);
        fleet.store().faults().clear();
        objects.keys("").stream().filter(key -> !healthy.containsKey(key)).forEach(objects::remove);
        healthy.forEach(objects::replace);
        requireResumed();
    }

    private void requireHeldNow(HeldReason reason) throws Exception {
        PullResult result = ben.pull();
        assertThat(result.held()).singleElement().satisfies(held -> {
            assertThat(held.reason()).as(held.detail()).isEqualTo(reason);
            assertThat(held.deviceId()).isEqualTo(ada.id());
            assertThat(held.seq()).isEqualTo(seq);
            assertThat(held.detail()).isNotBlank();
        });
        assertThat(ben.held()).isEqualTo(result.held());
        assertThat(ben.query("SELECT id FROM notes ORDER BY id")).containsExactly("'a0'", "'c'");
        assertThat(ben.takeEvents()).hasSize(2);
    }

    private void requireResumed() throws Exception {
        PullResult result = ben.pull();
        assertThat(result.held()).isEmpty();
        assertThat(result.changesetsApplied()).isEqualTo(2);
        assertThat(ben.held()).isEmpty();
        fleet.syncUntilQuiet();
        fleet.requireEqual();
    }

    private ObjectKey spoiled() throws Exception {
        return StoreLayout.changeset(ada.id(), seq);
    }

    @Test
    void envelope_notGiven_holdsAsFetchFailed() throws Exception {
        requireHeld(
                HeldReason.FETCH_FAILED,
                () -> fleet.store()
                        .faults()
                        .add(Fault.before(StoreRequest.GET)
                                .below(spoiled().value())
                                .always()));
    }

    @Test
    void envelope_thatBreaksOffEachTime_holdsAsFetchFailed() throws Exception {
        requireHeld(
                HeldReason.FETCH_FAILED,
                () -> fleet.store()
                        .faults()
                        .add(Fault.midway().below(spoiled().value()).always()));
    }

    /** A number that is not there is reported and not skipped. */
    @Test
    void envelope_notThere_holdsAsMissing() throws Exception {
        requireHeld(HeldReason.MISSING, () -> objects.remove(spoiled()));
    }

    @Test
    void envelope_withOneFlippedBit_holdsAsMalformed() throws Exception {
        requireHeld(HeldReason.MALFORMED, () -> objects.flipBit(spoiled(), -40));
    }

    @Test
    void envelope_cutShort_holdsAsMalformed() throws Exception {
        requireHeld(HeldReason.MALFORMED, () -> {
            byte[] whole = objects.read(spoiled());
            objects.replace(spoiled(), java.util.Arrays.copyOf(whole, whole.length - 1));
        });
    }

    @Test
    void envelope_empty_holdsAsMalformed() throws Exception {
        requireHeld(HeldReason.MALFORMED, () -> objects.replace(spoiled(), new byte[0]));
    }

    /** Whoever runs the store cannot move a sealed object to another place. */
    @Test
    void envelope_sealedForAnotherPlace_holdsAsMalformed() throws Exception {
        requireHeld(
                HeldReason.MALFORMED,
                () -> objects.replace(spoiled(), objects.read(StoreLayout.changeset(ada.id(), seq + 1))));
    }

    @Test
    void envelope_announcingAnotherSize_holdsAsSizeMismatch() throws Exception {
        requireHeld(
                HeldReason.SIZE_MISMATCH,
                () -> new Forger(fleet, ada)
                        .changeHeader(ada.id(), seq, h -> Headers.withChangesetSize(h, h.changesetSize() + 1)));
    }

    @Test
    void envelope_announcingAnotherNumberOfChanges_holdsAsMalformed() throws Exception {
        requireHeld(
                HeldReason.MALFORMED,
                () -> new Forger(fleet, ada).changeHeader(ada.id(), seq, h -> Headers.withChanges(h, h.changes() + 1)));
    }

    /** The header's timestamp is the highest stamp inside: it orders changesets and closes the past. */
    @Test
    void envelope_whoseTimestampIsNotItsHighestStamp_holdsAsMalformed() throws Exception {
        requireHeld(
                HeldReason.MALFORMED,
                () -> new Forger(fleet, ada)
                        .changeHeader(ada.id(), seq, h -> Headers.withTimestamp(h, h.timestamp() + 1)));
    }

    /** A member holds the library key and can seal anything; the author's signature is what counts. */
    @Test
    void envelope_changedAndSealedByAnotherMember_holdsAsBadSignature() throws Exception {
        requireHeld(HeldReason.BAD_SIGNATURE, () -> {
            Forger cleoForges = new Forger(fleet, cleo);
            byte[] plain = cleoForges.openEnvelope(ada.id(), seq);
            plain[plain.length - 1] ^= 1;
            cleoForges.putEnvelope(ada.id(), seq, plain);
        });
    }

    /** A newer schema in a forged header is tampering, and not a reason to wait for an update. */
    @Test
    void envelope_forgedToANewerSchema_holdsAsBadSignature() throws Exception {
        requireHeld(HeldReason.BAD_SIGNATURE, () -> {
            Forger cleoForges = new Forger(fleet, cleo);
            byte[] plain = cleoForges.openEnvelope(ada.id(), seq);
            String text = new String(plain, java.nio.charset.StandardCharsets.ISO_8859_1);
            String forged = text.replaceFirst("\"schemaVersion\":0", "\"schemaVersion\":9");
            assertThat(forged).isNotEqualTo(text);
            cleoForges.putEnvelope(ada.id(), seq, forged.getBytes(java.nio.charset.StandardCharsets.ISO_8859_1));
        });
    }

    @Test
    void envelope_replayedAtAnotherNumber_holdsAsWrongSlot() throws Exception {
        requireHeld(HeldReason.WRONG_SLOT, () -> {
            Forger cleoForges = new Forger(fleet, cleo);
            cleoForges.putEnvelope(ada.id(), seq, cleoForges.openEnvelope(ada.id(), seq + 1));
        });
    }

    @Test
    void envelope_relocatedFromAnotherDevice_holdsAsWrongSlot() throws Exception {
        requireHeld(HeldReason.WRONG_SLOT, () -> {
            Forger cleoForges = new Forger(fleet, cleo);
            long last = objects.keys("changes/" + cleo.id() + "/").size();
            cleoForges.putEnvelope(ada.id(), seq, cleoForges.openEnvelope(cleo.id(), last));
        });
    }

    @Test
    void envelope_thatFollowsAnother_holdsAsBrokenChain() throws Exception {
        requireHeld(
                HeldReason.BROKEN_CHAIN,
                () -> new Forger(fleet, ada).changeHeader(ada.id(), seq, h -> Headers.withPrev(h, HASH)));
    }

    /** Nobody backdates: the author was a member at the time that the envelope itself claims, or it is held. */
    @Test
    void envelope_fromBeforeItsAuthorWasAMember_holdsAsNotAMember() throws Exception {
        requireHeld(
                HeldReason.NOT_A_MEMBER,
                () -> new Forger(fleet, ada).changeHeader(ada.id(), seq, h -> Headers.withTimestamp(h, 1)));
    }

    /** A device cannot speak of a past that it has closed. */
    @Test
    void envelope_stampedBelowItsPredecessor_holdsAsBrokenChain() throws Exception {
        requireHeld(HeldReason.BROKEN_CHAIN, () -> {
            Forger adaForges = new Forger(fleet, ada);
            adaForges.changeHeader(ada.id(), seq, h -> Headers.withTimestamp(h, timeOf(ada, seq - 1)));
        });
    }

    private long timeOf(Device device, long number) {
        try {
            var envelope = dev.coven.engine.envelope.EnvelopeReader.read(
                    new java.io.ByteArrayInputStream(new Forger(fleet, device).openEnvelope(device.id(), number)),
                    dev.coven.engine.envelope.EnvelopeLimits.DEFAULT);
            return envelope.header().timestamp();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void head_withOneFlippedBit_holdsAsMalformed() throws Exception {
        requireHeld(HeldReason.MALFORMED, () -> objects.flipBit(StoreLayout.head(ada.id()), -1));
    }

    @Test
    void head_changedByAnotherMember_holdsAsBadSignature() throws Exception {
        requireHeld(HeldReason.BAD_SIGNATURE, () -> {
            Forger cleoForges = new Forger(fleet, cleo);
            ObjectKey key = StoreLayout.head(ada.id());
            byte[] plain = cleoForges.openSmall(key);
            plain[plain.length - 1] ^= 1;
            cleoForges.putSmall(key, plain);
        });
    }

    @Test
    void head_ofAnotherDevice_holdsAsWrongSlot() throws Exception {
        requireHeld(HeldReason.WRONG_SLOT, () -> {
            Forger cleoForges = new Forger(fleet, cleo);
            cleoForges.putSmall(StoreLayout.head(ada.id()), cleoForges.openSmall(StoreLayout.head(cleo.id())));
        });
    }

    @Test
    void head_notGiven_holdsAsFetchFailed() throws Exception {
        requireHeld(
                HeldReason.FETCH_FAILED,
                () -> fleet.store()
                        .faults()
                        .add(Fault.before(StoreRequest.GET)
                                .below(StoreLayout.head(ada.id()).value())
                                .always()));
    }

    @Test
    void head_largerThanAny_holdsAsOverLimit() throws Exception {
        requireHeld(
                HeldReason.OVER_LIMIT,
                () -> objects.replace(StoreLayout.head(ada.id()), new byte[IndexSelection.MAX_HEAD_BYTES + 1]));
    }

    @Test
    void head_gone_holdsAsRolledBack() throws Exception {
        requireHeld(HeldReason.HEAD_ROLLED_BACK, () -> objects.remove(StoreLayout.head(ada.id())));
    }

    /** An older head that its owner did sign once hides work; who has seen a newer one is not deceived. */
    @Test
    void head_olderThanOneSeen_holdsAsRolledBack() throws Exception {
        ObjectKey key = StoreLayout.head(ada.id());
        byte[] older = objects.read(key);
        ada.push();
        byte[] newer = objects.read(key);
        // Ben sees the newer head and takes nothing yet.
        Fault outage = Fault.before(StoreRequest.GET).below("changes/").always();
        fleet.store().faults().add(outage);
        ben.pull();
        fleet.store().faults().clear();
        cleo.push();
        objects.replace(key, older);
        assertThat(ben.pull().held())
                .singleElement()
                .satisfies(held -> assertThat(held.reason()).isEqualTo(HeldReason.HEAD_ROLLED_BACK));
        assertThat(ben.query("SELECT id FROM notes ORDER BY id")).containsExactly("'a0'", "'c'");
        objects.replace(key, newer);
        requireResumed();
    }

    /** Data at rest is as it was after every hold: a device that is held does not block what this one has to say. */
    @Test
    void push_whileAnotherDeviceIsHeld_goesOn() throws Exception {
        ada.push();
        objects.flipBit(spoiled(), -40);
        ben.pull();
        ben.sql("INSERT INTO notes VALUES ('b', 'from Ben')");
        assertThat(ben.push().pushed()).isEqualTo(1);
        cleo.pull();
        assertThat(cleo.query("SELECT body FROM notes WHERE id = 'b'")).containsExactly("'from Ben'");
    }
}
