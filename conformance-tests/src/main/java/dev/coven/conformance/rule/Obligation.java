package dev.coven.conformance.rule;

import dev.coven.spi.plugin.Stability;

/** How much a rule asks for. */
@Stability(Stability.Promise.EVOLVING)
public enum Obligation {
    /** A plugin that breaks it is not certified. */
    MUST,
    /** A plugin that breaks it is certified, and its certificate says so. */
    SHOULD
}
