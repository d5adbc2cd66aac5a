package dev.coven.spi.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeyPrefixTest {
    @ParameterizedTest
    @ValueSource(strings = {"a", "/", "a//", "../", "a/../", "/a/", "a b/"})
    void prefix_thatIsNotWholeSegments_isRefused(String text) {
        assertThatThrownBy(() -> new KeyPrefix(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'" + text + "'");
    }

    @Test
    void covers_keys_onlyBelowThePrefix() {
        KeyPrefix prefix = new KeyPrefix("a/b/");
        assertThat(prefix.covers(new ObjectKey("a/b/c"))).isTrue();
        assertThat(prefix.covers(new ObjectKey("a/b"))).isFalse();
        assertThat(prefix.covers(new ObjectKey("a/bc/d"))).isFalse();
        assertThat(KeyPrefix.ALL.covers(new ObjectKey("x"))).isTrue();
    }
}
