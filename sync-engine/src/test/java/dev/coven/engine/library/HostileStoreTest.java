package dev.coven.engine.library;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.coven.engine.HeldDevice;
import dev.coven.engine.HeldReason;
import dev.coven.engine.Library;
import dev.coven.engine.PullResult;
import dev.coven.engine.PushResult;
import dev.coven.engine.SyncException;
import dev.coven.engine.changeset.Change;
import dev.coven.engine.changeset.ChangesetTable;
import dev.coven.engine.changeset.ChangesetWriter;
import dev.coven.engine.changeset.ClockTrackWriter;
import dev.coven.engine.document.Author;
import dev.coven.engine.document.DeviceNonce;
import dev.coven.engine.document.Fingerprints;
import dev.coven.engine.document.ForeignKeys;
import dev.coven.engine.document.HeadDocument;
import dev.coven.engine.document.SchemaDocument;
import dev.coven.engine.document.TableSpec;
import dev.coven.engine.envelope.Compression;
import dev.coven.engine.envelope.EnvelopeHeader;
import dev.coven.engine.envelope.EnvelopeWriter;
import dev.coven.engine.layout.StoreLayout;
import dev.coven.spi.clock.Hlc;
import dev.coven.spi.row.SqlValue;
import dev.coven.spi.storage.Payload;
import java.io.ByteArrayOutputStream;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the store's owner, or a member who writes past the engine, can and cannot do to others. */
class HostileStoreTest {
    private static final String DDL = "CREATE TABLE t(id TEXT PRIMARY KEY, v TEXT) WITHOUT ROWID";

    @TempDir
    private Path folder;

    private Household house;
    private Library ada;
    private Library eve;

    @BeforeEach
    void found() throws Exception {
        house = new Household(folder);
        ada = house.found("ada", DDL, "INSERT INTO t VALUES ('old', 'as it was')");
        eve = house.admit(ada, "eve");
        ada.sync();
    }

    @AfterEach
    void close() {
        house.close();
    }

    @Test
    void schema_ofVersionTenAndNine_theHigherCounts() throws Exception {
        putSchema(9, 0);
        putSchema(10, 10);

        assertTooOld();
    }

    @Test
    void schema_hiddenOrSpoiltOnceSeen_countsOn() throws Exception {
        putSchema(3, 3);
        assertThatExceptionOfType(SyncException.class).isThrownBy(eve::pull);
        String key = StoreLayout.schema(3).value();

        house.store.objects.put(key, new byte[] {1, 2, 3});
        assertTooOld();
        house.insider("eve").putSmall(StoreLayout.schema(3), new byte[] {1, 2, 3});
        assertTooOld();
        house.store.objects.remove(key);
        assertTooOld();
    }

    @Test
    void schema_largerThanAny_stopsNobody() throws Exception {
        house.store.objects.put("index/schema/7", new byte[3 << 20]);
        house.execute("ada", "INSERT INTO t VALUES ('new', 'x')");
        ada.sync();

        assertThat(eve.pull().changesetsApplied()).isEqualTo(1);
    }

    @Test
    void heads_thatAreGarbage_stopNobody() throws Exception {
        house.store.objects.put("index/heads/" + "0".repeat(32), new byte[3 << 20]);
        house.store.objects.put("index/heads/" + "1".repeat(32), new byte[0]);
        house.insider("eve").putSmall(StoreLayout.head("2".repeat(32)), new byte[] {1, 2, 3});
        house.execute("ada", "INSERT INTO t VALUES ('new', 'x')");
        ada.sync();

        PullResult pulled = eve.pull();
        assertThat(pulled.changesetsApplied()).isEqualTo(1);
        assertThat(pulled.held()).hasSize(3);
    }

    @Test
    void changeset_thatSpeaksOfTheTimeBeforeItsAuthorCame_isHeld() throws Exception {
        Forger forger = new Forger("eve");
        forger.publish(1, Hlc.time(1, 0), now());

        PullResult pulled = ada.pull();
        assertThat(pulled.held()).extracting(HeldDevice::reason).containsExactly(HeldReason.MALFORMED);
        assertThat(house.ask("ada", "SELECT v FROM t WHERE id = 'old'")).isEqualTo("as it was");
    }

    @Test
    void changeset_otherThanTheOneTheHeadNames_isHeld() throws Exception {
        Forger forger = new Forger("eve");
        forger.publish(1, now(), now());
        forger.head(1, "f".repeat(64));

        assertThat(ada.pull().held()).extracting(HeldDevice::reason).containsExactly(HeldReason.BROKEN_CHAIN);
    }

