package org.example.coven;

import dev.coven.conformance.storage.ObjectStoreContract;
import dev.coven.spi.storage.ObjectStore;
import dev.coven.spi.storage.StorageException;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class SqliteStoreTest extends ObjectStoreContract {
    @TempDir
    Path folder;

    @Override
    protected ObjectStore connect() throws StorageException {
        return SqliteStore.open(folder.resolve("store.db"));
    }
}
