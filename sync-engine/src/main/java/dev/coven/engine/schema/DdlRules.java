package dev.coven.engine.schema;

import java.util.List;

/** Which DDL from another device may run. */
final class DdlRules {
    static final int MAX_STATEMENT_CHARS = 1_000_000;
    private static final int QUOTED_CHARS = 80;

    private static final List<List<String>> BEGINNINGS = List.of(
            List.of("CREATE", "TABLE"),
            List.of("CREATE", "VIRTUAL", "TABLE"),
            List.of("CREATE", "INDEX"),
            List.of("CREATE", "UNIQUE", "INDEX"),
            List.of("CREATE", "VIEW"),
            List.of("CREATE", "TRIGGER"));

    private DdlRules() {}

    static void check(String sql) throws SchemaException {
        if (sql.length() > MAX_STATEMENT_CHARS) {
            throw refusal(sql, "is longer than " + MAX_STATEMENT_CHARS + " characters");
        }
        if (sql.indexOf(0) >= 0) {
            throw refusal(sql, "has a zero character");
        }
        List<SqlToken> tokens = SqlTokens.of(sql);
        List<String> beginning = BEGINNINGS.stream()
                .filter(words -> beginsWith(tokens, words))
                .findFirst()
                .orElseThrow(() -> refusal(sql, "does not create a table, index, view, trigger or virtual table"));
        checkOneStatement(sql, tokens, beginning.contains("TRIGGER"));
        int name = beginning.size();
        if (tokens.size() < name + 2 || tokens.get(name + 1).isSymbol('.')) {
            throw refusal(sql, "does not create an object in the main database");
        }
        if (beginning.equals(BEGINNINGS.get(0)) && !tokens.get(name + 1).isSymbol('(')) {
            throw refusal(sql, "does not declare its columns");
        }
        if (beginning.contains("VIRTUAL")
                && SqlNames.isEngineName(tokens.get(name).text() + "_")) {
            throw refusal(sql, "would store its data in tables with names of the engine's");
        }
        for (SqlToken token : tokens) {
            if (token.canBeName() && SqlNames.isEngineName(token.text())) {
                throw refusal(sql, "names the engine's " + token.text());
            }
        }
    }

    /**
     * A semicolon stands only in a trigger's body, behind each of its statements; the END behind the last one closes the
     * body. No statement of a body can begin with END, so the first such pair is the end.
     */
    private static void checkOneStatement(String sql, List<SqlToken> tokens, boolean trigger) throws SchemaException {
        int at = 0;
        while (at < tokens.size() && !tokens.get(at).isSymbol(';')) {
            at++;
        }
        while (trigger && at + 1 < tokens.size() && !endsBody(tokens, at)) {
            at++;
        }
        int expected = trigger ? tokens.size() - 2 : tokens.size();
        if (at != expected) {
            throw refusal(sql, "is not exactly one statement");
        }
    }

    private static boolean endsBody(List<SqlToken> tokens, int at) {
        return tokens.get(at).isSymbol(';') && tokens.get(at + 1).isWord("END");
    }

    private static boolean beginsWith(List<SqlToken> tokens, List<String> words) {
        if (tokens.size() < words.size()) {
            return false;
        }
        for (int at = 0; at < words.size(); at++) {
            if (!tokens.get(at).isWord(words.get(at))) {
                return false;
            }
        }
        return true;
    }

    private static SchemaException refusal(String sql, String reason) {
        String shown = sql.length() <= QUOTED_CHARS ? sql : sql.substring(0, QUOTED_CHARS) + "...";
        return new SchemaException("A statement of the schema " + reason + ": " + shown);
    }
}
