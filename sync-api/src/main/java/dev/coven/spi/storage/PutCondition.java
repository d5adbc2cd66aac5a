package dev.coven.spi.storage;

import dev.coven.spi.plugin.Stability;

/** When a {@code put} may happen. */
@Stability(Stability.Promise.STABLE)
public enum PutCondition {
    /** Create or replace. */
    ALWAYS,
    /** Create; change nothing when the key is taken. Needs {@link Capability#CREATE_IF_ABSENT}. */
    IF_ABSENT
}
