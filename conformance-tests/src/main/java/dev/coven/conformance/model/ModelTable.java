package dev.coven.conformance.model;

import dev.coven.engine.schema.SyncedTable;
import dev.coven.spi.policy.ConflictPolicy;
import dev.coven.spi.policy.Granularity;
import dev.coven.spi.row.SqlValue;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A synced table as the model sees it. Columns are counted from 0 in declaration order, generated ones left out.
 *
 * @param schema its schema
 * @param policy its conflict policy
 * @param keyColumns the primary key's columns, in the key's order
 * @param cells the columns of each cell
 * @param uniqueKeys its unique keys, the primary key's first
 * @param references its foreign keys that count
 * @param judgedRowByRow whether reading NULL in a reference can make a row unsound or give it a unique key
 */
record ModelTable(
        SyncedTable schema,
        ConflictPolicy policy,
        List<Integer> keyColumns,
        List<List<Integer>> cells,
        List<UniqueKey> uniqueKeys,
        List<Reference> references,
        boolean judgedRowByRow) {
    /**
     * A unique key.
     *
     * @param name of its index, or PRIMARY KEY
     * @param terms what it is over, as SQL
     * @param predicate which rows have it, as SQL
     * @param isPlain whether it is over stored columns of all rows
     * @param claimColumns the columns whose newest write is the claim; the row's birth for one of the primary key, and when
     *     there are none
     * @param equality which of its values are equal
     */
    record UniqueKey(
            String name,
            List<String> terms,
            String predicate,
            boolean isPlain,
            List<Integer> claimColumns,
            EqualValues equality) {}

    /**
     * A foreign key.
     *
     * @param columns of this table
     * @param parent the name of the parent's table
     * @param parentColumns of the parent
     * @param isSetNull whether, for all that the schema says, its columns may read NULL
     * @param equality which child's and parent's values are equal
     */
    record Reference(
            List<Integer> columns,
            String parent,
            List<Integer> parentColumns,
            boolean isSetNull,
            EqualValues equality) {}

    String name() {
        return schema.name();
    }

    int width() {
        return schema.columns().size();
    }

    boolean isKey(int column) {
        return schema.columns().get(column).isKey();
    }

    /** The cells of a table: one for each column outside the key, or one of all these columns. */
    static List<List<Integer>> cellsOf(SyncedTable schema, Granularity granularity) {
        List<Integer> others = IntStream.range(0, schema.columns().size())
                .filter(column -> !schema.columns().get(column).isKey())
                .boxed()
                .toList();
        if (granularity == Granularity.COLUMN) {
            return others.stream().map(List::of).toList();
        }
        return others.isEmpty() ? List.of() : List.of(others);
    }

    List<String> quotedColumns() {
        return schema.columns().stream().map(column -> column.quotedName()).toList();
    }

    /** The values of some columns of a whole row. */
    static List<SqlValue> select(List<SqlValue> row, List<Integer> columns) {
        List<SqlValue> selected = new ArrayList<>();
        columns.forEach(column -> selected.add(row.get(column)));
        return selected;
    }

    /** A row with NULL in some columns. */
    static List<SqlValue> withNull(List<SqlValue> row, List<Integer> columns) {
        List<SqlValue> changed = new ArrayList<>(row);
        columns.forEach(column -> changed.set(column, SqlValue.NULL));
        return changed;
    }
}
