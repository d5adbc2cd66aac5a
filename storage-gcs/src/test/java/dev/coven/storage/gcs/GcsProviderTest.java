package dev.coven.storage.gcs;

import dev.coven.conformance.storage.StorageProviderContract;
import dev.coven.servers.GcsServer;
import dev.coven.spi.storage.StorageProvider;
import java.net.URI;
import java.util.Map;

class GcsProviderTest extends StorageProviderContract {
    @Override
    protected StorageProvider provider() {
        return new GcsProvider();
    }

    @Override
    protected URI location() {
        return URI.create("gs://coven-tests/prefix");
    }

    @Override
    protected Map<String, String> settings() {
        return GcsServer.settings(URI.create("http://127.0.0.1:1"));
    }
}
