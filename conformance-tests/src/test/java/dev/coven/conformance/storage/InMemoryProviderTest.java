package dev.coven.conformance.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coven.spi.plugin.PluginConfig;
import dev.coven.spi.storage.ObjectKey;
import dev.coven.spi.storage.ObjectStore;
import dev.coven.spi.storage.Payload;
import dev.coven.spi.storage.PutCondition;
import dev.coven.spi.storage.StorageException;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;

class InMemoryProviderTest {
    private static final ObjectKey KEY = new ObjectKey("a");

    private final InMemoryProvider provider = new InMemoryProvider();

    @Test
    void open_sameLocationTwice_sharesTheObjects() throws Exception {
        ObjectStore one = provider.open(config("memory:a"));
        one.put(KEY, Payload.of(new byte[1]), PutCondition.ALWAYS);
        one.close();
        assertThat(provider.open(config("memory:a")).stat(KEY)).isPresent();
        assertThat(provider.open(config("memory:b")).stat(KEY)).isEmpty();
        assertThat(new InMemoryProvider().open(config("memory:a")).stat(KEY)).isEmpty();
    }

    @Test
    void open_withASetting_isRefused() {
        PluginConfig config = PluginConfig.of(URI.create("memory:a"), Map.of("memory.size", "1"));
        assertThatThrownBy(() -> provider.open(config))
                .isInstanceOf(StorageException.class)
                .hasMessageContaining("memory.size");
    }

    private static PluginConfig config(String location) {
        return PluginConfig.of(URI.create(location), Map.of());
    }
}
