package dev.coven.storage.s3;

import dev.coven.conformance.storage.ObjectStoreContract;
import dev.coven.spi.storage.ObjectStore;
import dev.coven.spi.storage.StorageException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/** The store's contract against any S3 service; the README of this module says how. */
@EnabledIfEnvironmentVariable(named = S3Endpoint.URL, matches = ".+", disabledReason = "no S3 service is named")
class S3EndpointContractTest extends ObjectStoreContract {
    private final S3Endpoint endpoint = S3Endpoint.ofEnvironment();

    @AfterEach
    void clear() throws StorageException {
        endpoint.clear();
    }

    @Override
    protected ObjectStore connect() throws StorageException {
        return endpoint.open();
    }
}
