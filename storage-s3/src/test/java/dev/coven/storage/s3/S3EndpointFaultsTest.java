package dev.coven.storage.s3;

import dev.coven.conformance.storage.RemoteStoreContract;
import dev.coven.spi.storage.ObjectStore;
import dev.coven.spi.storage.StorageException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.condition.EnabledIf;

/** The contract of stores behind a bad network, against an S3 service on this machine that a proxy can stand before. */
@EnabledIf(value = "dev.coven.storage.s3.S3Endpoint#isHere", disabledReason = "no S3 service on 127.0.0.1 is named")
class S3EndpointFaultsTest extends RemoteStoreContract {
    private static final String WRONG_SECRET = "wr0ng-secret-of-the-tests";

    private final S3Endpoint endpoint = S3Endpoint.ofEnvironment();

    @AfterEach
    void clear() throws StorageException {
        endpoint.clear();
    }

    @Override
    protected int serverPort() {
        try {
            return endpoint.config().bucketUrl().getPort();
        } catch (StorageException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    protected ObjectStore connect(URI address) throws StorageException {
        return endpoint.open(address, Map.of());
    }

    @Override
    protected ObjectStore connectImpatient(URI address) throws StorageException {
        return endpoint.open(address, Map.of(S3Config.READ_TIMEOUT, "2"));
    }

    @Override
    protected ObjectStore connectDenied(URI address) throws StorageException {
        return endpoint.open(
                address,
                Map.of(
                        S3Config.ACCESS_KEY_ID,
                        endpoint.config().credentials().accessKeyId(),
                        S3Config.SECRET_ACCESS_KEY,
                        WRONG_SECRET));
    }

    @Override
    protected ObjectStore connectMissing(URI address) throws StorageException {
        return endpoint.openMissing(address);
    }

    @Override
    protected List<String> secrets() {
        try {
            return List.of(endpoint.config().credentials().secretAccessKey(), WRONG_SECRET);
        } catch (StorageException e) {
            throw new AssertionError(e);
        }
    }
}
