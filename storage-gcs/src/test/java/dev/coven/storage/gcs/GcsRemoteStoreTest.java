package dev.coven.storage.gcs;

import dev.coven.conformance.storage.RemoteStoreContract;
import dev.coven.servers.GcsServer;
import dev.coven.servers.TokenService;
import dev.coven.spi.plugin.PluginConfig;
import dev.coven.spi.storage.ObjectStore;
import dev.coven.spi.storage.StorageException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(GcsServer.Extension.class)
class GcsRemoteStoreTest extends RemoteStoreContract {
    private static final String WRONG_TOKEN = "ya29.wr0ng-token";

    private final GcsServer server;
    private String prefix;

    GcsRemoteStoreTest(GcsServer server) {
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
        return open(GcsServer.location(prefix), GcsServer.settings(endpoint));
    }

    @Override
    protected ObjectStore connectImpatient(URI endpoint) throws StorageException {
        Map<String, String> settings = GcsServer.settings(endpoint);
        settings.put(GcsConfig.READ_TIMEOUT, "1");
        return open(GcsServer.location(prefix), settings);
    }

    @Override
    protected ObjectStore connectDenied(URI endpoint) throws StorageException {
        Map<String, String> settings = GcsServer.settings(endpoint);
        settings.put(GcsConfig.ACCESS_TOKEN, WRONG_TOKEN);
        return open(GcsServer.location(prefix), settings);
    }

    @Override
    protected ObjectStore connectMissing(URI endpoint) throws StorageException {
        return open(URI.create("gs://no-such-bucket"), GcsServer.settings(endpoint));
    }

    @Override
    protected List<String> secrets() {
        return List.of(TokenService.READY_TOKEN, WRONG_TOKEN);
    }

    private static ObjectStore open(URI location, Map<String, String> settings) throws StorageException {
        return new GcsProvider().open(PluginConfig.of(location, settings));
    }
}
