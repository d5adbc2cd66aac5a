package dev.coven.conformance.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coven.conformance.storage.Fault;
import dev.coven.conformance.storage.FaultPlan;
import dev.coven.conformance.storage.FaultyStore;
import dev.coven.conformance.storage.InMemoryStore;
import dev.coven.conformance.storage.StoreRequest;
import dev.coven.engine.HeldReason;
import dev.coven.engine.SyncException;
import dev.coven.engine.SyncException.Kind;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A store that gives half of an object and says nothing: nobody takes that half for what is stored. */
class TornReadsTest {
    @TempDir
    Path folder;

    private final FaultPlan faults = FaultPlan.of();
    private final TearingStore store = new TearingStore(new FaultyStore(new InMemoryStore(), faults));
    private Fleet fleet;
    private Device ada;
    private Device ben;

    @BeforeEach
    void found() throws Exception {
        fleet = FleetPlan.of(folder, "CREATE TABLE notes(id TEXT PRIMARY KEY, body)")
                .withStore(store)
                .found("ada");
        ada = fleet.device("ada");
        ben = fleet.join("ben");
        fleet.syncUntilQuiet();
    }

    @AfterEach
    void close() {
        fleet.close();
    }

    /** Only other bytes at its path tell a device that it is a clone. */
    @Test
    void push_thatReadsBackHalfOfItsOwnChangeset_staysTheDeviceThatItIs() throws Exception {
        String id = ada.id();
        ada.sql("INSERT INTO notes VALUES ('n', 'from Ada')");
        faults.add(Fault.after(StoreRequest.PUT).below("changes/"));
        store.tear("changes/");
        assertThatThrownBy(ada::push)
                .isInstanceOfSatisfying(
                        SyncException.class,
                        failure -> assertThat(failure.kind()).isEqualTo(Kind.STORE))
                .hasMessageContaining("ended after");
        assertThat(store.tears()).isZero();
        assertThat(ada.push().replacedDeviceId()).isEmpty();
        assertThat(ada.id()).isEqualTo(id);
        fleet.syncUntilQuiet();
        fleet.requireEqual();
        assertThat(ben.query("SELECT * FROM notes")).containsExactly("'n', 'from Ada'");
    }

    @Test
    void pull_ofHalfAChangeset_isHeldAsATransferThatFailed() throws Exception {
        ada.sql("INSERT INTO notes VALUES ('n', 'from Ada')");
        ada.push();
        store.tear("changes/");
        ben.pull();
        assertThat(ben.held())
                .singleElement()
                .satisfies(held -> assertThat(held.reason()).isEqualTo(HeldReason.FETCH_FAILED));
        ben.pull();
        assertThat(ben.held()).isEmpty();
        assertThat(ben.query("SELECT id FROM notes")).containsExactly("'n'");
    }

    @Test
    void pull_ofHalfAHead_isHeldAsATransferThatFailed() throws Exception {
        ada.sql("INSERT INTO notes VALUES ('n', 'from Ada')");
        ada.push();
        store.tear("index/heads/");
        ben.pull();
        assertThat(ben.held())
                .singleElement()
                .satisfies(held -> assertThat(held.reason()).isEqualTo(HeldReason.FETCH_FAILED));
        ben.pull();
        assertThat(ben.query("SELECT id FROM notes")).containsExactly("'n'");
    }
}
