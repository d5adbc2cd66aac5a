package dev.coven.spi.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
