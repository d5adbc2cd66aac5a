package dev.coven.engine.schema;

/**
 * One token of SQL text.
 *
 * @param kind what it is
 * @param text what it says: quotes of names and strings are taken off, words stand as written
 * @param start where it begins in the SQL text
 * @param end where it ends, exclusive
 */
public record SqlToken(Kind kind, String text, int start, int end) {
    /** What a token is. */
    public enum Kind {
        /** A keyword or an unquoted name. */
        WORD,
        /** A name in double quotes, backticks or brackets. */
        QUOTED,
        /** A string literal. */
        STRING,
        /** A number, a blob literal or a bound variable. */
        VALUE,
        /** One character of punctuation or of an operator. */
        SYMBOL
    }

    /** Whether this is the unquoted word, in whatever case. */
    public boolean isWord(String word) {
        return kind == Kind.WORD && text.equalsIgnoreCase(word);
    }

    /** Whether this is the punctuation character. */
    public boolean isSymbol(char symbol) {
        return kind == Kind.SYMBOL && text.charAt(0) == symbol;
    }

    /** Whether SQLite can take this for the name of something; it takes string literals too. */
    public boolean canBeName() {
        return kind == Kind.WORD || kind == Kind.QUOTED || kind == Kind.STRING;
    }

    /** Whether two tokens say the same to SQLite's parser. */
    public boolean sameAs(SqlToken other) {
        return kind == other.kind && SqlNames.same(text, other.text);
    }
}
