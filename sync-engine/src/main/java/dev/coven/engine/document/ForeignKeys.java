package dev.coven.engine.document;

/** Whether the hosts of a library enforce foreign keys. The names are stored. */
public enum ForeignKeys {
    /** A row whose parent is out stays out. */
    ENFORCED,
    /** References may dangle. */
    IGNORED
}
