package dev.coven.conformance.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.coven.conformance.storage.ForwardingStore;
import dev.coven.conformance.storage.InMemoryStore;
import dev.coven.engine.SyncException;
import dev.coven.engine.layout.StoreLayout;
import dev.coven.spi.storage.ByteRange;
import dev.coven.spi.storage.ObjectBody;
import dev.coven.spi.storage.ObjectKey;
import dev.coven.spi.storage.Payload;
import dev.coven.spi.storage.PutCondition;
import dev.coven.spi.storage.PutOutcome;
import dev.coven.spi.storage.StorageException;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A copied or restored database believes to be a device that goes on elsewhere. It finds out by itself, goes on as a device of
 * its own, and nothing that either of them wrote is lost.
 */
class ClonesTest {
    @TempDir
    Path folder;

    private Fleet fleet;
    private Device ada;
    private Device ben;

    @BeforeEach
    void found() throws Exception {
        fleet = FleetPlan.of(
                        folder,
                        "CREATE TABLE notes(id TEXT PRIMARY KEY, body, rating)",
                        "INSERT INTO notes VALUES ('shared', 'x', 0)")
                .found("ada");
        ada = fleet.device("ada");
        ben = fleet.join("ben");
        fleet.syncUntilQuiet();
    }

    @AfterEach
    void close() {
        fleet.close();
    }

    /** Who does what, in turns: {@code a} is the original, {@code t} its twin; {@code +} pushes, {@code -} pulls. */
    static Stream<String> orders() {
        return Stream.of(
                "a+ t+", "t+ a+", "a+ t- t+", "t+ a- a+", "a- t- a+ t+", "a- t- t+ a+", "a+ t- a+ t+", "t- a+ t+ a-");
    }

    @ParameterizedTest
    @MethodSource("orders")
    void clone_bothEdited_losesNothing(String order) throws Exception {
        Device twin = fleet.cloneOf(ada, "twin");
        ada.sql("INSERT INTO notes VALUES ('of ada', 1, 1)", "UPDATE notes SET body = 'ada' WHERE id = 'shared'");
        twin.sql("INSERT INTO notes VALUES ('of twin', 2, 2)", "UPDATE notes SET rating = 9 WHERE id = 'shared'");
        play(order, twin);
        requireTwoDevices(twin);
        assertThat(ben.query("SELECT * FROM notes ORDER BY id"))
                .containsExactly("'of ada', 1, 1", "'of twin', 2, 2", "'shared', 'ada', 9");
    }

    /** The copy is made while the original has changesets that nobody has yet: both then have them. */
    @ParameterizedTest
    @MethodSource("orders")
    void clone_withChangesetsNotPushed_losesNothing(String order) throws Exception {
        ada.sql("INSERT INTO notes VALUES ('before', 0, 0)");
        ada.uncaptured("UPDATE notes SET body = 'before' WHERE id = 'shared'");
        Device twin = fleet.cloneOf(ada, "twin");
        ada.sql("INSERT INTO notes VALUES ('of ada', 1, 1)", "DELETE FROM notes WHERE id = 'before'");
        twin.sql("INSERT INTO notes VALUES ('of twin', 2, 2)", "UPDATE notes SET rating = 9 WHERE id = 'shared'");
        play(order, twin);
        requireTwoDevices(twin);
        assertThat(ben.query("SELECT id, rating FROM notes ORDER BY id"))
                .containsExactly("'of ada', 1", "'of twin', 2", "'shared', 9");
    }

    /** As long as they wrote the same they are the same; the first that differs is a new device. */
    @Test
    void clone_nobodyEdits_goesOnQuietly() throws Exception {
        Device twin = fleet.cloneOf(ada, "twin");
        fleet.syncUntilQuiet();
        fleet.requireEqual();
        twin.sql("INSERT INTO notes VALUES ('t', 1, 1)");
        fleet.syncUntilQuiet();
        ada.sql("INSERT INTO notes VALUES ('a', 1, 1)");
        fleet.syncUntilQuiet();
        fleet.requireEqual();
        assertThat(ben.query("SELECT count(*) FROM notes")).containsExactly("3");
    }

    @Test
    void clone_push_saysWhichDeviceItWas() throws Exception {
        Device twin = fleet.cloneOf(ada, "twin");
        String former = ada.id();
        ada.sql("INSERT INTO notes VALUES ('a', 1, 1)");
        twin.sql("INSERT INTO notes VALUES ('t', 1, 1)");
        assertThat(ada.push().replacedDeviceId()).isEmpty();
        assertThat(twin.push().replacedDeviceId()).contains(former);
    }

