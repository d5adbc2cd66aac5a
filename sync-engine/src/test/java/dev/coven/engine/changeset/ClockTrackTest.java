package dev.coven.engine.changeset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coven.spi.clock.Hlc;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClockTrackTest {
    private static final long LATEST = Hlc.time(Hlc.MAX_MILLIS, Hlc.MAX_COUNTER);

    @Test
    void times_ofAnyOrder_comeBack() throws Exception {
        for (long seed = 0; seed < 200; seed++) {
            Random random = new Random(seed);
            List<Long> times = new ArrayList<>(List.of(0L, LATEST, 0L));
            long time = Hlc.time(1_732_277_777_000L, 0);
            for (int i = random.nextInt(500); i > 0; i--) {
                int reach = 1 << random.nextInt(31);
                time += random.nextInt(reach) - reach / 3;
                times.add(time);
            }

            assertThat(read(written(times), times.size())).as("seed %d", seed).isEqualTo(times);
        }
    }

    @Test
    void times_ofOneMoment_takeAByteEach() throws Exception {
        long time = Hlc.time(1_732_277_777_000L, 0);
        List<Long> times = List.of(time, time + 1, time + 1, time + 2, time + 65, time + 1);

        assertThat(written(times)).hasSize(9 + 5);
    }

    @Test
    void bytes_areZigzagDifferences() throws Exception {
        assertThat(HexFormat.of().formatHex(written(List.of(1L, 0L, 64L, 0L)))).isEqualTo("02018100" + "7f");
    }

    @Test
    void track_ofNothing_isEmpty() throws Exception {
        assertThat(read(new byte[0], 0)).isEmpty();
    }

    @Test
    void count_onePastTheLimit_isRefused() throws Exception {
        byte[] track = written(List.of(1L, 2L, 3L));

        assertThat(read(track, 3)).hasSize(3);
        assertThatThrownBy(() -> read(track, 2))
                .isInstanceOf(MalformedChangesetException.class)
                .hasMessage("malformed at byte 2: more than 2 clocks");
    }

    @Test
    void time_onePastTheLatest_isRefused() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        byte[] bytes = new byte[Varint.MAX_BYTES];
        out.write(bytes, 0, Varint.write((LATEST + 1) << 1, bytes, 0));

        assertThatThrownBy(() -> read(out.toByteArray(), 1))
                .isInstanceOf(MalformedChangesetException.class)
                .hasMessageContaining("clock 0 is not a timestamp");
    }

    @ParameterizedTest
    @ValueSource(strings = {"01", "0203", "ffffffffffffffffff", "fffffffffffffffffe", "c08080808080808000"})
    void time_belowZeroOrBeyond_isRefused(String track) {
        refused(track, "is not a timestamp");
    }

    @ParameterizedTest
    @ValueSource(strings = {"8000", "8002", "808002", "808080808080808002", "80bfffffffffffffff"})
    void varint_longerThanNeedBe_isRefused(String track) {
        refused(track, "longer than need be");
    }

    @Test
    void track_cutInsideAClock_isRefused() throws Exception {
        byte[] track = written(List.of(LATEST));
        for (int length = 1; length < track.length; length++) {
            refused(HexFormat.of().formatHex(track, 0, length), "the bytes end inside a clock");
        }
    }

    @Test
    void track_ofRandomBytes_isRefusedInTheOneWayOrRead() throws Exception {
        for (long seed = 0; seed < 5_000; seed++) {
            Random random = new Random(seed);
            byte[] track = new byte[random.nextInt(40)];
            random.nextBytes(track);
            try {
                assertThat(written(read(track, 40))).as("seed %d", seed).isEqualTo(track);
            } catch (MalformedChangesetException e) {
                assertThat(e.offset()).as("seed %d", seed).isBetween(0L, (long) track.length);
            }
        }
    }

    @Test
    void writer_ofNoTimestamp_isRefused() {
        ClockTrackWriter writer = new ClockTrackWriter(new ByteArrayOutputStream());

        assertThatIllegalArgumentException().isThrownBy(() -> writer.write(-1));
        assertThatIllegalArgumentException().isThrownBy(() -> writer.write(LATEST + 1));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ClockTrackReader(new ByteArrayInputStream(new byte[0]), -1));
    }

    private static byte[] written(List<Long> times) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ClockTrackWriter writer = new ClockTrackWriter(out);
        for (long time : times) {
            writer.write(time);
        }
        assertThat(writer.bytesWritten()).isEqualTo(out.size());
        return out.toByteArray();
    }

    private static List<Long> read(byte[] track, long maxCount) throws IOException, MalformedChangesetException {
        ClockTrackReader reader = new ClockTrackReader(new ByteArrayInputStream(track), maxCount);
        List<Long> times = new ArrayList<>();
        for (OptionalLong time = reader.next(); time.isPresent(); time = reader.next()) {
            times.add(time.getAsLong());
        }
        assertThat(reader.offset()).isEqualTo(track.length);
        return times;
    }

    private static void refused(String track, String reason) {
        assertThatThrownBy(() -> read(HexFormat.of().parseHex(track), 100))
                .isInstanceOf(MalformedChangesetException.class)
                .hasMessageContaining(reason);
    }
}
