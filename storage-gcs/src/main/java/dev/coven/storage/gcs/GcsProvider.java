package dev.coven.storage.gcs;

import dev.coven.spi.plugin.PluginConfig;
import dev.coven.spi.plugin.PluginDescriptor;
import dev.coven.spi.storage.ObjectStore;
import dev.coven.spi.storage.StorageException;
import dev.coven.spi.storage.StorageProvider;
import dev.coven.storage.jclouds.Surroundings;

/**
 * Stores in Google Cloud Storage buckets: {@code gs://bucket/prefix}, of which only the bucket must be there.
 *
 * <p>The bucket must exist. Credentials never stand in the URL: they are a service account's key file or an access token, named by
 * settings or by the environment. The README of this module lists the settings.
 */
public final class GcsProvider implements StorageProvider {
    private static final PluginDescriptor DESCRIPTOR =
            PluginDescriptor.of("gs", "Google Cloud Storage bucket", "0.1.0");

    private final Surroundings surroundings;

    /** A provider that reads this process's environment. */
    public GcsProvider() {
        this(Surroundings.ofProcess());
    }

    GcsProvider(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public PluginDescriptor descriptor() {
        return DESCRIPTOR;
    }

    @Override
    public ObjectStore open(PluginConfig config) throws StorageException {
        return GcsStore.open(GcsConfig.of(config, surroundings));
    }
}
