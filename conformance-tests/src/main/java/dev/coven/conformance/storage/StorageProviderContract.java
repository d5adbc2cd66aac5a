package dev.coven.conformance.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.coven.spi.plugin.PluginConfig;
import dev.coven.spi.plugin.PluginDescriptor;
import dev.coven.spi.plugin.SpiLevel;
import dev.coven.spi.plugin.Stability;
import dev.coven.spi.storage.StorageException;
import dev.coven.spi.storage.StorageException.Kind;
import dev.coven.spi.storage.StorageProvider;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;

/** What every {@link StorageProvider} keeps: how it is found, and how it takes its configuration. */
@Stability(Stability.Promise.STABLE)
public abstract class StorageProviderContract {
    /** For subclasses. */
    protected StorageProviderContract() {}

    /** The provider under test. */
    protected abstract StorageProvider provider();

    /** A location that the provider opens with {@link #settings()}. */
    protected abstract URI location();

    /** The settings that the location needs. */
    protected abstract Map<String, String> settings();

    /** A provider is found by {@link ServiceLoader}. Look at the service file's name and at the public constructor. */
    @Test
    void provider_isFoundByServiceLoader() {
        assertThat(ServiceLoader.load(StorageProvider.class).stream()
                        .anyMatch(found -> found.type() == provider().getClass()))
                .as("a service file names %s", provider().getClass().getName())
                .isTrue();
    }

    /** The id is the scheme of the URLs, the descriptor is constant, and the engine can know the SPI level. */
    @Test
    void descriptor_isConstantAndNamesTheScheme() {
        PluginDescriptor descriptor = provider().descriptor();
        assertThat(provider().descriptor())
                .as("a descriptor that was asked for again")
                .isEqualTo(descriptor);
        assertThat(descriptor.id())
                .as("the id, which is the scheme of the URLs")
                .isEqualTo(location().getScheme());
        assertThat(descriptor.spiLevel()).isLessThanOrEqualTo(SpiLevel.CURRENT);
    }

    /** A setting that the provider does not know is refused by its name: a misspelt one must not be ignored. */
    @Test
    void open_unknownSetting_isRefusedByNameAndWithoutItsValue() {
        Map<String, String> misspelt = new HashMap<>(settings());
        misspelt.put("conformance.no-such-setting", "s3cr3t-value");
        StorageException failure = catchThrowableOfType(
                StorageException.class,
                () -> provider().open(PluginConfig.of(location(), misspelt)).close());
        assertThat(failure)
                .as("a StorageException was due for a setting that is not known")
                .isNotNull();
        assertThat(failure.kind()).isEqualTo(Kind.CONFIG_INVALID);
        assertThat(failure).hasMessageContaining("conformance.no-such-setting");
        assertThat(failure.toString()).doesNotContain("s3cr3t-value");
    }
}
