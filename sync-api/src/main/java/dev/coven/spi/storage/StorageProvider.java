package dev.coven.spi.storage;

import dev.coven.spi.plugin.PluginConfig;
import dev.coven.spi.plugin.PluginDescriptor;
import dev.coven.spi.plugin.Stability;

/**
 * A kind of storage. Found by {@link java.util.ServiceLoader}; needs a public no-argument constructor.
 *
 * <p>The descriptor's id is the scheme of the URLs that this provider opens. Implementations are stateless and thread
 * safe; all state belongs to the {@link ObjectStore}.
 */
@Stability(Stability.Promise.STABLE)
public interface StorageProvider {
    /** What this provider is. Constant, cheap, never fails. */
    PluginDescriptor descriptor();

    /**
     * Opens one store.
     *
     * <p>Checks the configuration at once. Whether the network and the remote side answer may be found out on first use.
     * A setting that the provider does not know is refused. Messages name the setting to change and never hold a secret.
     *
     * @param config location and settings; {@code config.location().getScheme()} equals {@code descriptor().id()}
     * @return an open store, owned by the caller, who closes it
     * @throws StorageException {@link StorageException.Kind#CONFIG_INVALID} when the configuration cannot work
     */
    ObjectStore open(PluginConfig config) throws StorageException;
}
