package dev.coven.engine.layout;

/** Lies in a circle of packages, of which it knows nothing. */
public final class OffenceThatIsNeeded {}
