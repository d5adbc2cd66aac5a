package dev.coven.spi.storage;

import dev.coven.spi.plugin.Stability;

/**
 * What a store says of an object without reading it.
 *
 * @param key its name
 * @param size its length in bytes
 * @param version changes whenever the object is replaced
 */
@Stability(Stability.Promise.STABLE)
public record ObjectStat(ObjectKey key, long size, ObjectVersion version) {
    /** Validates the size; throws {@link IllegalArgumentException}. */
    public ObjectStat {
        if (size < 0) {
            throw new IllegalArgumentException("size of " + key + " is " + size);
        }
    }
}
