package dev.coven.conformance.rule;

/** How much a rule asks for. */
public enum Obligation {
    /** A plugin that breaks it is not certified. */
    MUST,
    /** A plugin that breaks it is certified, and its certificate says so. */
    SHOULD
}
