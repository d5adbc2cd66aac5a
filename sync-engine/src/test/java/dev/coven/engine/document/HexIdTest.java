package dev.coven.engine.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.security.SecureRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class HexIdTest {
    @ParameterizedTest
    @EnumSource
    void random_ofAnyKind_hasTheFormAndIsNew(HexId id) {
        SecureRandom random = new SecureRandom();

        assertThat(id.random(random)).matches(id::matches).isNotEqualTo(id.random(random));
    }

    @Test
    void matches_charactersAtAndPastTheEndsOfTheirRanges_areTakenAndNot() {
        for (char c = 0; c < 0x300; c++) {
            boolean isDigit = "0123456789abcdef".indexOf(c) >= 0;
            assertThat(HexId.DEVICE.matches("0".repeat(31) + c))
                    .as("%d", (int) c)
                    .isEqualTo(isDigit);
            assertThat(HexId.DEVICE.matches(c + "f".repeat(31)))
                    .as("%d", (int) c)
                    .isEqualTo(isDigit);
        }
    }

    @Test
    void require_textOfAnotherForm_isRefused() {
        for (String text :
                new String[] {"", "abc", "A".repeat(32), "0".repeat(31), "0".repeat(33), "../" + "0".repeat(29)}) {
            assertThat(HexId.DEVICE.matches(text)).as(text).isFalse();
            assertThatIllegalArgumentException().isThrownBy(() -> HexId.DEVICE.require("device", text));
        }
    }
}
