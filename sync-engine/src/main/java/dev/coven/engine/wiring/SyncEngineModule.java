package dev.coven.engine.wiring;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import com.google.inject.multibindings.Multibinder;
import com.typesafe.config.Config;
import dev.coven.engine.SyncEngine;
import dev.coven.engine.SyncException;
import dev.coven.engine.SyncMeter;
import dev.coven.engine.config.EngineSettings;
import dev.coven.engine.library.EngineParts;
import dev.coven.engine.library.Libraries;
import dev.coven.engine.merge.LastWriterWins;
import dev.coven.engine.plugin.PluginCatalog;
import dev.coven.engine.store.Pause;
import dev.coven.spi.blob.BlobPlan;
import dev.coven.spi.policy.ConflictPolicy;
import dev.coven.spi.signature.SignatureScheme;
import dev.coven.spi.storage.StorageProvider;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ServiceLoader;
import java.util.Set;

/**
 * Binds an engine: plugins found by {@code ServiceLoader} on the class path, the system's clock and randomness, and a meter
 * that measures nothing.
 *
 * <p>A distribution overrides any binding with a module of its own, and adds plugin instances through a {@link Multibinder} of
 * the SPI's type.
 */
public final class SyncEngineModule extends AbstractModule {
    private final Config config;

    /** A module over a configuration that includes the engine's {@code reference.conf}. */
    public SyncEngineModule(Config config) {
        this.config = config;
    }

    @Override
    protected void configure() {
        bind(Config.class).toInstance(config);
        bind(InstantSource.class).toInstance(InstantSource.system());
        bind(Pause.class).toInstance(duration -> Thread.sleep(duration.toMillis()));
        bind(SecureRandom.class).toInstance(new SecureRandom());
        bind(SyncMeter.class).toInstance(SyncMeter.NONE);
        bind(EngineSettings.Surroundings.class).to(SystemSurroundings.class);
        Multibinder<ConflictPolicy> policies = Multibinder.newSetBinder(binder(), ConflictPolicy.class);
        policies.addBinding().toInstance(LastWriterWins.perColumn());
        policies.addBinding().toInstance(LastWriterWins.perRow());
        ServiceLoader.load(ConflictPolicy.class)
                .forEach(plugin -> policies.addBinding().toInstance(plugin));
        bindFound(StorageProvider.class);
        bindFound(SignatureScheme.class);
        bindFound(BlobPlan.class);
    }

    private <P> void bindFound(Class<P> kind) {
        Multibinder<P> plugins = Multibinder.newSetBinder(binder(), kind);
        ServiceLoader.load(kind).forEach(plugin -> plugins.addBinding().toInstance(plugin));
    }

    @Provides
    @Singleton
    PluginCatalog catalog(
            Set<StorageProvider> storage,
            Set<SignatureScheme> signatures,
            Set<ConflictPolicy> policies,
            Set<BlobPlan> blobPlans)
            throws SyncException {
        return new PluginCatalog(storage, signatures, policies, blobPlans);
    }

    @Provides
    @Singleton
    SyncEngine engine(
            Config effective,
            PluginCatalog plugins,
            InstantSource time,
            Pause pause,
            SecureRandom random,
            EngineSettings.Surroundings surroundings,
            SyncMeter meter) {
        return new Libraries(new EngineParts(effective, plugins, time, pause, random, surroundings, meter));
    }
}
