package dev.coven.conformance.blob;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coven.conformance.KitRun;
import dev.coven.spi.blob.BlobPlan;
import org.junit.jupiter.api.Test;

/** What the broken plans are made of keeps all rules, so that a broken one breaks what was broken in it. */
class TidyPlanTest {
    static class Sound extends BrokenPlans.Covers {
        @Override
        protected BlobPlan plan() {
            return new TidyPlan();
        }
    }

    @Test
    void soundPlan_keepsAllRules() {
        KitRun run = KitRun.of(Sound.class, test -> !test.equals("plan_isFoundByServiceLoader"));
        assertThat(run.failed()).isEmpty();
        assertThat(run.aborted()).isEmpty();
    }
}
