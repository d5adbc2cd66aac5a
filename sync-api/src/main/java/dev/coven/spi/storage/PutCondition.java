package dev.coven.spi.storage;

/** When a {@code put} may happen. */
public enum PutCondition {
    /** Create or replace. */
    ALWAYS,
    /** Create; change nothing when the key is taken. Needs {@link Capability#CREATE_IF_ABSENT}. */
    IF_ABSENT
}
