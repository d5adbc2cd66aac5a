package dev.coven.engine.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coven.engine.changeset.Change;
import dev.coven.engine.changeset.ChangesetLimits;
import dev.coven.engine.changeset.ChangesetReader;
import dev.coven.engine.changeset.ChangesetTable;
import dev.coven.engine.changeset.ChangesetWriter;
import dev.coven.engine.changeset.Indirection;
import dev.coven.engine.changeset.MalformedChangesetException;
import dev.coven.spi.row.SqlValue;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Row data. What is taken says the same when it is written again, in no more bytes (repeated headers and long varints are taken),
 * and undoing it twice gives it back.
 */
final class ChangesetTarget implements FuzzTarget {
    private static final ChangesetLimits LIMITS = ChangesetLimits.DEFAULT;

    @Override
    public String name() {
        return "changeset";
    }

    @Override
    public List<byte[]> seeds() throws IOException {
        ChangesetTable one = new ChangesetTable("t", List.of(1, 0));
        ChangesetTable other = new ChangesetTable("odd \"name\" é", List.of(2, 0, 1));
        SqlValue key = SqlValue.text("k");
        List<Change> all = List.of(
                Change.insert(one, List.of(key, SqlValue.of(7))),
                Change.update(one, Arrays.asList(key, SqlValue.of(7)), Arrays.asList(null, SqlValue.of(-0.5)))
                        .withIndirection(Indirection.INDIRECT),
                Change.delete(other, List.of(key, SqlValue.NULL, SqlValue.blob(new byte[200]))));
        List<byte[]> seeds = new ArrayList<>();
        seeds.add(written(all));
        for (Change change : all) {
            seeds.add(written(List.of(change)));
        }
        return seeds;
    }

    @Override
    public void feed(byte[] input) throws IOException {
        List<Change> changes;
        try {
            changes = read(input);
        } catch (MalformedChangesetException e) {
            assertThat(e.offset()).isBetween(0L, (long) input.length);
            return;
        }
        byte[] written = written(changes);
        assertThat(written.length).isLessThanOrEqualTo(input.length);
        List<Change> inverse = changes.stream().map(Change::invert).toList();
        try {
            assertThat(read(written)).isEqualTo(changes);
            assertThat(read(written(inverse)).stream().map(Change::invert)).isEqualTo(changes);
        } catch (MalformedChangesetException e) {
            throw new AssertionError("what was taken is refused when it is written again", e);
        }
        for (Change change : changes) {
            assertThat(change.key()).hasSize(change.table().keyColumns().size());
        }
    }

    private static List<Change> read(byte[] bytes) throws IOException, MalformedChangesetException {
        ChangesetReader reader = new ChangesetReader(new ByteArrayInputStream(bytes), LIMITS);
        List<Change> changes = new ArrayList<>();
        for (Change change = reader.next(); change != null; change = reader.next()) {
            changes.add(change);
        }
        assertThat(reader.offset()).isEqualTo(bytes.length);
        return changes;
    }

    static byte[] written(List<Change> changes) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ChangesetWriter writer = new ChangesetWriter(out);
        for (Change change : changes) {
            writer.write(change);
        }
        return out.toByteArray();
    }
}
