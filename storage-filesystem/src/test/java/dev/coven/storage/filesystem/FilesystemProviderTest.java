package dev.coven.storage.filesystem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.coven.conformance.storage.StorageProviderContract;
import dev.coven.spi.plugin.PluginConfig;
import dev.coven.spi.storage.ObjectStore;
import dev.coven.spi.storage.StorageException;
import dev.coven.spi.storage.StorageException.Kind;
import dev.coven.spi.storage.StorageProvider;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FilesystemProviderTest extends StorageProviderContract {
    @TempDir
    Path folder;

    @Override
    protected StorageProvider provider() {
        return new FilesystemProvider();
    }

    @Override
    protected URI location() {
        return folder.toUri();
    }

    @Override
    protected Map<String, String> settings() {
        return Map.of();
    }

    @Test
    void open_missingFolderInAnExistingOne_isCreated() throws Exception {
        try (ObjectStore store = open(folder.resolve("new folder").toUri())) {
            assertThat(store.traits().capabilities()).isNotEmpty();
        }
        assertThat(folder.resolve("new folder")).isDirectory();
    }

    @Test
    void open_missingParent_isRefusedWithThePathAndARemedy() {
        Path missing = folder.resolve("missing").resolve("store");
        StorageException failure = failureOf(missing.toUri());
        assertThat(failure.kind()).isEqualTo(Kind.CONFIG_INVALID);
        assertThat(failure)
                .hasMessageContaining(missing.toString())
                .hasMessageContaining("create it or mount the drive");
        assertThat(folder.resolve("missing")).doesNotExist();
    }

    @Test
    void open_aFile_isRefused() throws Exception {
        Path file = Files.createFile(folder.resolve("file"));
        assertThat(failureOf(file.toUri()).kind()).isEqualTo(Kind.CONFIG_INVALID);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "file://host/srv/coven",
                "file:///srv/coven?region=x",
                "file:///srv/coven#x",
                "file:srv/coven",
                "file:///srv/%00"
            })
    void open_urlThatIsNoPath_isRefused(String url) {
        assertThat(failureOf(URI.create(url)).kind()).isEqualTo(Kind.CONFIG_INVALID);
    }

    private StorageException failureOf(URI location) {
        StorageException failure = catchThrowableOfType(
                StorageException.class, () -> open(location).close());
        assertThat(failure).as("opening " + location).isNotNull();
        return failure;
    }

    private ObjectStore open(URI location) throws StorageException {
        return provider().open(PluginConfig.of(location, Map.of()));
    }
}
