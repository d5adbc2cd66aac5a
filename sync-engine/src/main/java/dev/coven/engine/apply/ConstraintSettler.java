package dev.coven.engine.apply;

import dev.coven.engine.apply.MergeTables.Reference;
import dev.coven.engine.capture.RowValues;
import dev.coven.engine.database.PackedRow;
import dev.coven.engine.database.ParkedTable;
import dev.coven.engine.schema.ForeignKey;
import dev.coven.engine.schema.IndexTerm;
import dev.coven.engine.schema.SqlNames;
import dev.coven.engine.schema.SyncedColumn;
import dev.coven.engine.schema.SyncedTable;
import dev.coven.engine.schema.UniqueIndex;
import dev.coven.spi.row.SqlValue;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/**
 * Brings rows and constraints to rest after a changeset: parked rows that fit now go back, rows whose parents are gone come
 * out.
 *
 * <p>First every parked row that may fit is put back, whether or not its parents are there yet; then rows without parents
 * are taken out until none is left. So rows that need each other come back together: what stays is the largest set.
 */
final class ConstraintSettler {
    private static final int PAGE_ROWS = 500;

    private final MergeTables tables;
    private final VisibleDifference difference;

    ConstraintSettler(MergeTables tables, VisibleDifference difference) {
        this.tables = tables;
        this.difference = difference;
    }

    void settle() throws SQLException {
        if (!tables.parked().isEmpty()) {
            putBackWhatFits();
        }
        takeOutOrphans();
    }

    private void putBackWhatFits() throws SQLException {
        boolean progress = true;
        while (progress) {
            progress = false;
            ParkedTable.Entry last = null;
            List<ParkedTable.Entry> page;
            do {
                page = tables.parked().page(ParkedTable.Kind.CONSTRAINT, last, PAGE_ROWS);
                for (ParkedTable.Entry entry : page) {
                    progress |= putBack(entry);
                    last = entry;
                }
            } while (page.size() == PAGE_ROWS);
        }
    }

    private boolean putBack(ParkedTable.Entry entry) throws SQLException {
        TableMerge table = tables.numbered(entry.table());
        SqlValue[] row = table.shape().rowOf(PackedRow.unpackKnown(entry.key()), entry.values());
        for (ForeignKey key : tables.foreignKeysOf(table)) {
            ParentKey parent = parentKey(table.shape(), key, row);
            boolean hopeless = parent != null
                    && !exists(parent)
                    && !tables.parked()
                            .hasAny(tables.parentOf(key).shape().table().number(), ParkedTable.Kind.CONSTRAINT);
            if (hopeless) {
                return false;
            }
        }
        return table.putBack(entry, difference) == null;
    }

    private void takeOutOrphans() throws SQLException {
        Deque<VisibleDifference.Touched> work = new ArrayDeque<>(difference.touched());
        while (!work.isEmpty()) {
            VisibleDifference.Touched row = work.poll();
            TableMerge table = tables.numbered(row.shape().table().number());
            if (row.after() != null) {
                takeOutIfOrphan(table, row.key(), work);
            }
            if (row.before() != null) {
                checkChildren(table, row, work);
            }
        }
    }

    private void takeOutIfOrphan(TableMerge table, List<SqlValue> key, Deque<VisibleDifference.Touched> work)
            throws SQLException {
        List<ForeignKey> foreignKeys = tables.foreignKeysOf(table);
        if (foreignKeys.isEmpty()) {
            return;
        }
        SqlValue[] visible = table.load(key).visible();
        if (visible == null) {
            return;
        }
        for (ForeignKey foreignKey : foreignKeys) {
            ParentKey parent = parentKey(table.shape(), foreignKey, visible);
            if (parent != null && !exists(parent)) {
                table.takeOut(key, visible, parent.missingSentence(), difference);
                work.add(new VisibleDifference.Touched(table.shape(), key, visible, null));
                return;
            }
        }
    }

    private void checkChildren(TableMerge parent, VisibleDifference.Touched row, Deque<VisibleDifference.Touched> work)
            throws SQLException {
        for (Reference reference : tables.referencesTo(parent)) {
            List<SqlValue> left = parentValues(parent.shape().table(), reference.key(), row.before());
            boolean stays = row.after() != null
                    && left.equals(parentValues(parent.shape().table(), reference.key(), row.after()));
            if (stays || left.contains(SqlValue.NULL)) {
                continue;
            }
            for (List<SqlValue> child : childrenOf(reference, left)) {
                takeOutIfOrphan(reference.child(), child, work);
            }
        }
    }

