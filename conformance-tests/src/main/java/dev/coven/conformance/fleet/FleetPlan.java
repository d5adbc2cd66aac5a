package dev.coven.conformance.fleet;

import dev.coven.conformance.signature.ReferenceScheme;
import dev.coven.conformance.storage.InMemoryStore;
import dev.coven.engine.InitOptions;
import dev.coven.engine.SyncException;
import dev.coven.spi.blob.BlobPlan;
import dev.coven.spi.plugin.Stability;
import dev.coven.spi.policy.ConflictPolicy;
import dev.coven.spi.signature.SignatureScheme;
import dev.coven.spi.storage.ObjectStore;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/**
 * What a fleet is made of. Each {@code with} method gives a copy.
 *
 * @param folder an empty folder for databases and keys
 * @param ddl the statements that make the founder's database, rows included
 * @param seed where device ids and keys come from: the same seed gives the same ones
 * @param store where the library will be; closed by whoever made it
 * @param scheme the signature scheme of the members
 * @param otherSchemes that of members who have another one, by the name of their first device; all engines know all schemes
 * @param policies conflict policies beside the built-in ones
 * @param blobPlans blob plans at hand
 * @param options the choices of {@code init}
 * @param settings settings of every device's engine, by their path below {@code coven}
 */
@Stability(Stability.Promise.EVOLVING)
public record FleetPlan(
        Path folder,
        List<String> ddl,
        long seed,
        ObjectStore store,
        SignatureScheme scheme,
        Map<String, SignatureScheme> otherSchemes,
        List<ConflictPolicy> policies,
        List<BlobPlan> blobPlans,
        UnaryOperator<InitOptions> options,
        Map<String, String> settings) {
    /** Copies the collections. */
    public FleetPlan {
        ddl = List.copyOf(ddl);
        otherSchemes = Map.copyOf(otherSchemes);
        policies = List.copyOf(policies);
        blobPlans = List.copyOf(blobPlans);
        settings = Map.copyOf(settings);
    }

    /** A fleet of this schema in a folder, over a store in memory. */
    public static FleetPlan of(Path folder, String... ddl) {
        return new FleetPlan(
                folder,
                List.of(ddl),
                1,
                new InMemoryStore(),
                new ReferenceScheme(),
                Map.of(),
                List.of(),
                List.of(),
                UnaryOperator.identity(),
                Map.of());
    }

    /** With another seed. */
    public FleetPlan withSeed(long otherSeed) {
        return new FleetPlan(
                folder, ddl, otherSeed, store, scheme, otherSchemes, policies, blobPlans, options, settings);
    }

    /** Over another store, which must be empty and be able to create objects only where none is. */
    public FleetPlan withStore(ObjectStore otherStore) {
        return new FleetPlan(
                folder, ddl, seed, otherStore, scheme, otherSchemes, policies, blobPlans, options, settings);
    }

    /** With another signature scheme. */
    public FleetPlan withScheme(SignatureScheme otherScheme) {
        return new FleetPlan(
                folder, ddl, seed, store, otherScheme, otherSchemes, policies, blobPlans, options, settings);
    }

    /** With a signature scheme of one member's own. */
    public FleetPlan withSchemeOf(String member, SignatureScheme otherScheme) {
        Map<String, SignatureScheme> more = new TreeMap<>(otherSchemes);
        more.put(member, otherScheme);
        return new FleetPlan(folder, ddl, seed, store, scheme, more, policies, blobPlans, options, settings);
    }

    /** With these conflict policies at hand; {@link #withOptions} says which table uses one. */
    public FleetPlan withPolicies(ConflictPolicy... atHand) {
        return new FleetPlan(
                folder, ddl, seed, store, scheme, otherSchemes, List.of(atHand), blobPlans, options, settings);
    }

    /** With files that travel with rows, as this plan says; they are in {@link Device#blobs}. */
    public FleetPlan withBlobPlan(BlobPlan blobPlan) {
        FleetPlan atHand = new FleetPlan(
                folder, ddl, seed, store, scheme, otherSchemes, policies, List.of(blobPlan), options, settings);
        return atHand.withSetting("blobs.plan", blobPlan.descriptor().id());
    }

    /** With these choices of {@code init}. */
    public FleetPlan withOptions(UnaryOperator<InitOptions> choices) {
        return new FleetPlan(folder, ddl, seed, store, scheme, otherSchemes, policies, blobPlans, choices, settings);
    }

    /** With a setting of every engine, by its path below {@code coven}: {@code "clock.max-skew", "1 minute"}. */
    public FleetPlan withSetting(String path, String value) {
        Map<String, String> more = new TreeMap<>(settings);
        more.put(path, value);
        return new FleetPlan(folder, ddl, seed, store, scheme, otherSchemes, policies, blobPlans, options, more);
    }

    /** Makes the database and the library of it: a fleet of one device. */
    public Fleet found(String deviceName) throws SyncException {
        return Fleet.found(this, deviceName);
    }
}
