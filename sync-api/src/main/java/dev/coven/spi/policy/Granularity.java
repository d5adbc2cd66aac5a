package dev.coven.spi.policy;

import dev.coven.spi.plugin.Stability;

/** What one cell is. */
@Stability(Stability.Promise.STABLE)
public enum Granularity {
    /** Each column outside the primary key: concurrent edits of different columns both survive. */
    COLUMN,
    /** All columns outside the primary key together: a row is always as one device wrote it. */
    ROW
}
