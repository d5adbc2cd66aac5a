package dev.coven.engine.changeset;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URISyntaxException;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Agreement with the session extension in C, byte for byte. */
class ChangesetGoldenTest {
    static List<Golden> goldens() throws IOException, URISyntaxException {
        return Golden.all();
    }

    @Test
    void goldens_ofEveryCase_areFoundAndNotEmpty() throws Exception {
        assertThat(goldens()).hasSize(12).noneMatch(golden -> golden.changes().isEmpty());
    }

    @ParameterizedTest
    @MethodSource("goldens")
    void reader_ofGolden_tellsWhatTheExtensionTells(Golden golden) throws Exception {
        assertThat(Codec.read(golden.changeset())).isEqualTo(golden.changes());
    }

    @ParameterizedTest
    @MethodSource("goldens")
    void reader_ofGoldenByteByByte_tellsTheSame(Golden golden) throws Exception {
        assertThat(Codec.read(Codec.trickle(golden.changeset()), ChangesetLimits.DEFAULT))
                .isEqualTo(golden.changes());
    }

    @ParameterizedTest
    @MethodSource("goldens")
    void reader_atTheEndOfGolden_hasTakenEveryByte(Golden golden) throws Exception {
        ChangesetReader reader =
                new ChangesetReader(new ByteArrayInputStream(golden.changeset()), ChangesetLimits.DEFAULT);
        while (reader.next() != null) {
            assertThat(reader.offset()).isLessThanOrEqualTo(golden.changeset().length);
        }

        assertThat(reader.offset()).isEqualTo(golden.changeset().length);
    }

    @ParameterizedTest
    @MethodSource("goldens")
    void writer_ofWhatTheExtensionTells_writesItsBytes(Golden golden) throws Exception {
        assertThat(Codec.write(golden.changes())).isEqualTo(golden.changeset());
    }

    @ParameterizedTest
    @MethodSource("goldens")
    void inverter_ofGolden_writesTheBytesOfTheExtensionsInvert(Golden golden) throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ChangesetWriter writer = new ChangesetWriter(out);
        ChangesetInverter.invert(
                new ChangesetReader(new ByteArrayInputStream(golden.changeset()), ChangesetLimits.DEFAULT), writer);

        assertThat(out.toByteArray()).isEqualTo(golden.inverse());
        assertThat(writer.bytesWritten()).isEqualTo(golden.inverse().length);
    }

    @ParameterizedTest
    @MethodSource("goldens")
    void reader_ofGoldenCutShort_refusesOrTellsABeginning(Golden golden) throws Exception {
        List<Change> all = golden.changes();
        int step = Math.max(1, golden.changeset().length / 1_000);
        for (int length = 0; length < golden.changeset().length; length += step) {
            byte[] cut = Arrays.copyOf(golden.changeset(), length);
            try {
                List<Change> some = Codec.read(cut);
                assertThat(Codec.write(some)).isEqualTo(cut);
                assertThat(some).isEqualTo(all.subList(0, some.size()));
            } catch (MalformedChangesetException e) {
                assertThat(e).hasMessageContaining("the bytes end inside");
                assertThat(e.offset()).isEqualTo(length);
            }
        }
    }
}
