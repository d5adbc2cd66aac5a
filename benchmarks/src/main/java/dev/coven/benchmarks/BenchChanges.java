package dev.coven.benchmarks;

import dev.coven.engine.changeset.Change;
import dev.coven.engine.changeset.ChangesetTable;
import dev.coven.engine.changeset.ChangesetWriter;
import dev.coven.spi.row.SqlValue;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The items of {@link BenchData} as a changeset has them. */
final class BenchChanges {
    private static final ChangesetTable ITEMS = new ChangesetTable("items", List.of(1, 0, 0, 0, 0, 0, 0, 0));

    private BenchChanges() {}

    /** A new row for every item. */
    static List<Change> inserts(int rows) {
        List<Change> changes = new ArrayList<>();
        for (int i = 0; i < rows; i++) {
            changes.add(Change.insert(ITEMS, Arrays.asList(row(i))));
        }
        return changes;
    }

    /** The values of an item. */
    static SqlValue[] row(int i) {
        return Arrays.stream(BenchData.item(i)).map(BenchChanges::value).toArray(SqlValue[]::new);
    }

    private static SqlValue value(@Nullable Object value) {
        if (value == null) {
            return SqlValue.NULL;
        }
        if (value instanceof String text) {
            return SqlValue.text(text);
        }
        if (value instanceof Long number) {
            return SqlValue.of(number);
        }
        if (value instanceof Double number) {
            return SqlValue.of(number);
        }
        if (value instanceof byte[] bytes) {
            return SqlValue.blob(bytes);
        }
        throw new IllegalArgumentException("no item has a value of " + value.getClass());
    }

    /** The changeset of some changes. */
    static byte[] bytes(List<Change> changes) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        write(changes, out);
        return out.toByteArray();
    }

    static void write(List<Change> changes, OutputStream out) throws IOException {
        ChangesetWriter writer = new ChangesetWriter(out);
        for (Change change : changes) {
            writer.write(change);
        }
    }
}
