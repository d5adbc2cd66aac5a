package dev.coven.engine.library;

import com.typesafe.config.Config;
import dev.coven.engine.SyncMeter;
import dev.coven.engine.config.EngineSettings;
import dev.coven.engine.plugin.PluginCatalog;
import dev.coven.engine.store.Pause;
import java.security.SecureRandom;
import java.time.InstantSource;

/**
 * What an engine is put together from.
 *
 * @param config the configuration, before a database's own
 * @param plugins the plugins
 * @param time the wall clock
 * @param pause how to wait
 * @param random where keys and ids come from
 * @param surroundings what the process runs in
 * @param meter measures what the engine does
 */
public record EngineParts(
        Config config,
        PluginCatalog plugins,
        InstantSource time,
        Pause pause,
        SecureRandom random,
        EngineSettings.Surroundings surroundings,
        SyncMeter meter) {}
