package dev.coven.conformance.blob;

import dev.coven.spi.plugin.Stability;
import dev.coven.spi.row.RowChange;
import dev.coven.spi.row.SqlValue;
import java.util.ArrayList;
import java.util.List;

/** Rows for {@link BlobPlanContract#rowsWithFiles()}. */
@Stability(Stability.Promise.STABLE)
public final class BlobRow {
    private BlobRow() {}

    /**
     * An INSERT of a row of texts.
     *
     * @param table its table
     * @param namesAndValues a column's name and its value, in turns; the first column is the key
     * @throws IllegalArgumentException when a value is missing
     */
    public static RowChange of(String table, String... namesAndValues) {
        if (namesAndValues.length == 0 || namesAndValues.length % 2 != 0) {
            throw new IllegalArgumentException(
                    "a row of " + table + " is names and values in turns, not " + namesAndValues.length + " of them");
        }
        List<String> columns = new ArrayList<>();
        List<SqlValue> values = new ArrayList<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            columns.add(namesAndValues[i]);
            values.add(SqlValue.text(namesAndValues[i + 1]));
        }
        return RowChange.inserted(table, columns, values.subList(0, 1), values);
    }
}
