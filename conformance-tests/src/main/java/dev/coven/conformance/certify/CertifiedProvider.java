package dev.coven.conformance.certify;

import dev.coven.conformance.storage.StorageProviderContract;
import dev.coven.spi.storage.StorageProvider;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The rules of providers, for the plugin of this run. */
@ExtendWith(PluginUnderTest.Resolver.class)
final class CertifiedProvider extends StorageProviderContract {
    private final StorageProvider provider;
    private final String location;
    private final Map<String, String> settings;
    private final Place place;

    CertifiedProvider(PluginUnderTest plugin, @TempDir Path scratch) throws CertificationException {
        provider = plugin.as(StorageProvider.class);
        location = plugin.settings().location();
        settings = plugin.settings().settings();
        place = new Place(scratch, plugin.settings());
    }

    @Override
    protected StorageProvider provider() {
        return provider;
    }

    @Override
    protected URI location() {
        return place.location(location);
    }

    @Override
    protected Map<String, String> settings() {
        return place.settings(settings);
    }
}
