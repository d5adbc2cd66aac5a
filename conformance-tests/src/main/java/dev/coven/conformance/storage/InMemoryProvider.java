package dev.coven.conformance.storage;

import dev.coven.spi.plugin.PluginConfig;
import dev.coven.spi.plugin.PluginDescriptor;
import dev.coven.spi.plugin.Stability;
import dev.coven.spi.storage.ObjectStore;
import dev.coven.spi.storage.StorageException;
import dev.coven.spi.storage.StorageException.Kind;
import dev.coven.spi.storage.StorageException.Retry;
import dev.coven.spi.storage.StorageProvider;
import java.net.URI;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Opens {@link InMemoryStore}s: {@code memory:photos}.
 *
 * <p>One provider is one world: the same location opened twice gives two clients of the same objects, and another
 * provider knows nothing of them. It takes no settings. For tests only, so no service file names it.
 */
@Stability(Stability.Promise.EVOLVING)
public final class InMemoryProvider implements StorageProvider {
    private static final PluginDescriptor DESCRIPTOR = PluginDescriptor.of("memory", "Memory (for tests)", "0.1.0");

    private final Map<URI, InMemoryStore> stores = new ConcurrentHashMap<>();

    @Override
    public PluginDescriptor descriptor() {
        return DESCRIPTOR;
    }

    @Override
    public ObjectStore open(PluginConfig config) throws StorageException {
        Set<String> unknown = config.unknownSettings(Set.of());
        if (!unknown.isEmpty()) {
            throw new StorageException(
                    Kind.CONFIG_INVALID, Retry.NEVER, "memory stores take no settings; remove " + unknown);
        }
        return stores.computeIfAbsent(config.location(), location -> new InMemoryStore())
                .anotherClient();
    }
}
