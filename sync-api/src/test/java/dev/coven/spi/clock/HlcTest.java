package dev.coven.spi.clock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HlcTest {
    private static final long SEED = 42;

    @Test
    void text_ofATimestamp_parsesBack() {
        Hlc hlc = new Hlc(Hlc.time(1_700_000_000_123L, 7), "device1");
        assertThat(hlc).hasToString("1700000000123-00007-device1");
        assertThat(Hlc.parse(hlc.toString())).isEqualTo(hlc);
        assertThat(hlc.millis()).isEqualTo(1_700_000_000_123L);
        assertThat(hlc.counter()).isEqualTo(7);
    }

    @Test
    void text_ofManyTimestamps_ordersAsTheyDo() {
        Random random = new Random(SEED);
        List<Hlc> stamps = Stream.generate(() -> random(random)).limit(2000).toList();
        assertThat(stamps.stream().sorted(Comparator.comparing(Hlc::toString)).toList())
                .as("seed " + SEED)
                .isEqualTo(stamps.stream().sorted().toList());
    }

    @Test
    void time_atItsLimits_isValidAndOnePastThemIsNot() {
        assertThat(new Hlc(Hlc.time(Hlc.MAX_MILLIS, Hlc.MAX_COUNTER), "a").millis())
                .isEqualTo(Hlc.MAX_MILLIS);
        assertThat(Hlc.isValidTime(0)).isTrue();
        assertThat(Hlc.isValidTime(-1)).isFalse();
        assertThat(Hlc.isValidTime((Hlc.MAX_MILLIS + 1) << 16)).isFalse();
        assertThatIllegalArgumentException().isThrownBy(() -> Hlc.time(Hlc.MAX_MILLIS + 1, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> Hlc.time(0, Hlc.MAX_COUNTER + 1));
        assertThatIllegalArgumentException().isThrownBy(() -> Hlc.time(-1, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> new Hlc(-1, "a"));
        assertThatIllegalArgumentException().isThrownBy(() -> new Hlc(0, "a".repeat(65)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "1700000000123-00007-",
                "1700000000123-00007-A",
                "170000000012-00007-a",
                "1700000000123-65536-a",
                "1700000000123-99999-a",
                "-700000000123-00007-a",
                "1700000000123-00007-a\n",
                "１700000000123-00007-a"
            })
    void parse_anotherForm_isRefused(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> Hlc.parse(text));
    }

    private static Hlc random(Random random) {
        long[] millis = {0, 1, 999, 1_700_000_000_000L, Hlc.MAX_MILLIS};
        String[] devices = {"0", "a", "ab", "b", "z9"};
        return new Hlc(
                Hlc.time(millis[random.nextInt(millis.length)], random.nextInt(3)),
                devices[random.nextInt(devices.length)]);
    }
}
