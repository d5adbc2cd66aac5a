package dev.coven.engine.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coven.spi.clock.Hlc;
import dev.coven.spi.policy.Cell;
import dev.coven.spi.policy.CellContext;
import dev.coven.spi.row.SqlValue;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonSetPolicyTest {
    private static final CellContext CONTEXT = new CellContext("t", List.of("tags"));

    private static Cell cell(long time, SqlValue value) {
        return new Cell(new Hlc(time, "a"), List.of(value));
    }

    private static SqlValue merge(SqlValue earlier, SqlValue later) {
        Cell merged = new JsonSetPolicy().merge(CONTEXT, cell(1, earlier), cell(2, later));
        assertThat(merged.stamp().time()).isEqualTo(2);
        return merged.values().get(0);
    }

    private static String merge(String earlier, String later) {
        return merge(SqlValue.text(earlier), SqlValue.text(later)) instanceof SqlValue.Text text ? text.string() : "";
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "[1] | [2] | [1,2]",
                "[2,1] | [] | [1,2]",
                "[10,9,2] | [ 2 ] | [10,2,9]",
                "[1] | [1.0] | [1,1.0]",
                "[null,true] | [false] | [false,null,true]",
                "[\"b\",\"a\",\"b\"] | [] | [\"a\",\"b\"]",
                "[\"\\u0061\\/\\u00e9\"] | [] | [\"a/\u00e9\"]",
                "[\"\\u0008\\u0009\\u001f\\\\\\\"\"] | [] | [\"\\u0008\\u0009\\u001f\\\\\\\"\"]",
                "[\"\\ud83d\\ude00\",\"\\ud83d\"] | [] | [\"\\ud83d\",\"\uD83D\uDE00\"]",
                "[[2,1],[1,2]] | [] | [[1,2],[2,1]]",
                "[{\"b\": 1, \"a\": [ ]}] | [{\"a\":[],\"b\":1}] | [{\"a\":[],\"b\":1}]",
                "[{\"a\":2,\"a\":1}] | [{}] | [{\"a\":2,\"a\":1},{}]",
                "[-0,0] | [1E+5,1e5] | [-0,0,1E+5,1e5]",
                "[123456789012345678901234567890] | [1e999999999999] | [123456789012345678901234567890,1e999999999999]"
            })
    void sets_becomeTheCanonicalTextOfTheirUnion(String earlier, String later, String union) {
        assertThat(merge(earlier, later)).isEqualTo(union);
        assertThat(merge(later, earlier)).isEqualTo(union);
        assertThat(merge(union, earlier)).isEqualTo(union);
    }

    /** Idempotent: one write stays as it was written. */
    @Test
    void equalTexts_stayAsTheyAre() {
        assertThat(merge(" [2, 1, 1]", " [2, 1, 1]")).isEqualTo(" [2, 1, 1]");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "1",
                "{}",
                "[",
                "[1,]",
                "[,1]",
                "[1 2]",
                "[1]x",
                "[01]",
                "[1.]",
                "[.5]",
                "[+1]",
                "[1e]",
                "[NaN]",
                "['a']",
                "[\"a]",
                "[\"\\x\"]",
                "[\"\\u12\uFF11\uFF12\"]",
                "[\"\t\"]",
                "[{\"a\"}]",
                "[{a:1}]",
                "[{\"a\":1,}]",
                "[nul]",
                "[1]\u0000",
                "\uFEFF[1]",
                "[1]\u00a0"
            })
    void textThatIsNoJsonArray_losesAgainstASet(String text) {
        assertThat(merge("[2, 1]", text)).isEqualTo("[2, 1]");
        assertThat(merge(text, "[2, 1]")).isEqualTo("[2, 1]");
        assertThat(merge("[", text)).isEqualTo(text);
    }

    @Test
    void valueThatIsNoText_losesAgainstASet() {
        SqlValue set = SqlValue.text("[1]");
        List<SqlValue> others = List.of(
                SqlValue.NULL,
                SqlValue.of(1L),
                SqlValue.of(1.0),
                SqlValue.blob(new byte[] {'[', ']'}),
                SqlValue.text(new byte[] {'[', '"', (byte) 0xC0, '"', ']'}));
        for (SqlValue other : others) {
            assertThat(merge(set, other)).isEqualTo(set);
            assertThat(merge(other, set)).isEqualTo(set);
            assertThat(merge(other, SqlValue.text("x"))).isEqualTo(SqlValue.text("x"));
            assertThat(merge(SqlValue.text("x"), other)).isEqualTo(other);
        }
    }

    @Test
    void nesting_atTheLimit_isRead_andBeyondIsNot() {
        String deepest = "[".repeat(CanonicalJson.MAX_DEPTH) + "]".repeat(CanonicalJson.MAX_DEPTH);
        assertThat(merge(deepest, "[1]")).isEqualTo("[1," + deepest.substring(1));
        assertThat(merge("[" + deepest + "]", "[1]")).isEqualTo("[1]");
    }
}
