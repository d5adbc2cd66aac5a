package dev.coven.spi.blob;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BlobNamesTest {
    @ParameterizedTest
    @ValueSource(strings = {"a", "photos/2024/summer day.jpg", "ä/ö.jpg", ".hidden", "a/..b"})
    void path_insideTheFolder_isValid(String path) {
        assertThat(new BlobPath(path).value()).isEqualTo(path);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "...",
                ".. /a",
                "a./b",
                "a /b",
                "",
                "/",
                "/a",
                "a/",
                "a//b",
                ".",
                "..",
                "../a",
                "a/../b",
                "a/..",
                "./a",
                "a\\b",
                "C:x",
                "a\0b",
                "a\nb",
                "a\u0085b"
            })
    void path_thatCouldLeaveTheFolder_isRefused(String path) {
        assertThat(BlobPath.isValid(path)).isFalse();
        assertThatIllegalArgumentException().isThrownBy(() -> new BlobPath(path));
    }

    @Test
    void path_atTheLimit_isValidAndOnePastItIsNot() {
        assertThat(BlobPath.isValid("x".repeat(BlobPath.MAX_CHARS))).isTrue();
        assertThat(BlobPath.isValid("x".repeat(BlobPath.MAX_CHARS + 1))).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"photos,0a", "a-1,A_z-9"})
    void ref_ofTheForm_isValid(String namespace, String id) {
        assertThat(BlobRef.isValid(namespace, id)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"Photos,0a", "'',0a", "photos,0", "photos,''", "photos,a/b", "photos,a.b", "pho/tos,0a", "photos,'0a '"
    })
    void ref_ofAnotherForm_isRefused(String namespace, String id) {
        assertThat(BlobRef.isValid(namespace, id)).isFalse();
        assertThatIllegalArgumentException().isThrownBy(() -> new BlobRef(namespace, id));
    }

    @Test
    void ref_atItsLimits_isValidAndOnePastThemIsNot() {
        assertThat(BlobRef.isValid("n".repeat(40), "i".repeat(128))).isTrue();
        assertThat(BlobRef.isValid("n".repeat(41), "ii")).isFalse();
        assertThat(BlobRef.isValid("n", "i".repeat(129))).isFalse();
    }
}
