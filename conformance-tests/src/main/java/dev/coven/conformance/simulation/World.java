package dev.coven.conformance.simulation;

import dev.coven.conformance.fleet.Device;
import dev.coven.conformance.fleet.Fleet;
import dev.coven.conformance.fleet.FleetPlan;
import dev.coven.conformance.fleet.SimulatedCrash;
import dev.coven.conformance.model.StoredHistory;
import dev.coven.conformance.simulation.SimulationPlan.FileUse;
import dev.coven.conformance.simulation.SimulationPlan.ModelUse;
import dev.coven.conformance.storage.Fault.Moment;
import dev.coven.engine.InitOptions;
import dev.coven.engine.InitOptions.ForeignKeys;
import dev.coven.engine.SyncException;
import dev.coven.engine.SyncException.Kind;
import dev.coven.engine.policy.JsonSetPolicy;
import dev.coven.engine.policy.MaxPolicy;
import dev.coven.spi.policy.ConflictPolicy;
import dev.coven.spi.storage.StorageException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A fleet on which a scenario is played, step by step, with a record of what came of each step. */
final class World implements AutoCloseable {
    /** The device that is there from the beginning. */
    static final String FOUNDER = "ada";

    private static final int ROUNDS_TO_REMOVE = 3;

    private final Path folder;
    private final SimulatedSchema schema;
    private final TroubledStore store;
    private final Fleet fleet;
    private final StoredHistory history;
    private final Map<String, SimulatedDevice> devices = new LinkedHashMap<>();
    private final List<String> record = new ArrayList<>();
    private final ModelUse model;
    private final Optional<SimulatedFiles> files;
    private final Counts counts;
    private boolean copied;

    World(SimulationPlan plan, SimulatedSchema schema, TroubledStore store, Path folder, Counts counts)
            throws SyncException, SQLException {
        this.folder = folder;
        this.schema = schema;
        this.store = store;
        this.model = plan.model();
        this.counts = counts;
        FleetPlan fleetPlan = FleetPlan.of(folder, schema.ddl().toArray(new String[0]))
                .withSeed(plan.seed())
                .withStore(store)
                .withScheme(plan.scheme())
                .withPolicies(plan.policies().toArray(new ConflictPolicy[0]))
                .withOptions(options -> options.withTables(schema.synced())
                        .with(InitOptions.IntegerKeys.ALLOW)
                        .with(schema.foreignKeys())
                        .withPolicies(schema.policies()));
        this.files = plan.files() == FileUse.NONE ? Optional.empty() : Optional.of(new SimulatedFiles());
        this.fleet = (files.isPresent() ? SimulatedFiles.travelWith(fleetPlan) : fleetPlan).found(FOUNDER);
        List<ConflictPolicy> policies = new ArrayList<>(plan.policies());
        policies.addAll(List.of(new MaxPolicy(), new JsonSetPolicy()));
        this.history = new StoredHistory(fleet, policies.toArray(new ConflictPolicy[0]));
        store.waitBy(fleet::advance);
        devices.put(FOUNDER, SimulatedDevice.founder(fleet.device(FOUNDER), schema.synced()));
    }

    Fleet fleet() {
        return fleet;
    }

    /** All that is published, and the reference model of it. */
    StoredHistory history() {
        return history;
    }

    SimulatedSchema schema() {
        return schema;
    }

    List<SimulatedDevice> devices() {
        return List.copyOf(devices.values());
    }

    /** What was done and what came of it. */
    List<String> record() {
        return record;
    }

    Counts counts() {
        return counts;
    }

    /** The files of the applications, if rows name files. */
    Optional<SimulatedFiles> files() {
        return files;
    }

    /** Whether devices are compared with the reference model in the end. */
    boolean usesModel() {
        return model != ModelUse.NEVER;
    }

    /** Whether a database was put back or copied, so that a device's changes can be lost, or be published twice. */
    boolean wasCopied() {
        return copied;
    }

    /** Plays a step; gives the device that it was about. */
    Optional<SimulatedDevice> play(Step step) throws SyncException, SQLException, StorageException, CheckException {
        if (step instanceof Step.Pass pass) {
            record.add(step.toString());
            fleet.advance(pass.duration());
            return Optional.empty();
        }
        if (step instanceof Step.Join join) {
            return join(join);
        }
        if (step instanceof Step.CopyDevice copy) {
            return copy(copy);
        }
        if (!(step instanceof Step.OfDevice own) || !devices.containsKey(own.device())) {
            return Optional.empty();
        }
        return Optional.of(play(devices.get(own.device()), own));
    }

    private SimulatedDevice play(SimulatedDevice device, Step.OfDevice step)
            throws SyncException, SQLException, StorageException, CheckException {
        record.add(step.toString());
        if (step instanceof Step.Write write) {
            write(device, write);
        } else if (step instanceof Step.Sync sync) {
            sync(device, sync);
        } else if (step instanceof Step.WrongClock wrong) {
            device.device().clock().setError(wrong.error());
        } else if (step instanceof Step.Grow) {
            device.grow(schema.growth());
        } else {
            maintain(device, step);
        }
        return device;
    }

