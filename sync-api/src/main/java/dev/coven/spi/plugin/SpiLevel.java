package dev.coven.spi.plugin;

/** The generation of these interfaces; it grows when an older plugin could no longer work. */
@Stability(Stability.Promise.STABLE)
public final class SpiLevel {
    /** The level of this API. An engine refuses a plugin of a higher level than its own. */
    public static final int CURRENT = 1;

    private SpiLevel() {}
}
