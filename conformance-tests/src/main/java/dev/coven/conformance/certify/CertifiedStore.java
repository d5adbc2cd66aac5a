package dev.coven.conformance.certify;

import dev.coven.conformance.storage.ObjectStoreContract;
import dev.coven.spi.plugin.PluginConfig;
import dev.coven.spi.storage.ObjectStore;
import dev.coven.spi.storage.StorageProvider;
import java.nio.file.Path;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The rules of stores, for the plugin of this run. */
@ExtendWith(PluginUnderTest.Resolver.class)
final class CertifiedStore extends ObjectStoreContract {
    private final PluginUnderTest plugin;
    private final Place place;

    CertifiedStore(PluginUnderTest plugin, @TempDir Path scratch) throws CertificationException {
        this.plugin = plugin;
        this.place = new Place(scratch, plugin.settings());
    }

    @Override
    protected ObjectStore connect() throws Exception {
        PluginSettings settings = plugin.settings();
        return plugin.as(StorageProvider.class)
                .open(PluginConfig.of(place.location(settings.location()), place.settings(settings.settings())));
    }
}
