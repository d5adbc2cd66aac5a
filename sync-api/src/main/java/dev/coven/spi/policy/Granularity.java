package dev.coven.spi.policy;

/** What one cell is. */
public enum Granularity {
    /** Each column outside the primary key: concurrent edits of different columns both survive. */
    COLUMN,
    /** All columns outside the primary key together: a row is always as one device wrote it. */
    ROW
}
