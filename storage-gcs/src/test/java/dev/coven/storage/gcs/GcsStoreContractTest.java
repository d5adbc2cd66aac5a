package dev.coven.storage.gcs;

import dev.coven.conformance.storage.ObjectStoreContract;
import dev.coven.servers.GcsServer;
import dev.coven.spi.storage.ObjectStore;
import dev.coven.spi.storage.StorageException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(GcsServer.Extension.class)
class GcsStoreContractTest extends ObjectStoreContract {
    private final GcsServer server;
    private String prefix;

    GcsStoreContractTest(GcsServer server) {
        this.server = server;
    }

    @BeforeEach
    void choosePrefix() {
        prefix = server.newPrefix();
    }

    @Override
    protected ObjectStore connect() throws StorageException {
        return server.open(prefix);
    }
}
