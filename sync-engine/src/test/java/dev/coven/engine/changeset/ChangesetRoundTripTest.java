package dev.coven.engine.changeset;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is written is what is read. */
class ChangesetRoundTripTest {
    private static final int SEEDS = 300;

    @Test
    void changes_ofAnyShape_comeBack() throws Exception {
        for (long seed = 0; seed < SEEDS; seed++) {
            List<Change> changes = new RandomChanges(seed).changes();

            assertThat(Codec.read(Codec.write(changes))).as("seed %d", seed).isEqualTo(changes);
        }
    }

    @Test
    void changes_invertedTwice_areTheSame() {
        for (long seed = 0; seed < SEEDS; seed++) {
            List<Change> changes = new RandomChanges(seed).changes();

            assertThat(changes.stream().map(Change::invert).map(Change::invert).toList())
                    .as("seed %d", seed)
                    .isEqualTo(changes);
        }
    }

    @Test
    void stream_invertedTwice_hasTheSameBytes() throws Exception {
        for (long seed = 0; seed < SEEDS; seed++) {
            byte[] bytes = Codec.write(new RandomChanges(seed).changes());

            assertThat(inverted(inverted(bytes))).as("seed %d", seed).isEqualTo(bytes);
        }
    }

    @Test
    void writer_afterEachChange_hasHandedOverEveryByte() throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ChangesetWriter writer = new ChangesetWriter(out);
        for (Change change : new RandomChanges(1).changes()) {
            writer.write(change);

            assertThat(writer.bytesWritten()).isEqualTo(out.size());
        }
    }

    private static byte[] inverted(byte[] changeset) throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ChangesetInverter.invert(
                new ChangesetReader(new ByteArrayInputStream(changeset), ChangesetLimits.DEFAULT),
                new ChangesetWriter(out));
        return out.toByteArray();
    }
}
