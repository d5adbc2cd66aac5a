package dev.coven.engine.wiring;

import com.google.inject.CreationException;
import com.google.inject.Guice;
import com.google.inject.Module;
import com.google.inject.ProvisionException;
import com.google.inject.util.Modules;
import com.typesafe.config.Config;
import dev.coven.engine.SyncEngine;
import dev.coven.engine.SyncException;

/** Makes engines for applications that do not use Guice themselves. */
public final class SyncEngines {
    private SyncEngines() {}

    /**
     * An engine over a configuration.
     *
     * @param config usually {@code ConfigFactory.load()}; it must include the engine's {@code reference.conf}
     * @param overrides modules whose bindings replace those of {@link SyncEngineModule}
     * @throws SyncException CONFIGURATION when a plugin cannot be used
     */
    public static SyncEngine create(Config config, Module... overrides) throws SyncException {
        try {
            return Guice.createInjector(
                            Modules.override(new SyncEngineModule(config)).with(overrides))
                    .getInstance(SyncEngine.class);
        } catch (ProvisionException | CreationException e) {
            if (e.getCause() instanceof SyncException cause) {
                throw cause;
            }
            throw new SyncException(
                    SyncException.Kind.CONFIGURATION, "the engine cannot be made: " + e.getMessage(), e);
        }
    }
}
