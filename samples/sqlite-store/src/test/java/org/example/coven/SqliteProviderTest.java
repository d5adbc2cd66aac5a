package org.example.coven;

import dev.coven.conformance.storage.StorageProviderContract;
import dev.coven.spi.storage.StorageProvider;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;

class SqliteProviderTest extends StorageProviderContract {
    @TempDir Path folder;

    @Override
    protected StorageProvider provider() {
        return new SqliteProvider();
    }

    @Override
    protected URI location() {
        return URI.create("sqlitefile://" + folder.resolve("store.db").toUri().getRawPath());
    }

    @Override
    protected Map<String, String> settings() {
        return Map.of();
    }
}
