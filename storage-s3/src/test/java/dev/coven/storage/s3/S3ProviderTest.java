package dev.coven.storage.s3;

import dev.coven.conformance.storage.StorageProviderContract;
import dev.coven.servers.S3Server;
import dev.coven.spi.storage.StorageProvider;
import java.net.URI;
import java.util.Map;

class S3ProviderTest extends StorageProviderContract {
    @Override
    protected StorageProvider provider() {
        return new S3Provider();
    }

    @Override
    protected URI location() {
        return URI.create("s3://coven-tests/prefix?endpoint=http://127.0.0.1:1");
    }

    @Override
    protected Map<String, String> settings() {
        return S3Server.settings();
    }
}
