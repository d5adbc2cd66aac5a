package dev.coven.conformance.simulation;

import dev.coven.engine.schema.Affinity;
import java.util.List;

/** The few values, as SQL literals, that columns get: so few that devices often write the same row, and the same value. */
final class ValuePool {
    private static final List<String> ODD = List.of(
            "9223372036854775807",
            "-9223372036854775808",
            "-0.5",
            "1e300",
            "''",
            "x''",
            "'O''Hara'",
            "'1.0'",
            "x'00ff'");

    private ValuePool() {}

    /** Values of key columns and of columns that refer to them. */
    static List<String> keys(Affinity affinity) {
        return switch (affinity) {
            case TEXT -> List.of("'a'", "'A'", "'a '", "'b'");
            case INTEGER -> List.of("1", "2", "3", "-1");
            case REAL -> List.of("1.0", "2.5", "3.0");
            case NUMERIC -> List.of("1", "2.5", "'c'");
            case BLOB -> List.of("x'00'", "x'01'", "x'0100'", "1", "'a'");
        };
    }

    /** The same without values that SQLite may call equal to another one. */
    static List<String> distinctKeys(Affinity affinity) {
        return affinity == Affinity.TEXT ? List.of("'a'", "'b'", "'c'", "'d'") : keys(affinity);
    }

    /** Keys where SQLite's own equality and what is stored part ways, for columns that keep values as they come. */
    static List<String> looseKeys(Affinity affinity) {
        return affinity == Affinity.BLOB ? List.of("1", "1.0", "x'00'", "'1'") : keys(affinity);
    }

    /** What a column of a STRICT table takes. */
    static List<String> strict(Affinity affinity) {
        return switch (affinity) {
            case TEXT -> List.of("'a'", "'A'", "'b'", "''");
            case INTEGER -> List.of("1", "2", "3", "0");
            case REAL -> List.of("1.0", "2.5", "-0.0");
            case NUMERIC, BLOB -> List.of("x'00'", "x'01'", "x'0100'");
        };
    }

    /** Any value, now and then one that does not suit the column. */
    static String any(Dice dice, Affinity affinity) {
        if (dice.percent(8)) {
            return dice.one(ODD);
        }
        if (dice.percent(15)) {
            return "NULL";
        }
        return dice.one(
                switch (affinity) {
                    case TEXT -> List.of("'a'", "'A'", "'b'", "'b '", "'[1]'", "'[2]'", "1");
                    case INTEGER -> List.of("0", "1", "2", "3", "'x'", "2.0");
                    case REAL -> List.of("0", "1", "1.5", "-0.0", "'x'");
                    case NUMERIC -> List.of("1", "1.0", "'1'", "2.5", "'x'");
                    case BLOB -> List.of("1", "1.0", "'1'", "'a'", "x'01'", "x'61'");
                });
    }
}
