package dev.coven.conformance.storage;

import dev.coven.spi.plugin.Stability;
import dev.coven.spi.storage.ObjectStore;

/**
 * What every {@link ObjectStore} keeps. A plugin's test extends this class and says how to connect:
 *
 * <pre>{@code
 * class MyStoreTest extends ObjectStoreContract {
 *     @TempDir Path folder;
 *
 *     @Override
 *     protected ObjectStore connect() throws StorageException {
 *         return new MyProvider().open(PluginConfig.of(folder.toUri(), Map.of()));
 *     }
 * }
 * }</pre>
 *
 * <p>The rules stand by concern in {@code ReadRules}, {@code WriteRules}, {@code ConditionRules}, {@code ListRules},
 * {@code ConcurrencyRules} and {@code CloseRules}; the Javadoc of each says what it asks, why, and where to look when it
 * fails. They cannot be overridden. Powers that a store does not claim are not skipped but must be refused.
 */
@Stability(Stability.Promise.STABLE)
public abstract class ObjectStoreContract extends CloseRules {
    /** For subclasses. */
    protected ObjectStoreContract() {}

    /**
     * A new client of the store under test.
     *
     * <p>Within one test method every call connects to the same store, which is empty when the method begins: a folder of
     * its own, a key prefix that no other test uses. The kit closes each client after the method.
     */
    @Override
    protected abstract ObjectStore connect() throws Exception;
}
