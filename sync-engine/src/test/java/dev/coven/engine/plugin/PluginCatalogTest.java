package dev.coven.engine.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coven.engine.SyncException;
import dev.coven.engine.merge.LastWriterWins;
import dev.coven.spi.plugin.PluginConfig;
import dev.coven.spi.plugin.PluginDescriptor;
import dev.coven.spi.plugin.SpiLevel;
import dev.coven.spi.policy.ConflictPolicy;
import dev.coven.spi.storage.ObjectStore;
import dev.coven.spi.storage.StorageException;
import dev.coven.spi.storage.StorageProvider;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PluginCatalogTest {
    private record Provider(PluginDescriptor descriptor) implements StorageProvider {
        @Override
        public ObjectStore open(PluginConfig config) throws StorageException {
            throw new StorageException(
                    StorageException.Kind.CONFIG_INVALID, StorageException.Retry.NEVER, "set the bucket's name");
        }
    }

    private static StorageProvider provider(String id, int level) {
        return new Provider(new PluginDescriptor(id, "A store", "1", level));
    }

    private static PluginCatalog catalog(StorageProvider... providers) throws SyncException {
        List<ConflictPolicy> policies = List.of(LastWriterWins.perColumn(), LastWriterWins.perRow());
        return new PluginCatalog(List.of(providers), List.of(), policies, List.of());
    }

    @Test
    void plugins_areListedByKindAndIdWithTheirSource() throws Exception {
        assertThat(catalog(provider("box", 1)).all())
                .extracting(plugin -> plugin.kind() + " " + plugin.id())
                .containsExactly("storage box", "policy lww", "policy lww-row");
        assertThat(catalog(provider("box", 1)).all())
                .allSatisfy(plugin -> assertThat(plugin.source()).isNotEmpty());
    }

    @Test
    void unknownId_isNamedWithWhatThereIs() throws Exception {
        PluginCatalog catalog = catalog(provider("box", 1));
        assertThatThrownBy(() -> catalog.openStore(URI.create("s3://bucket"), Map.of()))
                .isInstanceOf(SyncException.class)
                .hasMessageContaining("'s3'")
                .hasMessageContaining("[box]");
        assertThatThrownBy(() -> catalog.policy("max")).hasMessageContaining("[lww, lww-row]");
    }

    @Test
    void locationWithoutAScheme_isRefused() throws Exception {
        PluginCatalog catalog = catalog(provider("box", 1));
        assertThatThrownBy(() -> catalog.openStore(URI.create("/var/store"), Map.of()))
                .isInstanceOf(SyncException.class)
                .hasMessageContaining("not a store URL");
    }

    @Test
    void twoPluginsOfOneId_areRefused() {
        assertThatThrownBy(() -> catalog(provider("box", 1), provider("box", 1)))
                .isInstanceOf(SyncException.class)
                .hasMessageContaining("two storage plugins have the id 'box'");
    }

    @Test
    void pluginOfANewerLevel_isRefusedAndTheOwnLevelIsNot() throws Exception {
        assertThat(catalog(provider("box", SpiLevel.CURRENT)).all()).isNotEmpty();
        assertThatThrownBy(() -> catalog(provider("box", SpiLevel.CURRENT + 1)))
                .isInstanceOf(SyncException.class)
                .hasMessageContaining("SPI level " + (SpiLevel.CURRENT + 1));
    }

    @Test
    void storesRefusal_keepsItsWords() throws Exception {
        PluginCatalog catalog = catalog(provider("box", 1));
        assertThatThrownBy(() -> catalog.openStore(URI.create("box:x"), Map.of()))
                .isInstanceOf(SyncException.class)
                .hasMessage("set the bucket's name");
    }
}
