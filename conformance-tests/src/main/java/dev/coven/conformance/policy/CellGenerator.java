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
import java.util.function.LongSupplier;
import java.util.stream.IntStream;

/** Cells as devices write them: any values, one write for each timestamp; values, times and devices often equal. */
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
            SqlValue.of(9007199254740993L),
            SqlValue.of(0x1p63),
            SqlValue.text(""),
            SqlValue.text("1"),
            SqlValue.text("a"),
            SqlValue.text("A"),
            SqlValue.text("\u0130"),
            SqlValue.text("\uD83D\uDE00"),
            SqlValue.text("a,b"),
            SqlValue.text("{\"a\":1}"),
            SqlValue.text("[]"),
            SqlValue.text("[2, 1]"),
            SqlValue.text("[1,1.0,1e400]"),
            SqlValue.text("[\"\\u0061\",\"a\"]"),
            SqlValue.text("[[[]],{\"b\":1,\"a\":2}]"),
            SqlValue.text("[1"),
            SqlValue.text("[".repeat(10_000)),
            SqlValue.text(new byte[] {(byte) 0xFF, 0, (byte) 0xC0}),
            SqlValue.blob(new byte[0]),
            SqlValue.blob(new byte[] {0}),
            SqlValue.blob(new byte[] {(byte) 0x80}));

    private static final long MINUTE_MILLIS = 60_000;
    /** 1980 and 2180, in milliseconds. */
    private static final long FAR_PAST_MILLIS = 315_532_800_000L;

    private static final long FAR_FUTURE_MILLIS = 6_626_966_400_000L;

    private final Random random;
    private final CellContext context;
    private final List<SqlValue> special;

    CellGenerator(Random random, int width, List<SqlValue> special) {
        this.random = random;
        this.special = List.copyOf(special);
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
        return writes(count, () -> TIMES[random.nextInt(TIMES.length)]);
    }

    /** So many writes of one cell, all within a minute of the far past. */
    List<Cell> writesWithinAMinute(int count) {
        return writes(count, () -> Hlc.time(FAR_PAST_MILLIS + random.nextLong(MINUTE_MILLIS), random.nextInt(3)));
    }

    /** The same write, as long after the present as it was before. */
    static Cell inTheFarFuture(Cell past) {
        long millis = past.stamp().millis() - FAR_PAST_MILLIS + FAR_FUTURE_MILLIS;
        Hlc stamp =
                new Hlc(Hlc.time(millis, past.stamp().counter()), past.stamp().device());
        return new Cell(stamp, past.values());
    }

    private List<Cell> writes(int count, LongSupplier time) {
        Map<Hlc, Cell> written = new LinkedHashMap<>();
        List<Cell> writes = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Hlc stamp = new Hlc(time.getAsLong(), DEVICES[random.nextInt(DEVICES.length)]);
            writes.add(written.computeIfAbsent(stamp, at -> new Cell(at, values())));
        }
        return writes;
    }

    private List<SqlValue> values() {
        return context.columns().stream().map(column -> value()).toList();
    }

    private SqlValue value() {
        if (!special.isEmpty() && random.nextBoolean()) {
            return special.get(random.nextInt(special.size()));
        }
        return switch (random.nextInt(5)) {
            case 0 -> SqlValue.of((long) random.nextInt(10));
            case 1 -> SqlValue.text("text " + random.nextInt(10));
            default -> AWKWARD.get(random.nextInt(AWKWARD.size()));
        };
    }
}
