package dev.coven.engine.schema;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Turns the DEFAULT of a column into an expression that means the same in any statement. */
final class DefaultSql {
    private static final Set<String> WORDS_THAT_ARE_VALUES =
            Set.of("null", "true", "false", "current_time", "current_date", "current_timestamp");

    private DefaultSql() {}

    /**
     * The expression for the text that {@code PRAGMA table_info} reports, or null when there is no default.
     *
     * <p>After DEFAULT a bare or double-quoted name is a text; anywhere else it would be a column.
     */
    static @Nullable String of(@Nullable String declared) {
        if (declared == null) {
            return null;
        }
        List<SqlToken> tokens = SqlTokens.of(declared);
        if (tokens.size() == 1) {
            SqlToken only = tokens.get(0);
            boolean word = only.kind() == SqlToken.Kind.WORD
                    && !WORDS_THAT_ARE_VALUES.contains(only.text().toLowerCase(Locale.ROOT));
            if (word || only.kind() == SqlToken.Kind.QUOTED) {
                return SqlNames.literal(only.text());
            }
        }
        return tokens.isEmpty() ? null : "(" + declared + ")";
    }
}
