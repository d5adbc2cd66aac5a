package dev.coven.engine.schema;

import java.util.Locale;

/**
 * A column's type affinity, found from its declared type as in <a
 * href="https://www.sqlite.org/datatype3.html#determination_of_column_affinity">SQLite's rules</a>.
 */
public enum Affinity {
    /** Prefers integers. */
    INTEGER,
    /** Prefers text. */
    TEXT,
    /** Keeps values as they come. */
    BLOB,
    /** Turns every number into a floating point one. */
    REAL,
    /** Prefers numbers. */
    NUMERIC;

    static Affinity of(String declaredType, boolean strict) {
        String type = declaredType.toUpperCase(Locale.ROOT);
        if (type.isEmpty() || (strict && type.equals("ANY"))) {
            return BLOB;
        }
        if (type.contains("INT")) {
            return INTEGER;
        }
        if (type.contains("CHAR") || type.contains("CLOB") || type.contains("TEXT")) {
            return TEXT;
        }
        if (type.contains("BLOB")) {
            return BLOB;
        }
        return type.contains("REAL") || type.contains("FLOA") || type.contains("DOUB") ? REAL : NUMERIC;
    }

    /**
     * Whether two values that SQLite calls equal under the BINARY collation can still differ in storage class, as 1 and
     * 1.0 can.
     */
    public boolean mixesNumberClasses() {
        return this != TEXT && this != REAL;
    }
}
