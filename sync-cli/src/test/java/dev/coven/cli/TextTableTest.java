package dev.coven.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class TextTableTest {
    @Test
    void lines_numbersAndTexts_areAlignedEachItsWay() {
        assertThat(new TextTable("NAME", "SIZE")
                        .row("a", 5)
                        .row("longer", 12345)
                        .lines())
                .containsExactly("  NAME     SIZE", "  a           5", "  longer  12345");
    }

    @Test
    void row_ofAnotherWidth_isRefused() {
        TextTable table = new TextTable("A", "B");
        assertThatThrownBy(() -> table.row("a")).isInstanceOf(IllegalArgumentException.class);
    }
}
