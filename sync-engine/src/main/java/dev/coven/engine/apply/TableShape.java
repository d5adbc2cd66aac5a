package dev.coven.engine.apply;

import dev.coven.engine.merge.CellLayout;
import dev.coven.engine.merge.RowLattice;
import dev.coven.engine.schema.SyncedColumn;
import dev.coven.engine.schema.SyncedTable;
import dev.coven.engine.schema.SyncedTable.Trait;
import dev.coven.spi.policy.ConflictPolicy;
import dev.coven.spi.row.SqlValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A synced table as the merge sees it: which columns are key, which are not, and the lattice of its rows. */
public final class TableShape {
    private final SyncedTable table;
    private final int[] keyColumns;
    private final int[] otherColumns;
    private final RowLattice lattice;
    private final List<String> columnNames;
    private final @Nullable String rowid;

    /** The shape of a table under its conflict policy. */
    public TableShape(SyncedTable table, ConflictPolicy policy) {
        this.table = table;
        this.columnNames = table.columnNames();
        this.rowid = rowidOf(table);
        this.keyColumns =
                table.keyIndexes().stream().mapToInt(Integer::intValue).toArray();
        this.otherColumns = IntStream.range(0, table.columns().size())
                .filter(i -> !table.columns().get(i).isKey())
                .toArray();
        List<String> otherNames = new ArrayList<>();
        for (int column : otherColumns) {
            otherNames.add(table.columns().get(column).name());
        }
        this.lattice = new RowLattice(new CellLayout(table.name(), otherNames, policy.granularity()), policy);
    }

    /** The table. */
    public SyncedTable table() {
        return table;
    }

    /** The lattice of its rows. */
    public RowLattice lattice() {
        return lattice;
    }

    /** The positions of the key's columns, in the key's order. */
    int[] keyColumns() {
        return keyColumns;
    }

    /** The positions of the columns outside the key, in declaration order. */
    int[] otherColumns() {
        return otherColumns;
    }

    /** The names of all columns, in declaration order. */
    List<String> columnNames() {
        return columnNames;
    }

    /** The name by which its rows' numbers are asked for; null where they have none, or where the number is the key. */
    @Nullable
    String rowid() {
        return rowid;
    }

    private static @Nullable String rowidOf(SyncedTable table) {
        if (table.withoutRowid() || table.traits().contains(Trait.INTEGER_KEY)) {
            return null;
        }
        // A column of one of these names hides the number, which has three for that reason.
        Set<String> taken = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        taken.addAll(table.columnNames());
        taken.addAll(table.generatedColumns());
        return Stream.of("rowid", "_rowid_", "oid")
                .filter(name -> !taken.contains(name))
                .findFirst()
                .orElse(null);
    }

    SyncedColumn column(int position) {
        return table.columns().get(position);
    }

    int width() {
        return table.columns().size();
    }

    /** The key's values of a whole row. */
    List<SqlValue> keyOf(SqlValue[] row) {
        List<SqlValue> key = new ArrayList<>(keyColumns.length);
        for (int column : keyColumns) {
            key.add(row[column]);
        }
        return key;
    }

    /** The values outside the key of a whole row. */
    @Nullable
    SqlValue[] othersOf(SqlValue[] row) {
        @Nullable SqlValue[] others = new @Nullable SqlValue[otherColumns.length];
        for (int i = 0; i < others.length; i++) {
            others[i] = row[otherColumns[i]];
        }
        return others;
    }

    /** A whole row of its key and the values outside it. */
    SqlValue[] rowOf(List<SqlValue> key, List<? extends @Nullable SqlValue> others) {
        SqlValue[] row = new SqlValue[width()];
        for (int i = 0; i < keyColumns.length; i++) {
            row[keyColumns[i]] = key.get(i);
        }
        for (int i = 0; i < otherColumns.length; i++) {
            SqlValue value = others.get(i);
            row[otherColumns[i]] = value == null ? SqlValue.NULL : value;
        }
        return row;
    }
}
