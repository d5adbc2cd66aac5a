package dev.coven.engine.schema;

import java.util.ArrayList;
import java.util.List;

/**
 * Splits SQL text into tokens by SQLite's rules; comments and white space fall away.
 *
 * <p>It never fails: an unterminated string, name or comment reaches to the end of the text, and SQLite will say so.
 */
public final class SqlTokens {
    /** Where a token could begin it is a blank to SQLite, and within a name a part of that. */
    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private final String sql;
    private final List<SqlToken> tokens = new ArrayList<>();
    private int position;

    private SqlTokens(String sql) {
        this.sql = sql;
    }

    /** The tokens of a text, in order. */
    public static List<SqlToken> of(String sql) {
        SqlTokens tokens = new SqlTokens(sql);
        while (tokens.position < sql.length()) {
            tokens.next();
        }
        return List.copyOf(tokens.tokens);
    }

    private void next() {
        char first = sql.charAt(position);
        if (" \t\n\f\r".indexOf(first) >= 0) {
            skipSpace();
        } else if (first == BYTE_ORDER_MARK) {
            position++;
        } else if (sql.startsWith("--", position)) {
            skipPast("\n");
        } else if (sql.startsWith("/*", position)) {
            position += 2;
            skipPast("*/");
        } else if (first == '\'') {
            quoted(SqlToken.Kind.STRING, '\'');
        } else if (first == '"' || first == '`') {
            quoted(SqlToken.Kind.QUOTED, first);
        } else if (first == '[') {
            quoted(SqlToken.Kind.QUOTED, ']');
        } else if ((first == 'x' || first == 'X') && position + 1 < sql.length() && sql.charAt(position + 1) == '\'') {
            int start = position++;
            skipPastQuote('\'');
            add(SqlToken.Kind.VALUE, sql.substring(start, position), start);
        } else if (isNumberStart(first)) {
            run(SqlToken.Kind.VALUE, true);
        } else if (isWordPart(first)) {
            run(SqlToken.Kind.WORD, false);
        } else if (first == '?' || first == ':' || first == '@') {
            run(SqlToken.Kind.VALUE, false);
        } else {
            add(SqlToken.Kind.SYMBOL, String.valueOf(first), position, ++position);
        }
    }

    /** Behind another blank a vertical tab is one too, though by itself it is none. */
    private void skipSpace() {
        do {
            position++;
        } while (position < sql.length() && " \t\n\u000b\f\r".indexOf(sql.charAt(position)) >= 0);
    }

    private void skipPast(String end) {
        int found = sql.indexOf(end, position);
        position = found < 0 ? sql.length() : found + end.length();
    }

    /** From the opening quote past the closing one; a doubled quote stands for itself. */
    private String skipPastQuote(char close) {
        StringBuilder inside = new StringBuilder();
        int at = position + 1;
        while (at < sql.length()) {
            char c = sql.charAt(at);
            if (c == close) {
                boolean doubled = close != ']' && at + 1 < sql.length() && sql.charAt(at + 1) == close;
                if (!doubled) {
                    break;
                }
                at++;
            }
            inside.append(c);
            at++;
        }
        position = Math.min(at + 1, sql.length());
        return inside.toString();
    }

    private void quoted(SqlToken.Kind kind, char close) {
        int start = position;
        String inside = skipPastQuote(close);
        add(kind, inside, start);
    }

    private boolean isNumberStart(char first) {
        boolean dot = first == '.' && position + 1 < sql.length() && isDigit(sql.charAt(position + 1));
        return isDigit(first) || dot;
    }

    private void run(SqlToken.Kind kind, boolean number) {
        int start = position++;
        while (position < sql.length() && (isWordPart(sql.charAt(position)) || (number && continuesNumber(start)))) {
            position++;
        }
        add(kind, sql.substring(start, position), start);
    }

    private boolean continuesNumber(int start) {
        char c = sql.charAt(position);
        char before = sql.charAt(position - 1);
        boolean exponent = (before == 'e' || before == 'E') && !sql.regionMatches(true, start, "0x", 0, 2);
        return c == '.' || (exponent && (c == '+' || c == '-'));
    }

    private void add(SqlToken.Kind kind, String text, int start) {
        add(kind, text, start, position);
    }

    private void add(SqlToken.Kind kind, String text, int start, int end) {
        tokens.add(new SqlToken(kind, text, start, end));
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private static boolean isWordPart(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || isDigit(c) || c == '_' || c == '$' || c > 0x7f;
    }
}
