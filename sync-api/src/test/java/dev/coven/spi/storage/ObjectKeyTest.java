package dev.coven.spi.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ObjectKeyTest {
    @ParameterizedTest
    @ValueSource(strings = {"a", "a/b", "A-Z_0.9=", "...", ".a", "a.", "a/..b/c", "-/_/="})
    void key_ofTheForm_isValid(String text) {
        assertThat(ObjectKey.isValid(text)).isTrue();
        assertThat(new ObjectKey(text)).hasToString(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "", "/", "/a", "a/", "a//b", ".", "..", "a/.", "a/..", "../a", "a/../b", "./a", "a b", "a\\b", "a:b",
                "ä", "a\n", "a%2f", "a\0"
            })
    void key_ofAnotherForm_isRefusedByName(String text) {
        assertThat(ObjectKey.isValid(text)).isFalse();
        assertThatThrownBy(() -> new ObjectKey(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'" + text + "'");
    }

    /** Every text of up to seven of these characters, beside the form as a pattern. */
    @Test
    void key_ofAnyText_isValidAsThePatternSays() {
        Pattern segments = Pattern.compile("[A-Za-z0-9._=-]+(/[A-Za-z0-9._=-]+)*");
        Pattern dots = Pattern.compile("(^|.*/)\\.{1,2}(/.*|$)");
        List<String> texts = List.of("");
        for (int length = 0; length <= 7; length++) {
            assertThat(texts)
                    .allSatisfy(text -> assertThat(ObjectKey.isValid(text))
                            .as(text)
                            .isEqualTo(segments.matcher(text).matches()
                                    && !dots.matcher(text).matches()));
            texts = texts.stream()
                    .flatMap(text -> Stream.of("z", ".", "/", "%").map(next -> text + next))
                    .toList();
        }
    }

    @ParameterizedTest
    @ValueSource(chars = {'0', '9', 'A', 'Z', 'a', 'z', '.', '_', '=', '-'})
    void character_atTheEndOfItsRange_isValid(char c) {
        assertThat(ObjectKey.isValid("x" + c)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(chars = {'0' - 1, '9' + 1, 'A' - 1, 'Z' + 1, 'a' - 1, 'z' + 1, 'z' + 0x100, '\uff41', '\u0130'})
    void character_pastTheEndOfItsRange_isNot(char c) {
        assertThat(ObjectKey.isValid("x" + c)).isFalse();
    }

    @Test
    void key_atTheLimit_isValidAndOnePastItIsNot() {
        assertThat(ObjectKey.isValid("x".repeat(ObjectKey.MAX_CHARS))).isTrue();
        assertThat(ObjectKey.isValid("x".repeat(ObjectKey.MAX_CHARS + 1))).isFalse();
        assertThat(ObjectKey.isValid("x/".repeat(ObjectKey.MAX_CHARS / 2 - 1) + "xx"))
                .isTrue();
    }

    @Test
    void compareTo_keys_ordersByTheirCharacters() {
        assertThat(new ObjectKey("a-b")).isLessThan(new ObjectKey("a/b"));
        assertThat(new ObjectKey("a/b")).isLessThan(new ObjectKey("a0"));
        assertThat(new ObjectKey("B")).isLessThan(new ObjectKey("a"));
    }
}
