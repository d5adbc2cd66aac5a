package dev.coven.storage.filesystem;

import dev.coven.conformance.storage.ObjectStoreContract;
import dev.coven.spi.plugin.PluginConfig;
import dev.coven.spi.storage.ObjectStore;
import dev.coven.spi.storage.StorageException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;

class FilesystemStoreContractTest extends ObjectStoreContract {
    @TempDir
    Path folder;

    @Override
    protected ObjectStore connect() throws StorageException {
        return new FilesystemProvider().open(PluginConfig.of(folder.toUri(), Map.of()));
    }
}
