package dev.coven.conformance.storage;

import dev.coven.spi.plugin.Stability;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The faults that a {@link FaultyStore} will show. Faults may be added and cleared while the store is in use. Thread
 * safe.
 */
@Stability(Stability.Promise.EVOLVING)
public final class FaultPlan {
    private final List<Pending> pending = new ArrayList<>();

    private FaultPlan() {}

    /** A plan of these faults, or of none. */
    public static FaultPlan of(Fault... faults) {
        FaultPlan plan = new FaultPlan();
        Arrays.stream(faults).forEach(plan::add);
        return plan;
    }

    /** Adds a fault; its calls are counted from now. */
    public synchronized void add(Fault fault) {
        pending.add(new Pending(fault));
    }

    /** Forgets all faults: the store is well again. */
    public synchronized void clear() {
        pending.clear();
    }

    /** How many faults have yet to strike; one that strikes always counts for ever. */
    public synchronized int remaining() {
        return pending.size();
    }

    synchronized Optional<Fault> strike(StoreRequest request, String key) {
        Optional<Fault> struck = Optional.empty();
        for (Pending candidate : List.copyOf(pending)) {
            if (!candidate.fault.matches(request, key)) {
                continue;
            }
            candidate.calls++;
            boolean due = candidate.fault.nth() == 0 || candidate.calls >= candidate.fault.nth();
            if (due && struck.isEmpty()) {
                struck = Optional.of(candidate.fault);
                if (candidate.fault.nth() != 0) {
                    pending.remove(candidate);
                }
            }
        }
        return struck;
    }

    private static final class Pending {
        private final Fault fault;
        private int calls;

        Pending(Fault fault) {
            this.fault = fault;
        }
    }
}
