package dev.coven.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coven.engine.SyncStatus;
import dev.coven.engine.SyncStatus.Amount;
import dev.coven.engine.SyncStatus.Phase;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ProgressLineTest {
    private static final String WIPE = "\r\u001b[K";

    private final ByteArrayOutputStream terminal = new ByteArrayOutputStream();
    private long now;
    private final ProgressLine line =
            new ProgressLine(new PrintStream(terminal, true, StandardCharsets.UTF_8), () -> now);

    private void tell(Duration later, Phase phase, Amount changesets, Amount files) {
        now += later.toNanos();
        line.statusChanged(new SyncStatus(
                phase,
                new SyncStatus.Progress(changesets, files, 0),
                Optional.empty(),
                Optional.empty(),
                Optional.empty()));
    }

    private String shown() {
        return terminal.toString(StandardCharsets.UTF_8);
    }

    @Test
    void phases_areShownInOneLine_andWipedAtTheEnd() {
        Duration tick = Duration.ofMillis(100);
        tell(tick, Phase.PULLING, Amount.NONE, Amount.NONE);
        tell(tick, Phase.APPLYING, new Amount(3, 9), Amount.NONE);
        tell(tick, Phase.FETCHING_FILES, new Amount(9, 9), new Amount(1, 4));
        tell(tick, Phase.PUSHING, new Amount(0, 1), new Amount(2, 4));
        tell(tick, Phase.PUSHING, new Amount(1, 1), Amount.NONE);
        tell(tick, Phase.IDLE, Amount.NONE, Amount.NONE);
        tell(tick, Phase.OFFLINE, Amount.NONE, Amount.NONE);
        assertThat(shown())
                .isEqualTo(
                        WIPE + "asking the store" + WIPE + "applied 3 of 9 changesets" + WIPE + "fetched 1 of 4 files"
                                + WIPE + "sent 2 of 4 files" + WIPE + "pushed 1 of 1 changeset" + WIPE);
    }

    @Test
    void news_fasterThanAnybodyReads_isLeftOut() {
        tell(Duration.ofMillis(99), Phase.PULLING, Amount.NONE, Amount.NONE);
        assertThat(shown()).isEmpty();
        tell(Duration.ofMillis(1), Phase.APPLYING, new Amount(1, 2), Amount.NONE);
        assertThat(shown()).isEqualTo(WIPE + "applied 1 of 2 changesets");
    }
}
