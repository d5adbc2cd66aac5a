package dev.coven.engine.changeset;

import dev.coven.spi.row.SqlValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Seeded changes of any shape that the format allows. */
final class RandomChanges {
    private static final long[] INTEGERS = {0, 1, -1, 127, 128, 1L << 32, Long.MAX_VALUE, Long.MIN_VALUE};
    private static final double[] REALS = {
        0.0, -0.0, 1.0, 0.1, 1e308, Double.MIN_VALUE, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY
    };
    private static final int[] LENGTHS = {0, 1, 2, 127, 128, 300};
    private static final int[] LONG_LENGTHS = {16_383, 16_384, 16_385, 65_535, 65_536, 65_537, 200_000};

    private final Random random;

    RandomChanges(long seed) {
        this.random = new Random(seed);
    }

    List<Change> changes() {
        List<Change> changes = new ArrayList<>();
        for (int tables = random.nextInt(4); tables >= 0; tables--) {
            ChangesetTable table = table();
            for (int count = random.nextInt(20); count >= 0; count--) {
                changes.add(change(table));
            }
        }
        return changes;
    }

    private ChangesetTable table() {
        int columns = 1 + random.nextInt(random.nextInt(10) == 0 ? 300 : 8);
        List<Integer> ordinals = new ArrayList<>();
        for (int column = 0; column < columns; column++) {
            ordinals.add(random.nextInt(3) == 0 ? 1 + random.nextInt(255) : 0);
        }
        ordinals.set(random.nextInt(columns), 1);
        return new ChangesetTable("täble " + random.nextInt(5), ordinals);
    }

    private Change change(ChangesetTable table) {
        List<SqlValue> row = row(table);
        Change change = switch (random.nextInt(3)) {
            case 0 -> Change.insert(table, row);
            case 1 -> Change.delete(table, row);
            default ->
                table.keyColumns().size() == table.columnCount()
                        ? Change.insert(table, row)
                        : update(table, row, row(table));
        };
        return random.nextInt(4) == 0 ? change.withIndirection(Indirection.INDIRECT) : change;
    }

    private Change update(ChangesetTable table, List<SqlValue> from, List<SqlValue> to) {
        List<@Nullable SqlValue> before = new ArrayList<>(from);
        List<@Nullable SqlValue> after = new ArrayList<>(to);
        int changed = random.nextInt(table.columnCount());
        while (table.isKey(changed)) {
            changed = (changed + 1) % table.columnCount();
        }
        for (int column = 0; column < table.columnCount(); column++) {
            if (table.isKey(column)) {
                after.set(column, null);
            } else if (column != changed && random.nextBoolean()) {
                before.set(column, null);
                after.set(column, null);
            }
        }
        return Change.update(table, before, after);
    }

    private List<SqlValue> row(ChangesetTable table) {
        List<SqlValue> row = new ArrayList<>();
        for (int column = 0; column < table.columnCount(); column++) {
            SqlValue value = value();
            row.add(value == SqlValue.NULL && table.isKey(column) ? SqlValue.of(column) : value);
        }
        return row;
    }

    private SqlValue value() {
        return switch (random.nextInt(6)) {
            case 0 -> SqlValue.NULL;
            case 1 -> SqlValue.of(INTEGERS[random.nextInt(INTEGERS.length)]);
            case 2 -> SqlValue.of(random.nextLong());
            case 3 -> SqlValue.of(REALS[random.nextInt(REALS.length)]);
            case 4 -> SqlValue.text(bytes());
            default -> SqlValue.blob(bytes());
        };
    }

    private byte[] bytes() {
        int[] lengths = random.nextInt(200) == 0 ? LONG_LENGTHS : LENGTHS;
        byte[] bytes = new byte[lengths[random.nextInt(lengths.length)]];
        random.nextBytes(bytes);
        return bytes;
    }
}
