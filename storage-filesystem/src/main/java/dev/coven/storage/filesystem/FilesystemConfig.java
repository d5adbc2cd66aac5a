package dev.coven.storage.filesystem;

import dev.coven.spi.plugin.PluginConfig;
import dev.coven.spi.storage.StorageException;
import dev.coven.spi.storage.StorageException.Kind;
import dev.coven.spi.storage.StorageException.Retry;
import java.net.URI;
import java.nio.file.Path;
import java.util.Set;

/**
 * What a folder store is configured with.
 *
 * @param root the folder, absolute
 */
record FilesystemConfig(Path root) {
    private static final Set<String> SETTINGS = Set.of();

    static FilesystemConfig of(PluginConfig config) throws StorageException {
        Set<String> unknown = config.unknownSettings(SETTINGS);
        if (!unknown.isEmpty()) {
            throw invalid("folder stores take no settings; remove " + unknown);
        }
        URI location = config.location();
        if (location.isOpaque() || location.getRawPath().isEmpty()) {
            throw invalid("'" + location + "' has no absolute path; write file:///path/to/folder");
        }
        if (location.getRawAuthority() != null) {
            throw invalid("'" + location + "' names a host, '" + location.getRawAuthority()
                    + "'; write file:///path/to/folder with three slashes");
        }
        if (location.getRawQuery() != null || location.getRawFragment() != null) {
            throw invalid("'" + location + "' has a query or fragment, which folder stores do not take;"
                    + " a '?' or '#' of the path itself is written %3F or %23");
        }
        try {
            return new FilesystemConfig(Path.of(location).normalize());
        } catch (IllegalArgumentException e) {
            throw new StorageException(
                    Kind.CONFIG_INVALID, Retry.NEVER, "'" + location + "' is not the URL of a folder here", e);
        }
    }

    private static StorageException invalid(String message) {
        return new StorageException(Kind.CONFIG_INVALID, Retry.NEVER, message);
    }
}
