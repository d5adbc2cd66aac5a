package dev.coven.conformance.certify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CertificateFuzzTest {
    private static final long SEED = 20_261_123;
    private static final int ROUNDS = 100;
    private static final List<String> PIECES = List.of(
            "",
            "{",
            "}",
            "[",
            "]",
            "[]",
            "{}",
            "null",
            "\"\"",
            "\"",
            "\\",
            "\\ud800",
            "0",
            "-1",
            "1e400",
            "1e999999999",
            "9223372036854775808",
            "true",
            ",",
            ":",
            "\n",
            "\"kind\":\"storage\"",
            "\"rules\":0",
            "\"seeds\":[null]");

    @Test
    void certificate_changedAnywhere_isObjectedToAndBreaksNothing() throws Exception {
        String valid = CertificateFuzz.certificate();
        assertThat(CertificateCheck.objections(valid, Optional.empty())).isEmpty();
        Random random = new Random(SEED);
        for (int round = 0; round < ROUNDS; round++) {
            int at = random.nextInt(valid.length());
            int end = Math.min(valid.length(), at + random.nextInt(1 << random.nextInt(12)));
            String changed = valid.substring(0, at) + PIECES.get(random.nextInt(PIECES.size())) + valid.substring(end);
            feed(changed, "round " + round + " of seed " + SEED);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "{}", "[]", "null", "{\"plugin\":{\"kind\":\"policy\"}}", "\uFEFF{}", "{\"format\":[]}"})
    void text_thatIsNoCertificate_isObjectedTo(String text) {
        feed(text, text);
        assertThat(CertificateCheck.objections(text, Optional.empty())).isNotEmpty();
    }

    @Test
    void nesting_veryDeep_isObjectedTo() {
        feed("[".repeat(1 << 20), "deep lists");
        feed("{\"kit\":".repeat(1 << 18), "deep objects");
    }

    private static void feed(String text, String which) {
        try {
            CertificateFuzz.fuzzerTestOneInput(text.getBytes(StandardCharsets.UTF_8));
        } catch (RuntimeException | Error e) {
            fail("a certificate (%s) broke the check".formatted(which), e);
        }
    }
}
