package dev.coven.engine.capture;

import dev.coven.engine.schema.SyncedColumn;
import dev.coven.engine.schema.SyncedTable;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/**
 * The query that finds the net change of each logged key, and where in its result things stand; {@link NetChangeRows} reads it.
 *
 * <p>SQLite compares the rows, so that only what is needed crosses JDBC. A value in text is the only one that JDBC reads much
 * faster when its storage class is known; so the query tells which values are text, by comparisons, for {@code typeof} costs
 * several times as much. The query runs the subquery first and looks the rest up, so the order of the subquery is that of
 * the result.
 */
final class NetChangeQuery {
    /** The result's column with the time of the newest touch, above the bits of {@link #EXISTED} and {@link #EXISTS}. */
    static final int HEAD = 1;

    static final int HEAD_BITS = 2;
    static final int EXISTED = 2;
    static final int EXISTS = 1;

    private static final int BITS_PER_MASK = 60;

    private final String sql;
    private final int columnCount;
    private final int maskCount;

    NetChangeQuery(SyncedTable table) {
        CaptureLog log = new CaptureLog(table);
        columnCount = table.columns().size();
        maskCount = (columnCount + BITS_PER_MASK - 1) / BITS_PER_MASK;
        List<SyncedColumn> columns = table.columns();
        List<String> before = IntStream.range(0, columnCount)
                .mapToObj(index -> "e." + CaptureLog.column(index))
                .toList();
        List<String> after =
                columns.stream().map(column -> "h." + column.quotedName()).toList();
        String exists = "h." + table.keyColumns().get(0).quotedName() + " IS NOT NULL";
        List<String> result = new ArrayList<>();
        result.add(
                "(ifnull(k.newest, 0) << " + HEAD_BITS + ") + (e.existed <> 0) * " + EXISTED + " + (" + exists + ")");
        masks(
                result,
                "e.existed AND " + exists,
                column -> differ(columns.get(column), before.get(column), after.get(column)));
        masks(result, "e.existed", column -> isText(columns.get(column), before.get(column)));
        masks(result, exists, column -> isText(columns.get(column), after.get(column)));
        result.addAll(before);
        result.addAll(after);
        // LIMIT -1 keeps SQLite from leaving the subquery's order out.
        sql = "SELECT " + String.join(",\n", result) + "\nFROM (SELECT min(seq) AS first, max(touched) AS newest FROM "
                + log.quotedName() + " WHERE " + log.keyIsWhole() + " GROUP BY " + log.keyIdentity() + " ORDER BY "
                + order(log)
                + " LIMIT -1) k\nCROSS JOIN " + log.quotedName() + " e ON e.seq = k.first\nLEFT JOIN "
                + table.quotedName() + " h ON " + log.sameKey("h", "e") + "\nWHERE e.existed OR " + exists;
    }

    /**
     * A row that moved to a key which SQLite takes for equal goes before it comes, or no table could take the two changes in
     * turn. Of such keys one was there at first, so its first entry says so.
     */
    private static String order(CaptureLog log) {
        return log.looseKeysMeet() ? log.looseKeyOrder() + ", min(2 * seq + 1 - existed) & 1" : log.keyIdentity();
    }

    String sql() {
        return sql;
    }

    /** How many integers a mask with a bit for each column takes. */
    int maskCount() {
        return maskCount;
    }

    /** The first of the result's columns that tell which values of a row that was and is differ; key columns do not. */
    int differing() {
        return HEAD + 1;
    }

    /** The first of the result's columns that tell which of a side's values are text for certain. */
    int texts(int side) {
        return HEAD + 1 + (1 + side) * maskCount;
    }

    /** The result's column with a value: of side 0 what it was, of side 1 what it is. */
    int value(int side, int column) {
        return HEAD + 1 + 3 * maskCount + side * columnCount + column;
    }

    /** A column's bit in a mask that was read from the result. */
    static boolean isSet(long[] mask, int column) {
        return (mask[column / BITS_PER_MASK] >>> (column % BITS_PER_MASK) & 1) != 0;
    }

    /** Adds a mask with a bit for each column whose condition is true; an empty condition is never true. */
    private void masks(List<String> result, String counts, IntFunction<String> condition) {
        for (int start = 0; start < columnCount; start += BITS_PER_MASK) {
            List<String> bits = new ArrayList<>(List.of("0"));
            for (int column = start; column < Math.min(start + BITS_PER_MASK, columnCount); column++) {
                String sql = condition.apply(column);
                if (!sql.isEmpty()) {
                    bits.add("CASE WHEN " + sql + " THEN " + (1L << (column - start)) + " ELSE 0 END");
                }
            }
            result.add("CASE WHEN " + counts + " THEN " + String.join(" + ", bits) + " ELSE 0 END");
        }
    }

    /**
     * BINARY, lest a collation hide a change; the class where it may, for 1 equals 1.0. The plus keeps SQLite from making text
     * of a logged number, which is there when the host changed the column's type. A column without a type keeps the sign of
     * zero, which shows in nothing but an angle.
     */
    private static String differ(SyncedColumn column, String before, String after) {
        if (column.isKey()) {
            return "";
        }
        String values = before + " IS NOT +" + after + " COLLATE BINARY";
        return switch (column.affinity()) {
            case TEXT -> values;
            case INTEGER, REAL, NUMERIC -> values + " OR typeof(" + before + ") <> typeof(" + after + ")";
            case BLOB ->
                values + " OR typeof(" + before + ") <> typeof(" + after + ") OR (" + before + " = 0.0 AND atan2("
                        + before + ", -1.0) <> atan2(" + after + ", -1.0))";
        };
    }

    /** SQLite sorts numbers, text and BLOBs in this order. Columns of numbers are not worth the question. */
    private static String isText(SyncedColumn column, String value) {
        return switch (column.affinity()) {
            case TEXT, NUMERIC, BLOB -> "+" + value + " < x'' COLLATE BINARY AND +" + value + " >= '' COLLATE BINARY";
            case INTEGER, REAL -> "";
        };
    }
}
