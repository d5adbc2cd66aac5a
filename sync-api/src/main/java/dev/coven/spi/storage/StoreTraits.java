package dev.coven.spi.storage;

import dev.coven.spi.plugin.Stability;
import java.util.Set;

/**
 * What one open store can do, and its limits.
 *
 * @param capabilities what it claims beyond the plain contract
 * @param maxObjectBytes the largest object it takes; a larger payload is refused with UNSUPPORTED before any byte is sent
 * @param maxPageKeys the most keys that one listing page holds, 1 or more
 */
@Stability(Stability.Promise.STABLE)
public record StoreTraits(Set<Capability> capabilities, long maxObjectBytes, int maxPageKeys) {
    /** Copies the set and validates the limits; throws {@link IllegalArgumentException}. */
    public StoreTraits {
        capabilities = Set.copyOf(capabilities);
        if (maxObjectBytes < 1 || maxPageKeys < 1) {
            throw new IllegalArgumentException("store limits must be positive: object " + maxObjectBytes
                    + " bytes, page " + maxPageKeys + " keys");
        }
    }

    /** Whether the store claims the capability. */
    public boolean has(Capability capability) {
        return capabilities.contains(capability);
    }
}
