package dev.coven.conformance.fleet;

import dev.coven.engine.Checkup;
import dev.coven.engine.MemberRole;
import dev.coven.engine.SyncException;
import dev.coven.engine.SyncResult;
import dev.coven.spi.plugin.Stability;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The devices of one library. Not thread safe: a test says who does what, in which order.
 *
 * <pre>{@code
 * try (Fleet fleet = FleetPlan.of(folder, "CREATE TABLE notes(id TEXT PRIMARY KEY, body)").found("ada")) {
 *     Device ada = fleet.device("ada");
 *     Device ben = fleet.join("ben");
 *     ada.sql("INSERT INTO notes VALUES ('n', 'from Ada')");
 *     fleet.syncUntilQuiet();
 *     fleet.requireEqual();
 * }
 * }</pre>
 */
@Stability(Stability.Promise.EVOLVING)
public final class Fleet implements AutoCloseable {
    private static final int MAX_ROUNDS = 50;

    /** In a round that moves nothing a device may still publish the head of what it pushed before it crashed. */
    private static final int QUIET_ROUNDS = 2;

    private final FleetPlan plan;
    private final FleetStore store;
    private final FleetTime time = new FleetTime();
    private final Map<String, Device> devices = new LinkedHashMap<>();

    private Fleet(FleetPlan plan) {
        this.plan = plan;
        this.store = new FleetStore(plan.store());
    }

    static Fleet found(FleetPlan plan, String name) throws SyncException {
        Fleet fleet = new Fleet(plan);
        DeviceFiles files = fleet.newFiles(name);
        files.create();
        HostDatabase.create(files.database(), plan.ddl());
        Device founder = fleet.add(name, files);
        founder.become(engine -> engine.init(
                files.database(), plan.options().apply(dev.coven.engine.InitOptions.of(FleetStore.LOCATION))));
        return fleet;
    }

    private DeviceFiles newFiles(String name) {
        if (devices.containsKey(name)) {
            throw new IllegalArgumentException("there is a device " + name + " already");
        }
        Path folder = plan.folder().resolve(name);
        return new DeviceFiles(folder.resolve("library.db"), folder.resolve("home"));
    }

    private Device add(String name, DeviceFiles files) {
        Device device = new Device(
                name, files, new DeviceEngines(plan, store, new DeviceClock(time), name, files.home()), time);
        devices.put(name, device);
        return device;
    }

    /** A device by its name. */
    public Device device(String name) {
        Device device = devices.get(name);
        if (device == null) {
            throw new IllegalArgumentException("there is no device " + name + " but " + devices.keySet());
        }
        return device;
    }

    /** All devices, in the order they came. */
    public Collection<Device> devices() {
        return Collections.unmodifiableCollection(devices.values());
    }

    /** The true time. */
    FleetTime time() {
        return time;
    }

    /** The store of the library. */
    public FleetStore store() {
        return store;
    }

    /** Lets time pass for every device. */
    public void advance(Duration duration) {
        time.advance(duration);
    }

    /** A new member with a first device, invited by the founder's. */
    public Device join(String name) throws SyncException {
        return join(name, newFiles(name));
    }

    /** Another device of a device's owner. */
    public Device secondDevice(Device owners, String name) throws SyncException {
        return join(
                name, new DeviceFiles(newFiles(name).database(), owners.files().home()));
    }

    private Device join(String name, DeviceFiles files) throws SyncException {
        Device inviter = devices.values().iterator().next();
        files.create();
        Device joining = add(name, files);
        String invite = inviter.library().invite(joining.engine().memberCode(), MemberRole.MEMBER);
        joining.become(engine -> engine.join(files.database(), invite));
        return joining;
    }

    /**
     * A second computer with everything that a device's files hold: database, its folder and keys. From then on both believe
     * to be the same device.
     */
    public Device cloneOf(Device original, String name) throws SyncException {
        DeviceFiles files = newFiles(name);
        original.closed(() -> original.files().copyTo(files));
        Device clone = add(name, files);
        clone.restart();
        return clone;
    }

    /** Forgets a device, as if it was lost; its files stay. */
    public void lose(Device device) {
        device.close();
        devices.remove(device.name());
    }

    /**
     * Lets every device sync in turn until nothing moves any more.
     *
     * @throws AssertionError when that does not come about
     */
    public void syncUntilQuiet() throws SyncException {
        int quietRounds = 0;
        for (int round = 0; round < MAX_ROUNDS && quietRounds < QUIET_ROUNDS; round++) {
            boolean quiet = true;
            for (Device device : devices.values()) {
                SyncResult result = device.sync();
                quiet &= result.pull().orElseThrow().changesetsApplied() == 0
                        && result.push().orElseThrow().pushed() == 0;
            }
            quietRounds = quiet ? quietRounds + 1 : 0;
        }
        if (quietRounds < QUIET_ROUNDS) {
            throw new AssertionError("the fleet is not quiet after " + MAX_ROUNDS + " rounds of syncs");
        }
    }

    /**
     * Requires every device's synced tables, what is parked beside them, and the merged state behind both to be equal, and each
     * device to know it.
     *
     * @throws AssertionError with the rows that are not
     */
    public void requireEqual() throws SyncException {
        List<Device> all = List.copyOf(devices.values());
        StringBuilder differences = new StringBuilder();
        for (Device other : all.subList(1, all.size())) {
            differences.append(
                    TableContent.difference(all.get(0).name(), all.get(0).tables(), other.name(), other.tables()));
            differences.append(TableContent.difference(
                    all.get(0).name() + " (parked)",
                    all.get(0).parkedRows(),
                    other.name() + " (parked)",
                    other.parkedRows()));
        }
        String fingerprint = all.get(0).library().examine().fingerprint();
        for (Device device : all) {
            differences.append(stateDifference(all.get(0).name(), fingerprint, device));
        }
        if (!differences.isEmpty()) {
            throw new AssertionError("the devices differ:\n" + differences);
        }
    }

    private static String stateDifference(String first, String fingerprint, Device other) throws SyncException {
        StringBuilder difference = new StringBuilder();
        Checkup checkup = other.library().examine();
        for (Checkup.Finding finding : checkup.findings()) {
            boolean ofTheState =
                    finding.subject().equals("fingerprint") || finding.subject().equals("divergence");
            if (ofTheState && finding.condition() != Checkup.Condition.SOUND) {
                difference
                        .append(other.name())
                        .append(": ")
                        .append(finding.detail())
                        .append('\n');
            }
        }
        if (!checkup.fingerprint().equals(fingerprint)) {
            difference
                    .append("the merged state of ")
                    .append(first)
                    .append(" is not the one of ")
                    .append(other.name())
                    .append('\n');
        }
        return difference.toString();
    }

    /** Closes every device. */
    @Override
    public void close() {
        devices.values().forEach(Device::close);
    }
}
