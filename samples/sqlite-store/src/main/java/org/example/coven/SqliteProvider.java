package org.example.coven;

import dev.coven.spi.plugin.PluginConfig;
import dev.coven.spi.plugin.PluginDescriptor;
import dev.coven.spi.storage.ObjectStore;
import dev.coven.spi.storage.StorageException;
import dev.coven.spi.storage.StorageException.Kind;
import dev.coven.spi.storage.StorageException.Retry;
import dev.coven.spi.storage.StorageProvider;
import java.nio.file.Path;
import java.util.Set;

/** Opens one SQLite file as a store: {@code sqlitefile:///path/to/file}. It takes no settings. */
public final class SqliteProvider implements StorageProvider {
    private static final PluginDescriptor DESCRIPTOR =
            PluginDescriptor.of("sqlitefile", "One SQLite file as a store", "1.0.0");

    @Override
    public PluginDescriptor descriptor() {
        return DESCRIPTOR;
    }

    @Override
    public ObjectStore open(PluginConfig config) throws StorageException {
        Set<String> unknown = config.unknownSettings(Set.of());
        String path = config.location().getPath();
        if (!unknown.isEmpty() || path == null || path.isEmpty()) {
            String problem = unknown.isEmpty() ? "the location has no path" : "there are no settings " + unknown;
            throw new StorageException(
                    Kind.CONFIG_INVALID, Retry.NEVER, problem + "; a store is named sqlitefile:///path/to/file");
        }
        return SqliteStore.open(Path.of(path));
    }
}
