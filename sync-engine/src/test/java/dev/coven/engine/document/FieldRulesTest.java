package dev.coven.engine.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.coven.spi.clock.Hlc;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FieldRulesTest {
    @Test
    void text_atLimit_isTaken() {
        assertThat(FieldRules.text("message", "12345", 5)).isEqualTo("12345");
    }

    @Test
    void text_onePastLimit_isRefusedByName() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> FieldRules.text("message", "123456", 5))
                .withMessageContaining("message")
                .withMessageContaining("6");
    }

    @Test
    void text_halfSurrogatePair_isRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> FieldRules.text("message", "a\uD800b", 5));
        assertThat(FieldRules.text("message", "\uD83D\uDE00", 5)).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a\nb", "a\u0000", "\u0085x"})
    void line_blankOrWithControlCharacters_isRefused(String value) {
        assertThatIllegalArgumentException().isThrownBy(() -> FieldRules.line("name", value, 50));
    }

    @Test
    void line_refusal_showsNoControlCharacters() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> FieldRules.line("name", "a\u001B[2Jb".repeat(100), 1000))
                .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(200).doesNotContain("\u001B"));
    }

    @Test
    void range_atBothBounds_isTaken() {
        assertThat(FieldRules.range("seq", 1, 1, 3)).isEqualTo(1);
        assertThat(FieldRules.range("seq", 3, 1, 3)).isEqualTo(3);
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 4, Long.MIN_VALUE, Long.MAX_VALUE})
    void range_beyondBounds_isRefused(long value) {
        assertThatIllegalArgumentException().isThrownBy(() -> FieldRules.range("seq", value, 1, 3));
    }

    @Test
    void time_beyondClock_isRefused() {
        long last = Hlc.time(Hlc.MAX_MILLIS, Hlc.MAX_COUNTER);
        assertThat(FieldRules.time("timestamp", last)).isEqualTo(last);
        assertThatIllegalArgumentException().isThrownBy(() -> FieldRules.time("timestamp", last + 1));
        assertThatIllegalArgumentException().isThrownBy(() -> FieldRules.time("timestamp", -1));
    }

    @Test
    void count_onePastLimit_isRefused() {
        assertThat(FieldRules.count("cursors", 3, 3)).isEqualTo(3);
        assertThatIllegalArgumentException().isThrownBy(() -> FieldRules.count("cursors", 4, 3));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "0123456789abcdef0123456789abcde",
                "0123456789abcdef0123456789abcdef0",
                "0123456789ABCDEF0123456789ABCDEF",
                "0123456789abcdef0123456789abcde\n"
            })
    void hexId_ofOtherForm_isRefused(String value) {
        assertThat(HexId.LIBRARY.matches(value)).isFalse();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> HexId.LIBRARY.require("library", value))
                .withMessageContaining("library");
    }
}
