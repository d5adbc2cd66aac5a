package dev.coven.conformance.policy;

import dev.coven.spi.clock.Hlc;
import dev.coven.spi.policy.Cell;
import dev.coven.spi.policy.CellContext;
import dev.coven.spi.row.SqlValue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;

/** Cells as devices write them: any values, one write for each timestamp, times and devices often equal. */
final class CellGenerator {
    private static final long[] TIMES = {0, 1, 2, Hlc.time(1_700_000_000_000L, 0), Hlc.time(Hlc.MAX_MILLIS, 0xFFFF)};
    private static final String[] DEVICES = {"a", "b", "c", "d", "zz"};
    private static final List<SqlValue> AWKWARD = List.of(
            SqlValue.NULL,
            SqlValue.of(0L),
            SqlValue.of(1L),
            SqlValue.of(-1L),
            SqlValue.of(Long.MAX_VALUE),
            SqlValue.of(Long.MIN_VALUE),
            SqlValue.of(0.0),
            SqlValue.of(-0.0),
            SqlValue.of(1.0),
            SqlValue.of(Double.POSITIVE_INFINITY),
            SqlValue.of(Double.NEGATIVE_INFINITY),
            SqlValue.of(Double.MIN_VALUE),
            SqlValue.of(9007199254740992.0),
            SqlValue.text(""),
            SqlValue.text("1"),
            SqlValue.text("a"),
            SqlValue.text("A"),
            SqlValue.text("\u0130"),
            SqlValue.text("\uD83D\uDE00"),
            SqlValue.text("a,b"),
            SqlValue.text("{\"a\":1}"),
            SqlValue.text(new byte[] {(byte) 0xFF, 0, (byte) 0xC0}),
            SqlValue.blob(new byte[0]),
            SqlValue.blob(new byte[] {0}),
            SqlValue.blob(new byte[] {(byte) 0x80}));

    private final Random random;
    private final CellContext context;

    CellGenerator(Random random, int width) {
        this.random = random;
        this.context = new CellContext(
                "t", IntStream.range(0, width).mapToObj(i -> "c" + i).toList());
    }

    CellContext context() {
        return context;
    }

    Random random() {
        return random;
    }

    /** So many writes of one cell; equal timestamps carry equal values. */
    List<Cell> writes(int count) {
        Map<Hlc, Cell> written = new LinkedHashMap<>();
        List<Cell> writes = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            writes.add(written.computeIfAbsent(stamp(), stamp -> new Cell(stamp, values())));
        }
        return writes;
    }

    private Hlc stamp() {
        return new Hlc(TIMES[random.nextInt(TIMES.length)], DEVICES[random.nextInt(DEVICES.length)]);
    }

    private List<SqlValue> values() {
        return context.columns().stream().map(column -> value()).toList();
    }

    private SqlValue value() {
        return switch (random.nextInt(5)) {
            case 0 -> SqlValue.of((long) random.nextInt(10));
            case 1 -> SqlValue.text("text " + random.nextInt(10));
            default -> AWKWARD.get(random.nextInt(AWKWARD.size()));
        };
    }
}
