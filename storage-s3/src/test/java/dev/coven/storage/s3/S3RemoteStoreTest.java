package dev.coven.storage.s3;

import dev.coven.conformance.storage.RemoteStoreContract;
import dev.coven.servers.S3Server;
import dev.coven.spi.plugin.PluginConfig;
import dev.coven.spi.storage.ObjectStore;
import dev.coven.spi.storage.StorageException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(S3Server.Extension.class)
class S3RemoteStoreTest extends RemoteStoreContract {
    private static final String WRONG_SECRET = "wr0ng-secret-of-the-tests";

    private final S3Server server;
    private String prefix;

    S3RemoteStoreTest(S3Server server) {
        this.server = server;
    }

    @BeforeEach
    void choosePrefix() {
        prefix = server.newPrefix();
    }

    @Override
    protected int serverPort() {
        return server.port();
    }

    @Override
    protected ObjectStore connect(URI endpoint) throws StorageException {
        return open(S3Server.location(prefix, endpoint), S3Server.settings());
    }

    @Override
    protected ObjectStore connectImpatient(URI endpoint) throws StorageException {
        Map<String, String> settings = S3Server.settings();
        settings.put(S3Config.READ_TIMEOUT, "1");
        return open(S3Server.location(prefix, endpoint), settings);
    }

    @Override
    protected ObjectStore connectDenied(URI endpoint) throws StorageException {
        Map<String, String> settings = S3Server.settings();
        settings.put(S3Config.SECRET_ACCESS_KEY, WRONG_SECRET);
        return open(S3Server.location(prefix, endpoint), settings);
    }

    @Override
    protected ObjectStore connectMissing(URI endpoint) throws StorageException {
        return open(URI.create("s3://no-such-bucket?endpoint=" + endpoint), S3Server.settings());
    }

    @Override
    protected List<String> secrets() {
        return List.of(S3Server.SECRET_ACCESS_KEY, WRONG_SECRET);
    }

    private static ObjectStore open(URI location, Map<String, String> settings) throws StorageException {
        return new S3Provider().open(PluginConfig.of(location, settings));
    }
}
