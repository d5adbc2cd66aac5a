package dev.coven.conformance.fleet;

import dev.coven.conformance.storage.CountingStore;
import dev.coven.conformance.storage.Fault;
import dev.coven.conformance.storage.FaultPlan;
import dev.coven.conformance.storage.FaultyStore;
import dev.coven.spi.plugin.PluginConfig;
import dev.coven.spi.plugin.PluginDescriptor;
import dev.coven.spi.plugin.Stability;
import dev.coven.spi.storage.ObjectStore;
import dev.coven.spi.storage.StorageProvider;
import java.net.URI;

/** The one store of a fleet: requests are counted, may fail, and may be the last thing a process does. */
@Stability(Stability.Promise.EVOLVING)
public final class FleetStore implements StorageProvider {
    static final URI LOCATION = URI.create("fleet:library");

    private static final PluginDescriptor DESCRIPTOR = PluginDescriptor.of("fleet", "A fleet's store", "0.1.0");

    private final FaultPlan faults = FaultPlan.of();
    private final CrashingStore crashing;
    private final CountingStore counting;
    private final StoredObjects objects;

    FleetStore(ObjectStore store) {
        this.crashing = new CrashingStore(new FaultyStore(store, faults));
        this.counting = new CountingStore(crashing);
        this.objects = new StoredObjects(store);
    }

    /** How many requests the devices sent, failed ones too. */
    public CountingStore requests() {
        return counting;
    }

    /** The faults that requests will meet. */
    public FaultPlan faults() {
        return faults;
    }

    /** The objects as the store holds them, past counting and faults. */
    public StoredObjects objects() {
        return objects;
    }

    /** The device that sends the nth request from now, from 1, dies of it, before or after it took effect. */
    public void crashAt(int nth, Fault.Moment moment) {
        crashing.crashAt(nth, moment);
    }

    /** Nobody dies any more. */
    public void crashNoMore() {
        crashing.crashNoMore();
    }

    @Override
    public PluginDescriptor descriptor() {
        return DESCRIPTOR;
    }

    /** A client of the one store. */
    @Override
    public ObjectStore open(PluginConfig config) {
        return counting;
    }
}
