package dev.coven.engine.plugin;

import dev.coven.engine.PluginInfo;
import dev.coven.engine.SyncException;
import dev.coven.engine.document.SignatureSchemes;
import dev.coven.engine.document.UnknownSchemeException;
import dev.coven.spi.blob.BlobPlan;
import dev.coven.spi.plugin.PluginConfig;
import dev.coven.spi.plugin.PluginDescriptor;
import dev.coven.spi.plugin.SpiLevel;
import dev.coven.spi.policy.ConflictPolicy;
import dev.coven.spi.signature.InvalidKeyException;
import dev.coven.spi.signature.PublicKey;
import dev.coven.spi.signature.SignatureScheme;
import dev.coven.spi.signature.Verifier;
import dev.coven.spi.storage.ObjectStore;
import dev.coven.spi.storage.StorageException;
import dev.coven.spi.storage.StorageProvider;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/** Every plugin of a process, by kind and id. Immutable and thread safe. */
public final class PluginCatalog implements SignatureSchemes {
    private final Map<String, StorageProvider> storage;
    private final Map<String, SignatureScheme> signatures;
    private final Map<String, ConflictPolicy> policies;
    private final Map<String, BlobPlan> blobPlans;

    /**
     * A catalog of these plugins.
     *
     * @throws SyncException CONFIGURATION when two of a kind have one id, or one asks for a newer SPI level
     */
    public PluginCatalog(
            Collection<StorageProvider> storage,
            Collection<SignatureScheme> signatures,
            Collection<ConflictPolicy> policies,
            Collection<BlobPlan> blobPlans)
            throws SyncException {
        this.storage = byId("storage", storage, StorageProvider::descriptor);
        this.signatures = byId("signature", signatures, SignatureScheme::descriptor);
        this.policies = byId("policy", policies, ConflictPolicy::descriptor);
        this.blobPlans = byId("blobplan", blobPlans, BlobPlan::descriptor);
    }

    private static <P> Map<String, P> byId(String kind, Collection<P> plugins, Function<P, PluginDescriptor> descriptor)
            throws SyncException {
        Map<String, P> byId = new TreeMap<>();
        for (P plugin : plugins) {
            PluginDescriptor described = descriptor.apply(plugin);
            if (described.spiLevel() > SpiLevel.CURRENT) {
                throw new SyncException(
                        SyncException.Kind.CONFIGURATION,
                        "the %s plugin '%s' in %s needs SPI level %d, this engine has %d: use a newer engine or an older plugin"
                                .formatted(
                                        kind,
                                        described.id(),
                                        sourceOf(plugin),
                                        described.spiLevel(),
                                        SpiLevel.CURRENT));
            }
            P other = byId.put(described.id(), plugin);
            if (other != null) {
                throw new SyncException(
                        SyncException.Kind.CONFIGURATION,
                        "two %s plugins have the id '%s': %s and %s; leave one of them out of the class path"
                                .formatted(kind, described.id(), sourceOf(other), sourceOf(plugin)));
            }
        }
        return byId;
    }

    /** Opens the store that a URL names, by the provider of its scheme. */
    public ObjectStore openStore(URI location, Map<String, String> settings) throws SyncException {
        if (location.getScheme() == null) {
            throw new SyncException(
                    SyncException.Kind.CONFIGURATION,
                    "'" + location + "' is not a store URL; it begins with one of " + storage.keySet()
                            + " and a colon, such as file:///path/to/folder");
        }
        StorageProvider provider = find("storage", storage, location.getScheme());
        try {
            return provider.open(PluginConfig.of(location, settings));
        } catch (StorageException e) {
            throw new SyncException(SyncException.Kind.CONFIGURATION, e.getMessage() + "", e);
        }
    }

    /** The signature scheme of an id. */
    public SignatureScheme signature(String id) throws SyncException {
        return find("signature", signatures, id);
    }

    /** The conflict policy of an id. */
    public ConflictPolicy policy(String id) throws SyncException {
        return find("policy", policies, id);
    }

    /** The blob plan of an id. */
    public BlobPlan blobPlan(String id) throws SyncException {
        return find("blobplan", blobPlans, id);
    }

    private static <P> P find(String kind, Map<String, P> plugins, String id) throws SyncException {
        P plugin = plugins.get(id);
        if (plugin == null) {
            throw new SyncException(
                    SyncException.Kind.CONFIGURATION,
                    "there is no %s plugin '%s'; there are %s: put its jar on the class path"
                            .formatted(kind, id, plugins.keySet()));
        }
        return plugin;
    }

    @Override
    public Verifier verifier(String schemeId, PublicKey key) throws UnknownSchemeException, InvalidKeyException {
        SignatureScheme scheme = signatures.get(schemeId);
        if (scheme == null) {
            throw new UnknownSchemeException(schemeId);
        }
        return scheme.verifier(key);
    }

    /** What there is, by kind and id. */
    public List<PluginInfo> all() {
        List<PluginInfo> all = new ArrayList<>();
        storage.values().forEach(plugin -> all.add(info("storage", plugin, plugin.descriptor())));
        signatures.values().forEach(plugin -> all.add(info("signature", plugin, plugin.descriptor())));
        policies.values().forEach(plugin -> all.add(info("policy", plugin, plugin.descriptor())));
        blobPlans.values().forEach(plugin -> all.add(info("blobplan", plugin, plugin.descriptor())));
        return all;
    }

    private static PluginInfo info(String kind, Object plugin, PluginDescriptor described) {
        return new PluginInfo(
                kind, described.id(), described.name(), described.version(), described.spiLevel(), sourceOf(plugin));
    }

    private static String sourceOf(Object plugin) {
        var source = plugin.getClass().getProtectionDomain().getCodeSource();
        if (source == null || source.getLocation() == null) {
            return plugin.getClass().getName();
        }
        String path = source.getLocation().getPath();
        String trimmed = path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
        return trimmed.substring(trimmed.lastIndexOf('/') + 1);
    }
}