    private Optional<SimulatedDevice> join(Step.Join join) throws SyncException, SQLException, CheckException {
        if (devices.containsKey(join.name())) {
            return Optional.empty();
        }
        record.add(join.toString());
        Optional<SimulatedDevice> owners = join.owners().map(devices::get);
        Device device =
                owners.isPresent() ? fleet.secondDevice(owners.get().device(), join.name()) : fleet.join(join.name());
        devices.put(join.name(), new SimulatedDevice(device, schema.synced()));
        // The inviting device pushed, and so captured.
        devices().get(0).engineWorked();
        return Optional.ofNullable(devices.get(join.name()));
    }

    private Optional<SimulatedDevice> copy(Step.CopyDevice copy) throws SyncException, SQLException {
        SimulatedDevice original = devices.get(copy.device());
        if (original == null || devices.containsKey(copy.name())) {
            return Optional.empty();
        }
        record.add(copy.toString());
        copied = true;
        Device twin = fleet.cloneOf(original.device(), copy.name());
        SimulatedDevice added = new SimulatedDevice(twin, original);
        devices.put(copy.name(), added);
        return Optional.of(added);
    }

    private void maintain(SimulatedDevice device, Step.OfDevice step)
            throws SyncException, SQLException, CheckException {
        if (step instanceof Step.Capture) {
            device.device().library().capture();
        } else if (step instanceof Step.Restart) {
            device.device().restart();
        } else if (step instanceof Step.BackUp) {
            device.backUp(folder.resolve("backups"));
        } else if (step instanceof Step.Restore) {
            copied |= device.restore();
        }
        counts.rowsTold += device.engineWorked();
    }

    private void write(SimulatedDevice device, Step.Write write) throws SQLException, CheckException {
        boolean enforced = schema.foreignKeys() == ForeignKeys.RESPECT
                && write.foreignKeys() == Step.HostForeignKeys.AS_THE_LIBRARY;
        files.ifPresent(written -> written.write(device.device().blobs(), write.statements()));
        HostWrites host = new HostWrites(device.device().connection());
        List<String> refusals = host.run(write.statements(), enforced ? "ON" : "OFF");
        host.backdate(device.device().clock().millis());
        refusals.forEach(refusal -> record.add("  refused: " + refusal));
        counts.statements += write.statements().size();
        counts.refusals += refusals.size();
        device.hostWrote();
    }

    private void sync(SimulatedDevice device, Step.Sync sync)
            throws SyncException, SQLException, StorageException, CheckException {
        store.begin(sync.troubles());
        sync.death().ifPresent(death -> arm(device, death));
        boolean died = false;
        try {
            counts.count(device.device().library().sync(sync.direction()));
        } catch (SyncException failure) {
            record.add("  failed: " + failure.getMessage());
            boolean storesFault = failure.kind() == Kind.STORE || failure.kind() == Kind.TRUST;
            if (sync.troubles().isEmpty() || !storesFault) {
                throw failure;
            }
            counts.failures++;
        } catch (SimulatedCrash crash) {
            record.add("  " + crash.getMessage());
            died = true;
        } finally {
            store.end();
            fleet.store().crashNoMore();
            device.device().clock().crashNoMore();
        }
        if (died) {
            counts.deaths++;
            device.device().restart();
        }
        counts.rowsTold += died ? device.engineDied() : device.engineWorked();
    }

    private void arm(SimulatedDevice device, Death death) {
        switch (death.where()) {
            case BEFORE_REQUEST -> fleet.store().crashAt(death.nth(), Moment.BEFORE);
            case AFTER_REQUEST -> fleet.store().crashAt(death.nth(), Moment.AFTER);
            case MOMENT -> device.device().clock().crashAt(death.nth());
        }
    }

    /** Lets everything come to rest: clocks are right, schemas are of one version, and all devices sync until nothing moves. */
    void comeToRest(Duration longest) throws SyncException, SQLException, CheckException {
        for (SimulatedDevice device : devices.values()) {
            device.device().clock().setError(Duration.ZERO);
            while (device.grow(schema.growth())) {
                record.add(device.name() + ": the schema grows");
            }
        }
        fleet.advance(longest);
        fleet.syncUntilQuiet();
        if (files.isPresent()) {
            removeUnusedFiles();
        }
        for (SimulatedDevice device : devices.values()) {
            counts.rowsTold += device.engineWorked();
        }
    }

    /** Lets every device come to know that every device knows all, with the time to remove blobs that no row names. */
    private void removeUnusedFiles() throws SyncException {
        for (int round = 0; round < ROUNDS_TO_REMOVE; round++) {
            fleet.advance(SimulatedFiles.UNUSED_GRACE.multipliedBy(2));
            fleet.syncUntilQuiet();
        }
    }

    @Override
    public void close() {
        history.close();
        fleet.close();
    }
}
