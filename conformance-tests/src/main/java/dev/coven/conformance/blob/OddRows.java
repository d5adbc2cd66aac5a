package dev.coven.conformance.blob;

import dev.coven.spi.row.RowChange;
import dev.coven.spi.row.SqlValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.IntStream;

/** Rows made from proper ones by spoiling them. */
final class OddRows {
    private static final List<SqlValue> ODD = List.of(
            SqlValue.NULL,
            SqlValue.of(7L),
            SqlValue.of(Long.MIN_VALUE),
            SqlValue.of(1.5),
            SqlValue.blob(new byte[] {1, 2, 3}),
            SqlValue.blob(new byte[0]),
            SqlValue.text(""),
            SqlValue.text("."),
            SqlValue.text(".."),
            SqlValue.text("/"),
            SqlValue.text(".coven-incoming"),
            SqlValue.text(".Coven-Incoming/x"),
            SqlValue.text("NUL"),
            SqlValue.text("aux.txt"),
            SqlValue.text("x."),
            SqlValue.text("x "),
            SqlValue.text("../../etc/passwd"),
            SqlValue.text("/etc/passwd"),
            SqlValue.text("a/../../b"),
            SqlValue.text("a//b"),
            SqlValue.text("a/b"),
            SqlValue.text("C:\\Windows\\x"),
            SqlValue.text("..\\x"),
            SqlValue.text("a\0b"),
            SqlValue.text("a\nb"),
            SqlValue.text("%2e%2e%2fx"),
            SqlValue.text("x".repeat(5000)),
            SqlValue.text("\uD83D\uDE00"),
            SqlValue.text(new byte[] {(byte) 0xFF, (byte) 0xFE}));

    private final Random random;
    private final List<RowChange> proper;

    OddRows(Random random, List<RowChange> proper) {
        this.random = random;
        this.proper = proper;
    }

    List<RowChange> take(int count) {
        return IntStream.range(0, count).mapToObj(i -> next()).toList();
    }

    /** A row, and another one for each of its texts, written in capitals: other rows, whose ids say so. */
    static List<RowChange> inOtherCase(RowChange row) {
        List<SqlValue> values = row.after().orElseThrow();
        List<RowChange> rows = new ArrayList<>(List.of(row));
        for (int i = 0; i < values.size(); i++) {
            if (values.get(i) instanceof SqlValue.Text text) {
                List<SqlValue> changed = new ArrayList<>(values);
                changed.set(i, SqlValue.text(text.string().toUpperCase(Locale.ROOT)));
                rows.add(RowChange.inserted(row.table(), row.columns(), row.key(), changed));
            }
        }
        return rows;
    }

    private RowChange next() {
        RowChange row = proper.get(random.nextInt(proper.size()));
        List<SqlValue> values = row.after().orElseThrow();
        return switch (random.nextInt(7)) {
            case 0 -> RowChange.deleted(row.table(), row.columns(), row.key(), values);
            case 1 -> RowChange.updated(row.table(), row.columns(), row.key(), spoilt(values), values);
            case 2 -> RowChange.updated(row.table(), row.columns(), row.key(), values, spoilt(values));
            case 3 -> RowChange.inserted("other_table", row.columns(), row.key(), values);
            case 4 -> RowChange.inserted(row.table(), renamed(row.columns()), row.key(), values);
            case 5 -> RowChange.inserted(row.table(), List.of(), row.key(), List.of());
            default -> RowChange.inserted(row.table(), row.columns(), row.key(), spoilt(values));
        };
    }

    private List<SqlValue> spoilt(List<SqlValue> values) {
        List<SqlValue> spoilt = new ArrayList<>(values);
        for (int i = 0; i < spoilt.size(); i++) {
            if (random.nextBoolean()) {
                spoilt.set(i, ODD.get(random.nextInt(ODD.size())));
            }
        }
        return spoilt;
    }

    private List<String> renamed(List<String> columns) {
        List<String> renamed = new ArrayList<>(columns);
        renamed.set(random.nextInt(renamed.size()), "no_such_column");
        return renamed;
    }
}
