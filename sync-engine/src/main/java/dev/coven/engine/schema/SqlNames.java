package dev.coven.engine.schema;

/** How names and text stand in SQL. */
public final class SqlNames {
    private static final String ENGINE_PREFIX = "coven_";
    private static final String SQLITE_PREFIX = "sqlite_";

    private SqlNames() {}

    /** A name as a quoted identifier. */
    public static String quote(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }

    /** A text as a string literal. */
    public static String literal(String text) {
        return "'" + text.replace("'", "''") + "'";
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
