package dev.coven.engine.schema;

import java.util.Comparator;

/** How names and text stand in SQL. */
public final class SqlNames {
    private static final String ENGINE_PREFIX = "coven_";
    private static final String SQLITE_PREFIX = "sqlite_";

    /** By name, those equal that are one to SQLite. */
    public static final Comparator<String> ORDER = Comparator.comparing(SqlNames::fold);

    private SqlNames() {}

    /** A name as a quoted identifier. */
    public static String quote(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }

    /** A text as a string literal. */
    public static String literal(String text) {
        return "'" + text.replace("'", "''") + "'";
    }

    /** A name with the case folded as SQLite folds it: A to Z only. */
    public static String fold(String name) {
        StringBuilder folded = new StringBuilder(name);
        for (int i = 0; i < folded.length(); i++) {
            char c = folded.charAt(i);
            if (c >= 'A' && c <= 'Z') {
                folded.setCharAt(i, (char) (c + 'a' - 'A'));
            }
        }
        return folded.toString();
    }

    /** Whether two names are one to SQLite. */
    public static boolean same(String left, String right) {
        return fold(left).equals(fold(right));
    }

    /** Whether a name belongs to the engine's own tables, triggers and indexes. */
    public static boolean isEngineName(String name) {
        return name.regionMatches(true, 0, ENGINE_PREFIX, 0, ENGINE_PREFIX.length());
    }

    /** Whether a name is reserved by SQLite. */
    static boolean isSqliteName(String name) {
        return name.regionMatches(true, 0, SQLITE_PREFIX, 0, SQLITE_PREFIX.length());
    }
}
