package dev.coven.engine.schema;

import org.jspecify.annotations.Nullable;

/**
 * One column of a synced table that is stored and travels; generated columns are none.
 *
 * @param name as declared
 * @param affinity of its declared type
 * @param keyOrdinal its place in the primary key, from 1; 0 when it is no part of it
 * @param collation of the primary key's index for a key column, {@code BINARY} for any other
 * @param declaredCollation its own, {@code BINARY} where none is declared
 * @param notNull whether NOT NULL is declared or implied
 * @param defaultSql its DEFAULT as an expression that is valid in any statement, or null when there is none
 */
public record SyncedColumn(
        String name,
        Affinity affinity,
        int keyOrdinal,
        String collation,
        String declaredCollation,
        boolean notNull,
        @Nullable String defaultSql) {
    /** Whether it is part of the primary key. */
    public boolean isKey() {
        return keyOrdinal > 0;
    }

    /** The name as a quoted identifier. */
    public String quotedName() {
        return SqlNames.quote(name);
    }

    /** The condition that its value, behind a prefix, equals another one as the primary key's index compares them. */
    public String equalsInKey(String prefix, String value) {
        return prefix + quotedName() + " = " + value + " COLLATE " + SqlNames.quote(collation);
    }

    /** Whether equality under its collation can hide a difference of what is stored. */
    public boolean equalityHidesDifferences() {
        return !collation.equalsIgnoreCase("BINARY") || affinity.mixesNumberClasses();
    }
}
