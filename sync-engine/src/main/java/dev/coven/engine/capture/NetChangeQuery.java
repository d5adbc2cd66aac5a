package dev.coven.engine.capture;

import dev.coven.engine.schema.SyncedColumn;
import dev.coven.engine.schema.SyncedTable;
import dev.coven.spi.row.SqlValue;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The query that finds the net change of each logged key, and where in its result things stand.
 *
 * <p>SQLite compares the rows and tells storage classes, as integers, so that only what is needed crosses JDBC. The query
 * runs the subquery first and looks the rest up, so the order of the subquery is that of the result.
 */
final class NetChangeQuery {
    static final int TOUCHED = 1;
    static final int EXISTED = 2;
    static final int EXISTS = 3;

    private static final int BITS_PER_MASK = 60;

    private final String sql;
    private final int maskCount;
    private final int typeCount;
    private final int columnCount;

    NetChangeQuery(SyncedTable table) {
        CaptureLog log = new CaptureLog(table);
        columnCount = table.columns().size();
        List<String> before = IntStream.range(0, columnCount)
                .mapToObj(index -> "e." + CaptureLog.column(index))
                .toList();
        List<String> after = table.columns().stream()
                .map(column -> "h." + column.quotedName())
                .toList();
        String exists = "h." + table.keyColumns().get(0).quotedName() + " IS NOT NULL";
        List<String> masks = masks(table.columns(), before, after);
        List<String> types = RowValues.typesSql(before);
        maskCount = masks.size();
        typeCount = types.size();
        List<String> result = new ArrayList<>(List.of("k.newest", "e.existed", exists));
        masks.forEach(mask -> result.add("CASE WHEN e.existed AND " + exists + " THEN " + mask + " ELSE 0 END"));
        types.forEach(packed -> result.add("CASE WHEN e.existed THEN " + packed + " ELSE 0 END"));
        RowValues.typesSql(after)
                .forEach(packed -> result.add("CASE WHEN " + exists + " THEN " + packed + " ELSE 0 END"));
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

    /** Whether any column of a row that was and is differs. */
    boolean anyDiffers(ResultSet rows) throws SQLException {
        for (int mask = 0; mask < maskCount; mask++) {
            if (rows.getLong(EXISTS + 1 + mask) != 0) {
                return true;
            }
        }
        return false;
    }

    boolean differs(ResultSet rows, int column) throws SQLException {
        long mask = rows.getLong(EXISTS + 1 + column / BITS_PER_MASK);
        return (mask >>> (column % BITS_PER_MASK) & 1) != 0;
    }

    SqlValue before(ResultSet rows, int column) throws SQLException {
        return value(rows, column, 0);
    }

    SqlValue after(ResultSet rows, int column) throws SQLException {
        return value(rows, column, 1);
    }

    private SqlValue value(ResultSet rows, int column, int side) throws SQLException {
        int types = EXISTS + 1 + maskCount + side * typeCount + column / RowValues.TYPES_PER_INTEGER;
        int at = EXISTS + 1 + maskCount + 2 * typeCount + side * columnCount + column;
        return RowValues.read(rows, at, rows.getLong(types), column % RowValues.TYPES_PER_INTEGER);
    }

    private static List<String> masks(List<SyncedColumn> columns, List<String> before, List<String> after) {
        List<String> masks = new ArrayList<>();
        for (int start = 0; start < columns.size(); start += BITS_PER_MASK) {
            List<String> bits = new ArrayList<>(List.of("0"));
            for (int column = start; column < Math.min(start + BITS_PER_MASK, columns.size()); column++) {
                if (!columns.get(column).isKey()) {
                    bits.add("((" + differ(before.get(column), after.get(column)) + ") << " + (column - start) + ")");
                }
            }
            masks.add(String.join(" | ", bits));
        }
        return masks;
    }

    /** BINARY, lest a collation hide a change; the class, for 1 equals 1.0. */
    private static String differ(String before, String after) {
        return before + " IS NOT " + after + " COLLATE BINARY OR typeof(" + before + ") <> typeof(" + after + ")";
    }
}
