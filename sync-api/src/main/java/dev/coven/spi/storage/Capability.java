package dev.coven.spi.storage;

import dev.coven.spi.plugin.Stability;

/** What not every store can do. A store that does not claim one must refuse its use with UNSUPPORTED. */
@Stability(Stability.Promise.STABLE)
public enum Capability {
    /** {@link PutCondition#IF_ABSENT}, atomic among all clients of the store. The engine needs it. */
    CREATE_IF_ABSENT
}
