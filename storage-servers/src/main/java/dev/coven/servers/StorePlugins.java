package dev.coven.servers;

import dev.coven.spi.plugin.PluginConfig;
import dev.coven.spi.storage.ObjectStore;
import dev.coven.spi.storage.StorageException;
import dev.coven.spi.storage.StorageProvider;
import java.util.ServiceLoader;

/** Finds the plugin of a URL as the engine does. */
final class StorePlugins {
    private StorePlugins() {}

    static ObjectStore open(PluginConfig config) throws StorageException {
        String scheme = config.location().getScheme();
        for (StorageProvider provider : ServiceLoader.load(StorageProvider.class)) {
            if (provider.descriptor().id().equals(scheme)) {
                return provider.open(config);
            }
        }
        throw new IllegalStateException("there is no plugin for " + scheme + ": on the class path");
    }
}
