package dev.coven.conformance.simulation;

import dev.coven.spi.plugin.Stability;

/** What a simulation may make use of, so that a part of it can be left out. */
@Stability(Stability.Promise.EVOLVING)
public enum Feature {
    /** UNIQUE constraints and indexes, and keys that SQLite calls equal though they are stored differently. */
    UNIQUE_KEYS,
    /** Foreign keys. */
    FOREIGN_KEYS,
    /** Foreign keys whose action is SET NULL or SET DEFAULT; only with {@link #FOREIGN_KEYS}. */
    SET_NULL,
    /** CHECK constraints. */
    CHECKS,
    /** Generated columns. */
    GENERATED_COLUMNS,
    /** Triggers of the host. */
    HOST_TRIGGERS,
    /** Hosts that switch foreign keys off now and then in a library that respects them. */
    LAX_HOSTS,
    /** Conflict policies other than {@code lww}. */
    POLICIES,
    /** Requests to the store that fail, come late, or are answered wrongly. */
    STORE_FAULTS,
    /** Processes that die. */
    CRASHES,
    /** Wall clocks that are wrong, and jump. */
    CLOCKS,
    /** Databases that are put back from a backup. */
    BACKUPS,
    /** Devices whose files are copied to another computer. */
    CLONES,
    /** Columns that are added while devices write. */
    SCHEMA_GROWTH
}
