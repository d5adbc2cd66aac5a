package dev.coven.storage.s3;

import dev.coven.conformance.storage.ObjectStoreContract;
import dev.coven.servers.S3Server;
import dev.coven.spi.storage.ObjectStore;
import dev.coven.spi.storage.StorageException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(S3Server.Extension.class)
class S3StoreContractTest extends ObjectStoreContract {
    private final S3Server server;
    private String prefix;

    S3StoreContractTest(S3Server server) {
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
