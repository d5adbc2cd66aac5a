package dev.coven.engine.schema;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SqlTokensTest {
    @Test
    void tokens_ofEveryKind_areTold() {
        assertThat(SqlTokens.of("SELECT \"a\"\"b\", [c d], `e`, 'it''s', x'0f', 1.5e-3, .5, ?1 -- no\n/* no */||é_1$"))
                .extracting(token -> token.kind() + " " + token.text())
                .containsExactly(
                        "WORD SELECT",
                        "QUOTED a\"b",
                        "SYMBOL ,",
                        "QUOTED c d",
                        "SYMBOL ,",
                        "QUOTED e",
                        "SYMBOL ,",
                        "STRING it's",
                        "SYMBOL ,",
                        "VALUE x'0f'",
                        "SYMBOL ,",
                        "VALUE 1.5e-3",
                        "SYMBOL ,",
                        "VALUE .5",
                        "SYMBOL ,",
                        "VALUE ?1",
                        "SYMBOL |",
                        "SYMBOL |",
                        "WORD é_1$");
    }

    @Test
    void unterminatedText_reachesToTheEnd() {
        assertThat(SqlTokens.of("'a;b"))
                .singleElement()
                .extracting(SqlToken::text)
                .isEqualTo("a;b");
        assertThat(SqlTokens.of("\"")).singleElement().extracting(SqlToken::end).isEqualTo(1);
        assertThat(SqlTokens.of("/* x")).isEmpty();
        assertThat(SqlTokens.of("x'"))
                .singleElement()
                .extracting(SqlToken::text)
                .isEqualTo("x'");
    }

    @Test
    void blanks_thatOnlySqliteKnows_fallAway() {
        assertThat(SqlTokens.of("a; \u000bEND \uFEFFcoven_state a\uFEFFb \u000b\uFEFF"))
                .extracting(SqlToken::text)
                .containsExactly("a", ";", "END", "coven_state", "a\uFEFFb");
        assertThat(SqlTokens.of("a;\u000bEND")).extracting(SqlToken::text).containsExactly("a", ";", "\u000b", "END");
    }
}
