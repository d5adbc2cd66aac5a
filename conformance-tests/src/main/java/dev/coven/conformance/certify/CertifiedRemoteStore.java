package dev.coven.conformance.certify;

import dev.coven.conformance.storage.RemoteStoreContract;
import dev.coven.spi.plugin.PluginConfig;
import dev.coven.spi.storage.ObjectStore;
import dev.coven.spi.storage.StorageProvider;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The rules of stores that are reached over HTTP, for the plugin of this run. */
@ExtendWith(PluginUnderTest.Resolver.class)
final class CertifiedRemoteStore extends RemoteStoreContract {
    private final PluginUnderTest plugin;
    private final PluginSettings settings;
    private final Place place;
    private final int port;
    private final List<String> secrets;

    CertifiedRemoteStore(PluginUnderTest plugin, @TempDir Path scratch) throws CertificationException {
        this.plugin = plugin;
        this.settings = plugin.settings();
        this.place = new Place(scratch, settings);
        this.port = settings.httpPort();
        this.secrets = settings.httpSecrets();
    }

    @Override
    protected int serverPort() {
        return port;
    }

    @Override
    protected ObjectStore connect(URI endpoint) throws Exception {
        return open(settings.httpLocation(), settings.settings(), endpoint);
    }

    @Override
    protected ObjectStore connectImpatient(URI endpoint) throws Exception {
        return open(settings.httpLocation(), settings.httpSettings("impatient"), endpoint);
    }

    @Override
    protected ObjectStore connectDenied(URI endpoint) throws Exception {
        return open(settings.httpLocation(), settings.httpSettings("denied"), endpoint);
    }

    @Override
    protected ObjectStore connectMissing(URI endpoint) throws Exception {
        return open(settings.httpMissingLocation(), settings.settings(), endpoint);
    }

    @Override
    protected List<String> secrets() {
        return secrets;
    }

    private ObjectStore open(String location, Map<String, String> chosen, URI endpoint) throws Exception {
        return plugin.as(StorageProvider.class)
                .open(PluginConfig.of(place.location(location, endpoint), place.settings(chosen, endpoint)));
    }
}
