package dev.coven.conformance.storage;

import dev.coven.conformance.Breaks;
import dev.coven.spi.plugin.PluginConfig;
import dev.coven.spi.plugin.PluginDescriptor;
import dev.coven.spi.storage.ObjectStore;
import dev.coven.spi.storage.StorageException;
import dev.coven.spi.storage.StorageException.Kind;
import dev.coven.spi.storage.StorageException.Retry;
import dev.coven.spi.storage.StorageProvider;
import java.net.URI;
import java.util.Map;

/** Providers that are wrong in how they are found, or in how they take their configuration. */
final class BrokenProviders {
    private BrokenProviders() {}

    abstract static class Broken extends StorageProviderContract {
        private final StorageProvider provider = broken(new InMemoryProvider());

        abstract StorageProvider broken(StorageProvider sound);

        @Override
        protected StorageProvider provider() {
            return provider;
        }

        @Override
        protected URI location() {
            return URI.create("memory:tests");
        }

        @Override
        protected Map<String, String> settings() {
            return Map.of();
        }
    }

    private static class Forwarding implements StorageProvider {
        final StorageProvider provider;

        Forwarding(StorageProvider provider) {
            this.provider = provider;
        }

        @Override
        public PluginDescriptor descriptor() {
            return provider.descriptor();
        }

        @Override
        public ObjectStore open(PluginConfig config) throws StorageException {
            return provider.open(config);
        }
    }

    @Breaks(
            rule = "P1",
            says = {"a service file names", "BrokenProviders$Forwarding"})
    static class IsNotNamed extends Broken {
        @Override
        StorageProvider broken(StorageProvider sound) {
            return new Forwarding(sound);
        }
    }

    @Breaks(
            rule = "P2",
            says = {"memory", "mem-store"})
    static class HasAnotherScheme extends Broken {
        @Override
        StorageProvider broken(StorageProvider sound) {
            return new Forwarding(sound) {
                @Override
                public PluginDescriptor descriptor() {
                    return PluginDescriptor.of("mem-store", "Memory", "1");
                }
            };
        }
    }

    @Breaks(rule = "P3", says = "a StorageException was due for a setting that is not known")
    static class IgnoresWhatItDoesNotKnow extends Broken {
        @Override
        StorageProvider broken(StorageProvider sound) {
            return new Forwarding(sound) {
                @Override
                public ObjectStore open(PluginConfig config) throws StorageException {
                    return provider.open(PluginConfig.of(config.location(), Map.of()));
                }
            };
        }
    }

    @Breaks(rule = "P3", says = "s3cr3t-value")
    static class RepeatsValues extends Broken {
        @Override
        StorageProvider broken(StorageProvider sound) {
            return new Forwarding(sound) {
                @Override
                public ObjectStore open(PluginConfig config) throws StorageException {
                    throw new StorageException(
                            Kind.CONFIG_INVALID, Retry.NEVER, "not known: conformance.no-such-setting=s3cr3t-value");
                }
            };
        }
    }
}
