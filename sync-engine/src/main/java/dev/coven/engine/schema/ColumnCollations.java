package dev.coven.engine.schema;

import java.util.ArrayList;
import java.util.List;

/** The collations that columns declare, which no pragma reports: read from the CREATE TABLE statement. */
final class ColumnCollations {
    private ColumnCollations() {}

    /** Of each column, generated ones included, in their order; the table's constraints make it longer. */
    static List<String> of(List<SqlToken> declaration) {
        List<String> collations = new ArrayList<>();
        String collation = "BINARY";
        int depth = 0;
        for (int at = 0; at < declaration.size(); at++) {
            SqlToken token = declaration.get(at);
            if (token.isSymbol('(')) {
                depth++;
            } else if (depth == 1 && (token.isSymbol(',') || token.isSymbol(')'))) {
                collations.add(collation);
                collation = "BINARY";
            } else if (depth == 1 && token.isWord("COLLATE")) {
                collation = declaration.get(at + 1).text();
            }
            if (token.isSymbol(')')) {
                depth--;
            }
        }
        return List.copyOf(collations);
    }
}
