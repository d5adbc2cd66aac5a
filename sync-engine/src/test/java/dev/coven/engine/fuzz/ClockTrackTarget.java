package dev.coven.engine.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coven.engine.changeset.ClockTrackReader;
import dev.coven.engine.changeset.ClockTrackWriter;
import dev.coven.engine.changeset.MalformedChangesetException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;

/** The times of changes. There is one way to write them, so what is taken is written again as the same bytes. */
final class ClockTrackTarget implements FuzzTarget {
    @Override
    public String name() {
        return "clocks";
    }

    @Override
    public List<byte[]> seeds() throws IOException {
        return List.of(written(0), written(5L << 40, (5L << 40) + 1, 3, 0), written(Long.MAX_VALUE >>> 5));
    }

    private static byte[] written(long... times) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ClockTrackWriter writer = new ClockTrackWriter(out);
        for (long time : times) {
            writer.write(time);
        }
        return out.toByteArray();
    }

    @Override
    public void feed(byte[] input) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ClockTrackWriter writer = new ClockTrackWriter(out);
        try {
            ClockTrackReader reader = new ClockTrackReader(new ByteArrayInputStream(input), Long.MAX_VALUE);
            for (OptionalLong time = reader.next(); time.isPresent(); time = reader.next()) {
                writer.write(time.getAsLong());
            }
        } catch (MalformedChangesetException e) {
            assertThat(Arrays.mismatch(input, out.toByteArray())).isEqualTo(out.size());
            return;
        }
        assertThat(out.toByteArray()).isEqualTo(input);
    }
}
