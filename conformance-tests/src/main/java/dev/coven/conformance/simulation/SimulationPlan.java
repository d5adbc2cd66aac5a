package dev.coven.conformance.simulation;

import dev.coven.conformance.storage.InMemoryStore;
import dev.coven.spi.plugin.Stability;
import dev.coven.spi.policy.ConflictPolicy;
import dev.coven.spi.signature.SignatureScheme;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What is simulated. All that the seed decides can be narrowed by the other components. Each {@code with} method gives a copy.
 *
 * @param seed decides everything: the same plan gives the same history on every run
 * @param steps how many steps there are before everything comes to rest
 * @param devices how many devices there are, copies of devices not counted; empty: 2 to 6
 * @param features what can happen
 * @param schema the application's database; empty: made up
 * @param policies conflict policies beside the engine's own; tables of a made up schema get any of all
 * @param store where stores come from
 * @param scheme the signature scheme of all members
 * @param model when devices are compared with the reference model
 * @param files whether files travel with rows
 */
@Stability(Stability.Promise.EVOLVING)
public record SimulationPlan(
        long seed,
        int steps,
        Optional<Integer> devices,
        Set<Feature> features,
        Optional<SimulatedSchema> schema,
        List<ConflictPolicy> policies,
        StoreSource store,
        SignatureScheme scheme,
        ModelUse model,
        FileUse files) {
    /** The fewest devices of a fleet. */
    public static final int MIN_DEVICES = 2;
    /** The most devices of a fleet. */
    public static final int MAX_DEVICES = 6;

    private static final int STEPS = 45;
    private static final StoreSource IN_MEMORY = folder -> new InMemoryStore();

    /** When devices are compared with the reference model. */
    public enum ModelUse {
        /** Never. */
        NEVER,
        /** When everything has come to rest. */
        AT_REST,
        /** After each step, too: the device of the step with all that it has seen. Slower, and finds the step that is wrong. */
        AFTER_EACH_STEP
    }

    /** Whether files travel with rows. */
    public enum FileUse {
        /** There are none. */
        NONE,
        /** Rows name them. */
        NAMED_BY_ROWS
    }

    /** Checks the number of devices, and copies the collections. */
    public SimulationPlan {
        if (devices.isPresent() && (devices.get() < MIN_DEVICES || devices.get() > MAX_DEVICES)) {
            throw new IllegalArgumentException(devices.get() + " devices, not " + MIN_DEVICES + " to " + MAX_DEVICES);
        }
        if (steps < 1) {
            throw new IllegalArgumentException(steps + " steps, not at least 1");
        }
        features = Set.copyOf(features);
        policies = List.copyOf(policies);
    }

    /** Everything that a seed can make up, on a store in memory. */
    public static SimulationPlan seeded(long seed) {
        return new SimulationPlan(
                seed,
                STEPS,
                Optional.empty(),
                EnumSet.allOf(Feature.class),
                Optional.empty(),
                List.of(),
                IN_MEMORY,
                new ToyScheme(),
                ModelUse.AT_REST,
                FileUse.NONE);
    }

    /** With so many steps. */
    public SimulationPlan withSteps(int count) {
        return new SimulationPlan(seed, count, devices, features, schema, policies, store, scheme, model, files);
    }

    /** With so many devices. */
    public SimulationPlan withDevices(int count) {
        return new SimulationPlan(
                seed, steps, Optional.of(count), features, schema, policies, store, scheme, model, files);
    }

    /** With these features only. */
    public SimulationPlan withFeatures(Set<Feature> choice) {
        return new SimulationPlan(seed, steps, devices, choice, schema, policies, store, scheme, model, files);
    }

    /** Without these features. */
    public SimulationPlan without(Feature... left) {
        List<Feature> rest = new ArrayList<>(features);
        rest.removeAll(List.of(left));
        return withFeatures(Set.copyOf(rest));
    }

    /** With a schema of one's own. The features that say what a schema has mean nothing then. */
    public SimulationPlan withSchema(SimulatedSchema own) {
        return new SimulationPlan(
                seed, steps, devices, features, Optional.of(own), policies, store, scheme, model, files);
    }

    /** With these conflict policies beside the engine's own. */
    public SimulationPlan withPolicies(ConflictPolicy... own) {
        return new SimulationPlan(seed, steps, devices, features, schema, List.of(own), store, scheme, model, files);
    }

    /** With stores from here. */
    public SimulationPlan withStore(StoreSource source) {
        return new SimulationPlan(seed, steps, devices, features, schema, policies, source, scheme, model, files);
    }

    /** With another signature scheme. Only one whose keys follow from the random bytes it is given repeats its histories. */
    public SimulationPlan withScheme(SignatureScheme other) {
        return new SimulationPlan(seed, steps, devices, features, schema, policies, store, other, model, files);
    }

    /** With another use of the reference model. */
    public SimulationPlan with(ModelUse use) {
        return new SimulationPlan(seed, steps, devices, features, schema, policies, store, scheme, use, files);
    }

    /**
     * With files that travel with rows: applications write files that columns called {@code file} name. Schemas that are made up
     * have such columns; every schema, one of one's own too, gets a table {@code files(id TEXT PRIMARY KEY, file TEXT)}.
     */
    public SimulationPlan withFiles() {
        return new SimulationPlan(
                seed, steps, devices, features, schema, policies, store, scheme, model, FileUse.NAMED_BY_ROWS);
    }
}
