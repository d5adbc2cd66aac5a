package dev.coven.conformance.certify;

import dev.coven.conformance.rule.PluginKind;
import dev.coven.engine.merge.LastWriterWins;
import dev.coven.spi.blob.BlobPlan;
import dev.coven.spi.plugin.PluginDescriptor;
import dev.coven.spi.policy.ConflictPolicy;
import dev.coven.spi.signature.SignatureScheme;
import dev.coven.spi.storage.StorageProvider;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;

/** The plugins on the class path, and the policies that are part of the engine. */
final class Plugins {
    private Plugins() {}

    /**
     * A plugin that was found.
     *
     * @param kind its kind
     * @param instance the plugin
     * @param descriptor what it says of itself
     */
    record Found(PluginKind kind, Object instance, PluginDescriptor descriptor) {}

    /**
     * The plugin of an id.
     *
     * @param kind the kind it must have, where several have the id
     */
    static Found find(String id, Optional<PluginKind> kind) throws CertificationException {
        List<Found> all = all();
        List<Found> found = all.stream()
                .filter(plugin -> plugin.descriptor().id().equals(id))
                .filter(plugin -> kind.isEmpty() || kind.get() == plugin.kind())
                .toList();
        if (found.isEmpty()) {
            throw new CertificationException("there is no plugin '" + id + "'; on the class path are " + names(all)
                    + ": put its jar there, with its service file");
        }
        if (found.size() > 1) {
            throw new CertificationException("several plugins have the id '" + id + "': " + names(found)
                    + "; say of which kind, or leave one out of the class path");
        }
        return found.get(0);
    }

    private static List<String> names(List<Found> plugins) {
        return plugins.stream()
                .map(plugin -> plugin.kind().word() + " '" + plugin.descriptor().id() + "'")
                .sorted()
                .toList();
    }

    private static List<Found> all() {
        List<Found> all = new ArrayList<>();
        ServiceLoader.load(StorageProvider.class)
                .forEach(plugin -> all.add(new Found(PluginKind.STORAGE, plugin, plugin.descriptor())));
        ServiceLoader.load(SignatureScheme.class)
                .forEach(plugin -> all.add(new Found(PluginKind.SIGNATURE, plugin, plugin.descriptor())));
        ServiceLoader.load(ConflictPolicy.class)
                .forEach(plugin -> all.add(new Found(PluginKind.POLICY, plugin, plugin.descriptor())));
        for (ConflictPolicy policy : List.of(LastWriterWins.perColumn(), LastWriterWins.perRow())) {
            all.add(new Found(PluginKind.POLICY, policy, policy.descriptor()));
        }
        ServiceLoader.load(BlobPlan.class)
                .forEach(plugin -> all.add(new Found(PluginKind.BLOBPLAN, plugin, plugin.descriptor())));
        return all;
    }
}
