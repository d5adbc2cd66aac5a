package dev.coven.conformance.simulation;

import dev.coven.spi.plugin.Stability;
import dev.coven.spi.storage.ObjectStore;
import dev.coven.spi.storage.StorageException;
import java.nio.file.Path;

/** Where the stores of simulations come from: {@code folder -> provider.open(PluginConfig.of(folder.toUri()))}. */
@FunctionalInterface
@Stability(Stability.Promise.EVOLVING)
public interface StoreSource {
    /**
     * An empty store, which is closed when the run is over. It must be able to create objects only where none is, and is used by
     * one thread.
     *
     * @param folder an empty folder, deleted when the run is over
     */
    ObjectStore emptyStore(Path folder) throws StorageException;
}