    @Test
    void head_thatLaterNamesAnotherChangeset_isHeld() throws Exception {
        Forger forger = new Forger("eve");
        forger.publish(1, now(), now());
        assertThat(ada.pull().changesetsApplied()).isEqualTo(1);

        forger.head(1, "f".repeat(64));
        assertThat(ada.pull().held()).extracting(HeldDevice::reason).containsExactly(HeldReason.BROKEN_CHAIN);
    }

    @Test
    void head_thatPromisesWithoutEnd_isHeldAtTheNext() throws Exception {
        new Forger("eve").head(Long.MAX_VALUE, "f".repeat(64));
        new Forger("eve").head(Long.MAX_VALUE, "f".repeat(64));

        assertThat(ada.pull().held())
                .extracting(HeldDevice::reason)
                .containsExactly(HeldReason.MISSING, HeldReason.MISSING);
    }

    @Test
    void push_whoseNextPathIsOccupiedBySpoiltBytes_goesOnAsANewDevice() throws Exception {
        String device = ada.status().deviceId();
        house.execute("ada", "INSERT INTO t VALUES ('new', 'x')");
        byte[] other = house.store
                .objects
                .get(StoreLayout.changeset(device, 1).value())
                .clone();
        house.store.objects.put(StoreLayout.changeset(device, 2).value(), other);

        PushResult pushed = ada.push();
        assertThat(pushed.replacedDeviceId()).contains(device);
        eve.pull();
        assertThat(house.ask("eve", "SELECT v FROM t WHERE id = 'new'")).isEqualTo("x");
    }

    private static long now() {
        return Hlc.time(Household.NOW_MILLIS, 1000);
    }

    private void assertTooOld() {
        assertThatExceptionOfType(SyncException.class)
                .isThrownBy(eve::pull)
                .satisfies(e -> assertThat(e.kind()).isEqualTo(SyncException.Kind.SCHEMA_TOO_OLD));
    }

    private void putSchema(long version, long minimum) throws Exception {
        Author author = house.author("ada");
        SchemaDocument document = new SchemaDocument(
                house.libraryId("ada"),
                author.schemeId(),
                author.key(),
                version,
                minimum,
                ForeignKeys.ENFORCED,
                List.of(TableSpec.of("t", "lww")),
                List.of(DDL));
        house.insider("ada").putSmall(StoreLayout.schema(version), document.encode(author));
    }

    /** A member who writes to the store with a program of their own. */
    private final class Forger {
        private final String person;
        private final Author author;
        private final DeviceNonce nonce = DeviceNonce.generate(new SecureRandom());
        private final String device;

        Forger(String person) throws Exception {
            this.person = person;
            this.author = house.author(person);
            this.device = Fingerprints.deviceId(author.schemeId(), author.key(), nonce);
        }

        /** An envelope with two changes, of the row that was there and of another, and a head that names it. */
        void publish(long seq, long first, long second) throws Exception {
            ChangesetTable table = new ChangesetTable("t", List.of(1, 0));
            ByteArrayOutputStream changeset = new ByteArrayOutputStream();
            ByteArrayOutputStream clocks = new ByteArrayOutputStream();
            ChangesetWriter writer = new ChangesetWriter(changeset);
            ClockTrackWriter times = new ClockTrackWriter(clocks);
            writer.write(Change.insert(table, List.of(SqlValue.text("old"), SqlValue.text("forged"))));
            times.write(first);
            writer.write(Change.insert(table, List.of(SqlValue.text("other"), SqlValue.text("forged"))));
            times.write(second);
            EnvelopeHeader header = new EnvelopeHeader(
                    house.libraryId("ada"),
                    device,
                    nonce,
                    seq,
                    "",
                    0,
                    Math.max(first, second),
                    "",
                    changeset.size(),
                    changeset.size(),
                    clocks.size(),
                    2,
                    Compression.NONE,
                    author.schemeId(),
                    author.key());
            String[] hash = new String[1];
            house.insider(person)
                    .createLarge(
                            StoreLayout.changeset(device, seq),
                            out -> hash[0] = EnvelopeWriter.write(
                                    out, header, Payload.of(changeset.toByteArray()), clocks.toByteArray(), author));
            head(seq, hash[0]);
        }

        void head(long seq, String hash) throws Exception {
            HeadDocument head = new HeadDocument(
                    house.libraryId("ada"),
                    device,
                    nonce,
                    "forged",
                    author.schemeId(),
                    author.key(),
                    seq,
                    hash,
                    Map.of(),
                    Household.NOW_MILLIS,
                    now(),
                    Optional.empty());
            house.insider(person).putSmall(StoreLayout.head(device), head.encode(author));
        }
    }
}
