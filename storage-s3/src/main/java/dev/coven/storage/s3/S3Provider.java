package dev.coven.storage.s3;

import dev.coven.spi.plugin.PluginConfig;
import dev.coven.spi.plugin.PluginDescriptor;
import dev.coven.spi.storage.ObjectStore;
import dev.coven.spi.storage.StorageException;
import dev.coven.spi.storage.StorageProvider;
import dev.coven.storage.jclouds.Surroundings;

/**
 * Stores in S3 buckets: {@code s3://bucket/prefix?endpoint=https://host&region=name&path-style=true}, of which only the bucket
 * must be there.
 *
 * <p>The bucket must exist. Credentials never stand in the URL: they come from the settings {@code s3.access-key-id} and
 * {@code s3.secret-access-key}, else from the environment, else from the profile file that the AWS tools use. The README of
 * this module lists the settings.
 */
public final class S3Provider implements StorageProvider {
    private static final PluginDescriptor DESCRIPTOR = PluginDescriptor.of("s3", "S3 bucket", "0.1.0");

    private final Surroundings surroundings;

    /** A provider that reads this process's environment. */
    public S3Provider() {
        this(Surroundings.ofProcess());
    }

    S3Provider(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public PluginDescriptor descriptor() {
        return DESCRIPTOR;
    }

    @Override
    public ObjectStore open(PluginConfig config) throws StorageException {
        return S3Store.open(S3Config.of(config, surroundings));
    }
}