    /** A clone of a clone, all edited. */
    @Test
    void clones_three_becomeThreeDevices() throws Exception {
        Device twin = fleet.cloneOf(ada, "twin");
        Device third = fleet.cloneOf(twin, "third");
        for (Device device : java.util.List.of(third, ada, twin)) {
            device.sql("INSERT INTO notes VALUES ('" + device.name() + "', 1, 1)");
        }
        fleet.syncUntilQuiet();
        fleet.requireEqual();
        assertThat(Stream.of(ada.id(), twin.id(), third.id()).distinct()).hasSize(3);
        assertThat(ben.query("SELECT count(*) FROM notes")).containsExactly("4");
    }

    /** A backup from before some pushes: what was pushed comes back, and what is written now does not collide with it. */
    @ParameterizedTest
    @ValueSource(strings = {"pull first", "push first"})
    void restoredBackup_losesNothing(String first) throws Exception {
        Path backup = folder.resolve("backup");
        ada.backUp(backup);
        ada.sql("INSERT INTO notes VALUES ('after the backup', 1, 1)");
        ada.sql("UPDATE notes SET rating = 3 WHERE id = 'shared'");
        ada.push();
        ada.restore(backup);
        assertThat(ada.query("SELECT count(*) FROM notes")).containsExactly("1");
        ada.sql("INSERT INTO notes VALUES ('after the restore', 2, 2)");
        if (first.equals("pull first")) {
            ada.pull();
        } else {
            ada.push();
        }
        fleet.syncUntilQuiet();
        fleet.requireEqual();
        assertThat(ben.query("SELECT id, rating FROM notes ORDER BY id"))
                .containsExactly("'after the backup', 1", "'after the restore', 2", "'shared', 3");
    }

    /** A restored backup that writes nothing gets everything back. */
    @Test
    void restoredBackup_withoutEdits_catchesUp() throws Exception {
        Path backup = folder.resolve("backup");
        ada.backUp(backup);
        ada.sql("INSERT INTO notes VALUES ('after the backup', 1, 1)");
        fleet.syncUntilQuiet();
        ben.sql("UPDATE notes SET body = 'of ben'");
        ada.restore(backup);
        fleet.syncUntilQuiet();
        fleet.requireEqual();
        assertThat(ada.query("SELECT count(*) FROM notes")).containsExactly("2");
    }

    /** A store that takes nobody's word for a path that is free must not make this device after device, for ever. */
    @Test
    void push_whenEveryPathIsSaidToBeTaken_fails() throws Exception {
        TakenPaths store = new TakenPaths();
        try (Fleet others = FleetPlan.of(folder.resolve("others"), "CREATE TABLE notes(id TEXT PRIMARY KEY, body)")
                .withStore(store)
                .found("dora")) {
            Device dora = others.device("dora");
            dora.sql("INSERT INTO notes VALUES ('sent', 1)");
            dora.push();
            dora.sql("INSERT INTO notes VALUES ('waits', 2)");
            store.lying = true;
            assertThat(catchThrowableOfType(SyncException.class, dora::push))
                    .hasMessageContaining("nobody can have written")
                    .extracting(SyncException::kind)
                    .isEqualTo(SyncException.Kind.TRUST);
            store.lying = false;
            assertThat(dora.status().outbox()).isEqualTo(1);
            others.syncUntilQuiet();
            assertThat(others.join("eve").query("SELECT id FROM notes ORDER BY id"))
                    .containsExactly("'sent'", "'waits'");
        }
    }

    /** Says of each changeset that something else is there, and shows that. */
    private static final class TakenPaths extends ForwardingStore {
        private boolean lying;

        TakenPaths() {
            super(new InMemoryStore());
        }

        @Override
        public PutOutcome put(ObjectKey key, Payload payload, PutCondition condition) throws StorageException {
            boolean lie = lying && key.value().startsWith("changes/");
            return lie ? new PutOutcome.ConditionNotMet() : super.put(key, payload, condition);
        }

        @Override
        public ObjectBody get(ObjectKey key, ByteRange range) throws StorageException {
            boolean lie = lying && key.value().startsWith("changes/");
            return super.get(lie ? StoreLayout.library() : key, range);
        }
    }

    private void play(String order, Device twin) throws Exception {
        for (String turn : order.split(" ", -1)) {
            Device device = turn.charAt(0) == 'a' ? ada : twin;
            if (turn.charAt(1) == '+') {
                device.push();
            } else {
                device.pull();
            }
        }
        fleet.syncUntilQuiet();
    }

    private void requireTwoDevices(Device twin) throws Exception {
        fleet.requireEqual();
        assertThat(twin.id()).isNotEqualTo(ada.id());
        for (Device device : fleet.devices()) {
            assertThat(device.held()).isEmpty();
        }
    }
}
