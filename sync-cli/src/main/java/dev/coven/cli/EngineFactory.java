package dev.coven.cli;

import com.typesafe.config.Config;
import dev.coven.engine.SyncEngine;
import dev.coven.engine.SyncException;

/** Makes an engine of its configuration. */
@FunctionalInterface
interface EngineFactory {
    SyncEngine create(Config config) throws SyncException;
}
