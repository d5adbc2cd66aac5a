package dev.coven.engine.schema;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The parts of a CREATE INDEX statement that no pragma reports: the text of its terms and of its WHERE.
 *
 * @param terms the text of each term, without ASC or DESC
 * @param predicate the text behind WHERE, or null
 */
record IndexSql(List<String> terms, @Nullable String predicate) {
    static IndexSql parse(String sql) {
        List<SqlToken> tokens = SqlTokens.of(sql);
        int open = 0;
        while (!tokens.get(open).isSymbol('(')) {
            open++;
        }
        List<String> terms = new ArrayList<>();
        int depth = 0;
        int termStart = open + 1;
        int at = open;
        do {
            SqlToken token = tokens.get(at);
            if (token.isSymbol('(')) {
                depth++;
            } else if (token.isSymbol(')')) {
                depth--;
            }
            if (depth == 0 || (depth == 1 && token.isSymbol(','))) {
                terms.add(term(sql, tokens.subList(termStart, at)));
                termStart = at + 1;
            }
            at++;
        } while (depth > 0);
        return new IndexSql(List.copyOf(terms), predicate(sql, tokens.subList(at, tokens.size())));
    }

    private static String term(String sql, List<SqlToken> tokens) {
        SqlToken last = tokens.get(tokens.size() - 1);
        boolean directed = tokens.size() > 1 && (last.isWord("ASC") || last.isWord("DESC"));
        return text(sql, directed ? tokens.subList(0, tokens.size() - 1) : tokens);
    }

    private static @Nullable String predicate(String sql, List<SqlToken> rest) {
        if (rest.isEmpty() || !rest.get(0).isWord("WHERE")) {
            return null;
        }
        int end = rest.get(rest.size() - 1).isSymbol(';') ? rest.size() - 1 : rest.size();
        return text(sql, rest.subList(1, end));
    }

    private static String text(String sql, List<SqlToken> tokens) {
        return sql.substring(
                tokens.get(0).start(), tokens.get(tokens.size() - 1).end());
    }
}
