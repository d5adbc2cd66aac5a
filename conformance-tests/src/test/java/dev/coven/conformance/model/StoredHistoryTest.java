package dev.coven.conformance.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coven.conformance.fleet.Device;
import dev.coven.conformance.fleet.Fleet;
import dev.coven.conformance.fleet.FleetPlan;
import dev.coven.engine.InitOptions;
import dev.coven.engine.SyncException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The model of each device of a fleet, against its engine. */
class StoredHistoryTest {
    private static final int STEPS = 60;
    private static final int KEYS = 8;

    @TempDir
    Path folder;

    private static void requireSame(StoredHistory history, Device device) throws SyncException {
        ReferenceModel model = history.modelOf(device);
        assertThat(model.tables()).as("tables of %s", device.name()).isEqualTo(device.tables());
        assertThat(model.parked()).as("parked rows of %s", device.name()).isEqualTo(device.parkedRows());
        assertThat(model.mergedState())
                .as("registers of %s", device.name())
                .isEqualTo(EngineRegisters.read(device.database()));
        model.requireLegal();
    }

    @Test
    void model_ofEveryDevice_isAsItsEngineHasIt() throws SyncException {
        FleetPlan plan = FleetPlan.of(
                        folder,
                        "CREATE TABLE t(k TEXT PRIMARY KEY, x INTEGER, y, g AS (x + 1))",
                        "CREATE TABLE w(k TEXT PRIMARY KEY, x, y) WITHOUT ROWID",
                        "INSERT INTO t VALUES ('k1', 1, 'from before'), ('k2', 2, 'from before')")
                .withOptions(options -> options.withPolicies(Map.of("w", "lww-row")));
        try (Fleet fleet = plan.found("ada");
                StoredHistory history = new StoredHistory(fleet)) {
            fleet.join("ben");
            fleet.join("cy");
            List<Device> devices = List.copyOf(fleet.devices());
            Random random = new Random(1);
            for (int step = 0; step < STEPS; step++) {
                Device device = devices.get(random.nextInt(devices.size()));
                String table = random.nextBoolean() ? "t" : "w";
                String key = "'k" + random.nextInt(KEYS) + "'";
                switch (random.nextInt(6)) {
                    case 0 -> device.sql("INSERT OR IGNORE INTO %s(k, x) VALUES (%s, %d)".formatted(table, key, step));
                    case 1 -> device.sql("UPDATE %s SET x = %d WHERE k = %s".formatted(table, step, key));
                    case 2 -> device.sql("UPDATE %s SET y = %d WHERE k = %s".formatted(table, step, key));
                    case 3 -> device.sql("DELETE FROM %s WHERE k = %s".formatted(table, key));
                    case 4 -> device.pull();
                    default -> device.sync();
                }
                requireSame(history, device);
            }
            fleet.syncUntilQuiet();
            for (Device device : devices) {
                requireSame(history, device);
            }
            ReferenceModel all = history.modelOf(devices.get(0)).emptied();
            history.stored(devices.get(1)).forEach(all::add);
            assertThat(all.tables()).isEqualTo(devices.get(0).tables());
        }
    }

    @Test
    void model_ofAClone_countsWhatItWasUnderItsFormerId() throws SyncException {
        try (Fleet fleet = FleetPlan.of(folder, "CREATE TABLE t(k TEXT PRIMARY KEY, x)")
                        .found("ada");
                StoredHistory history = new StoredHistory(fleet)) {
            Device ada = fleet.device("ada");
            ada.sql("INSERT INTO t VALUES ('k', 'before')");
            ada.sync();
            Device clone = fleet.cloneOf(ada, "clone");
            ada.sql("INSERT INTO t VALUES ('a', 'of Ada')");
            clone.sql("INSERT INTO t VALUES ('c', 'of the clone')");
            ada.sync();
            requireSame(history, clone);
            clone.sync();
            requireSame(history, clone);
            fleet.syncUntilQuiet();
            requireSame(history, ada);
            requireSame(history, clone);
            assertThat(history.modelOf(ada).tables().get("t")).hasSize(3);
        }
    }

    @Test
    void modelOf_librariesThatIgnoreForeignKeys_hasNoReferences() throws SyncException {
        FleetPlan plan = FleetPlan.of(
                        folder,
                        "CREATE TABLE p(k TEXT PRIMARY KEY)",
                        "CREATE TABLE c(k TEXT PRIMARY KEY, p REFERENCES p)")
                .withOptions(options -> options.with(InitOptions.ForeignKeys.IGNORE));
        try (Fleet fleet = plan.found("ada");
                StoredHistory history = new StoredHistory(fleet)) {
            Device ada = fleet.device("ada");
            ada.sql("PRAGMA foreign_keys = OFF", "INSERT INTO c VALUES ('c', 'nobody')");
            requireSame(history, ada);
            assertThat(history.modelOf(ada).tables().get("c")).containsExactly("'c', 'nobody'");
        }
    }
}
