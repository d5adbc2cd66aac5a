package dev.coven.conformance.fleet;

import com.google.inject.AbstractModule;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import dev.coven.engine.SyncEngine;
import dev.coven.engine.SyncException;
import dev.coven.engine.merge.LastWriterWins;
import dev.coven.engine.plugin.PluginCatalog;
import dev.coven.engine.policy.JsonSetPolicy;
import dev.coven.engine.policy.MaxPolicy;
import dev.coven.engine.store.Pause;
import dev.coven.engine.wiring.SyncEngines;
import dev.coven.spi.policy.ConflictPolicy;
import dev.coven.spi.signature.SignatureScheme;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Makes the engines of one device, one for each start of its process. Only the plan's plugins take part. */
final class DeviceEngines {
    private final FleetPlan plan;
    private final FleetStore store;
    private final DeviceClock clock;
    private final SecureRandom random;
    private final Config config;

    DeviceEngines(FleetPlan plan, FleetStore store, DeviceClock clock, String name, Path home) {
        this.plan = plan;
        this.store = store;
        this.clock = clock;
        this.random = new SeededRandom(31 * plan.seed() + name.hashCode());
        this.config = config(plan, name, home);
    }

    private static Config config(FleetPlan plan, String name, Path home) {
        Map<String, Object> settings = new HashMap<>();
        settings.put("coven.home", home.toString());
        settings.put("coven.passphrase", "");
        settings.put("coven.identity.name", name);
        settings.put("coven.identity.scheme", schemeOf(plan, name).descriptor().id());
        settings.put("coven.device.name", name);
        // One request after another, so that the same test sends the same requests.
        settings.put("coven.pull.transfers", 1);
        // Processes die here, and power does not fail.
        settings.put("coven.database.synchronous", "OFF");
        plan.settings().forEach((path, value) -> settings.put("coven." + path, value));
        return ConfigFactory.parseMap(settings)
                .withFallback(ConfigFactory.defaultReference())
                .resolve();
    }

    private static SignatureScheme schemeOf(FleetPlan plan, String name) {
        return plan.otherSchemes().getOrDefault(name, plan.scheme());
    }

    DeviceClock clock() {
        return clock;
    }

    SyncEngine start() throws SyncException {
        List<ConflictPolicy> policies = new ArrayList<>(plan.policies());
        policies.add(LastWriterWins.perColumn());
        policies.add(LastWriterWins.perRow());
        policies.add(new MaxPolicy());
        policies.add(new JsonSetPolicy());
        List<SignatureScheme> schemes = new ArrayList<>(plan.otherSchemes().values());
        schemes.add(plan.scheme());
        PluginCatalog plugins = new PluginCatalog(List.of(store), schemes, policies, plan.blobPlans());
        return SyncEngines.create(config, new AbstractModule() {
            @Override
            protected void configure() {
                bind(PluginCatalog.class).toInstance(plugins);
                bind(InstantSource.class).toInstance(clock);
                bind(Pause.class).toInstance(clock);
                bind(SecureRandom.class).toInstance(random);
            }
        });
    }
}
