package dev.coven.engine.copy;

import dev.coven.engine.SyncException;
import dev.coven.spi.policy.ConflictPolicy;

/** Looks a conflict policy up. */
@FunctionalInterface
public interface ConflictPolicies {
    /**
     * The policy of an id.
     *
     * @throws SyncException CONFIGURATION when there is no such plugin
     */
    ConflictPolicy policy(String id) throws SyncException;
}
