package dev.coven.conformance.storage;

import dev.coven.spi.storage.ObjectStore;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;

/** The store over the smallest service keeps the contract; {@link BrokenRemoteStores} breaks it, one rule at a time. */
class ToyStoreTest extends RemoteStoreContract {
    static final String WRONG_TOKEN = "wr0ng-token-of-the-tests";

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final ToyServer server = ToyServer.start();

    @AfterEach
    final void stopServer() {
        server.close();
    }

    /** What the store under test makes of a sound one. */
    ObjectStore broken(ObjectStore sound) {
        return sound;
    }

    @Override
    protected int serverPort() {
        return server.port();
    }

    @Override
    protected ObjectStore connect(URI endpoint) {
        return open(endpoint, ToyServer.BUCKET, ToyServer.TOKEN, PATIENCE);
    }

    @Override
    protected ObjectStore connectImpatient(URI endpoint) {
        return open(endpoint, ToyServer.BUCKET, ToyServer.TOKEN, Duration.ofSeconds(1));
    }

    @Override
    protected ObjectStore connectDenied(URI endpoint) {
        return open(endpoint, ToyServer.BUCKET, WRONG_TOKEN, PATIENCE);
    }

    @Override
    protected ObjectStore connectMissing(URI endpoint) {
        return open(endpoint, "nowhere", ToyServer.TOKEN, PATIENCE);
    }

    @Override
    protected List<String> secrets() {
        return List.of(ToyServer.TOKEN, WRONG_TOKEN);
    }

    private ObjectStore open(URI endpoint, String bucket, String token, Duration patience) {
        return broken(new ToyStore(URI.create(endpoint + "/" + bucket), token, patience));
    }
}
