package dev.coven.conformance;

import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestInstancePostProcessor;

/** Tells a contract the seed and the level of the run. */
final class ContractSettings implements TestInstancePostProcessor {
    /** For JUnit. */
    ContractSettings() {}

    @Override
    public void postProcessTestInstance(Object test, ExtensionContext context) {
        if (test instanceof Contract contract) {
            Seed seed = context.getConfigurationParameter(Seed.PROPERTY)
                    .map(value -> new Seed(Long.parseLong(value)))
                    .orElseGet(Seed::ofThisRun);
            Level level = context.getConfigurationParameter(Level.PROPERTY)
                    .map(Level::of)
                    .orElse(Level.FULL);
            contract.begin(seed, level);
        }
    }
}