    private static List<SqlValue> parentValues(SyncedTable parent, ForeignKey key, SqlValue @Nullable [] row) {
        List<SqlValue> values = new ArrayList<>();
        for (String column : key.parentColumns()) {
            values.add(row == null ? SqlValue.NULL : row[columnIndex(parent, column)]);
        }
        return values;
    }

    private static int columnIndex(SyncedTable table, String column) {
        for (int i = 0; i < table.columns().size(); i++) {
            if (table.columns().get(i).name().equalsIgnoreCase(column)) {
                return i;
            }
        }
        throw new IllegalStateException(table.name() + " has no stored column " + column);
    }

    /** What a foreign key of a row asks for. */
    private record ParentKey(String table, List<String> columns, List<SqlValue> values) {
        String missingSentence() {
            return "its parent in " + table + columns + " = " + values + " is not there";
        }
    }

    /** The parent that a row refers to by a key; null when it refers to none. */
    private @Nullable ParentKey parentKey(TableShape shape, ForeignKey key, SqlValue[] row) {
        List<SqlValue> values = new ArrayList<>();
        for (String column : key.columns()) {
            SqlValue value = row[columnIndex(shape.table(), column)];
            if (value.equals(SqlValue.NULL)) {
                return null;
            }
            values.add(value);
        }
        return new ParentKey(key.parentTable(), key.parentColumns(), values);
    }

    private boolean exists(ParentKey parent) throws SQLException {
        String sql = "SELECT 1 FROM %s WHERE %s LIMIT 1"
                .formatted(SqlNames.quote(parent.table()), equalities(parent.columns(), parent.values()));
        PreparedStatement query = tables.statements().prepare(sql);
        bind(query, parent.values());
        try (ResultSet rows = query.executeQuery()) {
            return rows.next();
        }
    }

    private List<List<SqlValue>> childrenOf(Reference reference, List<SqlValue> parentValues) throws SQLException {
        TableShape child = reference.child().shape();
        StringJoiner columns = new StringJoiner(", ");
        for (int column : child.keyColumns()) {
            columns.add(child.column(column).quotedName());
        }
        PreparedStatement query = tables.statements()
                .prepare("SELECT %s FROM %s WHERE %s"
                        .formatted(
                                columns, child.table().quotedName(), childEqualities(reference.key(), parentValues)));
        bind(query, parentValues);
        List<List<SqlValue>> keys = new ArrayList<>();
        try (ResultSet rows = query.executeQuery()) {
            while (rows.next()) {
                List<SqlValue> key = new ArrayList<>();
                for (int i = 1; i <= child.keyColumns().length; i++) {
                    key.add(RowValues.read(rows, i));
                }
                keys.add(key);
            }
        }
        return keys;
    }

    /** SQLite compares a child's column with the parent's under the parent column's collation. */
    private String childEqualities(ForeignKey key, List<SqlValue> parentValues) {
        SyncedTable parent = tables.parentOf(key).shape().table();
        StringJoiner terms = new StringJoiner(" AND ");
        for (int i = 0; i < key.columns().size(); i++) {
            String collation = collationOf(parent, key.parentColumns().get(i));
            boolean plain = collation.equalsIgnoreCase("BINARY");
            terms.add(SqlNames.quote(key.columns().get(i))
                    + (plain ? "" : " COLLATE " + SqlNames.quote(collation))
                    + " = " + RowValues.placeholder(parentValues.get(i)));
        }
        return terms.toString();
    }

    private static String collationOf(SyncedTable parent, String column) {
        SyncedColumn known = parent.columns().get(columnIndex(parent, column));
        if (known.isKey()) {
            return known.collation();
        }
        for (UniqueIndex index : parent.uniqueIndexes()) {
            for (IndexTerm term : index.terms()) {
                if (term.kind() == IndexTerm.Kind.COLUMN && term.text().equalsIgnoreCase(column)) {
                    return term.collation();
                }
            }
        }
        return "BINARY";
    }

    private static String equalities(List<String> columns, List<SqlValue> values) {
        StringJoiner terms = new StringJoiner(" AND ");
        for (int i = 0; i < columns.size(); i++) {
            terms.add(SqlNames.quote(columns.get(i)) + " = " + RowValues.placeholder(values.get(i)));
        }
        return terms.toString();
    }

    private static void bind(PreparedStatement query, List<SqlValue> values) throws SQLException {
        for (int i = 0; i < values.size(); i++) {
            RowValues.bind(query, i + 1, values.get(i));
        }
    }
}
