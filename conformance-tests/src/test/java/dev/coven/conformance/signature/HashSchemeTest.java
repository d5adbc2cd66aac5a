package dev.coven.conformance.signature;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coven.conformance.KitRun;
import dev.coven.spi.signature.SignatureScheme;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the broken schemes are made of keeps all rules, so that a broken one breaks what was broken in it. */
class HashSchemeTest {
    static class Sound extends SignatureSchemeContract {
        @Override
        protected SignatureScheme scheme() {
            return new HashScheme();
        }

        @Override
        protected List<SignatureVector> vectors() {
            return HashScheme.VECTORS;
        }
    }

    @Test
    void soundScheme_keepsAllRules() {
        KitRun run = KitRun.of(Sound.class, test -> !test.equals("scheme_isFoundByServiceLoader"));
        assertThat(run.failed()).isEmpty();
        assertThat(run.aborted()).isEmpty();
    }
}
