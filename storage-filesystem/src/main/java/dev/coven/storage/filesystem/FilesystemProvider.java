package dev.coven.storage.filesystem;

import dev.coven.spi.plugin.PluginConfig;
import dev.coven.spi.plugin.PluginDescriptor;
import dev.coven.spi.storage.ObjectStore;
import dev.coven.spi.storage.StorageException;
import dev.coven.spi.storage.StorageProvider;

/**
 * Stores in folders: {@code file:///srv/coven/photos}, spaces and other special characters percent-encoded. Takes no
 * settings.
 *
 * <p>The folder is created when its parent exists; a parent that is missing is taken for a typing error or a drive that
 * is not mounted, and refused.
 */
public final class FilesystemProvider implements StorageProvider {
    private static final PluginDescriptor DESCRIPTOR = PluginDescriptor.of("file", "Folder", "0.1.0");

    @Override
    public PluginDescriptor descriptor() {
        return DESCRIPTOR;
    }

    @Override
    public ObjectStore open(PluginConfig config) throws StorageException {
        return FilesystemStore.open(FilesystemConfig.of(config));
    }
}
