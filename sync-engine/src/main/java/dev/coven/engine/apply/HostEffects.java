package dev.coven.engine.apply;

import dev.coven.engine.changeset.Change;
import dev.coven.engine.changeset.ChangeKind;
import dev.coven.engine.constraint.ForeignKeyLink;
import dev.coven.engine.constraint.UniqueRule;
import dev.coven.engine.constraint.WaitingTable;
import dev.coven.engine.database.ParkedTable;
import dev.coven.engine.database.ParkedTable.Kind;
import dev.coven.spi.row.SqlValue;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Notices which of the host's own writes concern constraints: those that leave a row without its parent, and those that
 * concern rows that wait. Others need no settling, and nothing is remembered of them.
 */
final class HostEffects {
    private final MergeTables tables;
    private final Settlement settlement;
    private final KnownParents parents = new KnownParents();
    private final Map<TableMerge, BitSet> constrained = new HashMap<>();

    HostEffects(MergeTables tables, Settlement settlement) {
        this.tables = tables;
        this.settlement = settlement;
    }

    /**
     * Notes what a change of the host does to constraints.
     *
     * @param parked what was kept of the row outside its table until now
     */
    void note(TableMerge table, Change change, ParkedTable.@Nullable Entry parked) throws SQLException {
        boolean hides = parked != null && parked.kind() == Kind.NULLED;
        if (parked != null && parked.kind() == Kind.CONTESTED) {
            settlement.wasSupported(table, change.key(), table.shape().rowOf(change.key(), parked.values()));
        }
        if (!hides && !concerns(table, change)) {
            return;
        }
        SqlValue[] before = null;
        SqlValue[] after = null;
        if (change.kind() == ChangeKind.DELETE) {
            before = withHidden(table, change, whole(table, change), parked);
        } else if (change.kind() == ChangeKind.INSERT) {
            after = whole(table, change);
        } else {
            CurrentRow now = table.load(change.key());
            after = table.rowOf(change.key(), now.state());
            before = withHidden(table, change, earlier(after, change), parked);
            if (hides) {
                // What it wrote may be what the column read NULL for: then only the table shows that anything happened.
                settlement.suspect(table, change.key());
            }
        }
        if (hides || isFelt(table, before, after)) {
            settlement.hostMoved(new Move(table, change.key(), before, after));
        }
    }

    private static SqlValue[] earlier(SqlValue[] after, Change change) {
        SqlValue[] before = after.clone();
        for (int column = 0; column < before.length; column++) {
            SqlValue old = change.before(column);
            before[column] = old == null ? before[column] : old;
        }
        return before;
    }

    private static SqlValue[] withHidden(
            TableMerge table, Change change, SqlValue[] row, ParkedTable.@Nullable Entry parked) {
        @Nullable SqlValue[] others = table.shape().othersOf(row);
        HiddenValues.reveal(parked, others, i -> true);
        return table.shape().rowOf(change.key(), Arrays.asList(others));
    }

    private static SqlValue[] whole(TableMerge table, Change change) {
        SqlValue[] row = new SqlValue[table.shape().width()];
        for (int column = 0; column < row.length; column++) {
            SqlValue value = change.kind() == ChangeKind.DELETE ? change.before(column) : change.after(column);
            row[column] = value == null ? SqlValue.NULL : value;
        }
        return row;
    }

    /** Whether a change is of columns that any constraint between rows looks at, or claims unique keys anew that others want. */
    private boolean concerns(TableMerge table, Change change) throws SQLException {
        BitSet columns =
                constrained.computeIfAbsent(table, merge -> merge.constraints().constrainedColumns());
        if (change.kind() != ChangeKind.UPDATE) {
            return !columns.isEmpty();
        }
        for (int column = columns.nextSetBit(0); column >= 0; column = columns.nextSetBit(column + 1)) {
            if (change.after(column) != null) {
                return true;
            }
        }
        // An edit writes whole cells: of a row that is one cell every column, the unchanged ones too.
        TableShape shape = table.shape();
        boolean writesMore = shape.lattice().layout().cellCount() < shape.otherColumns().length;
        return writesMore && !columns.isEmpty() && table.constraints().waiting().hidesKeys();
    }

    private boolean isFelt(TableMerge table, SqlValue @Nullable [] before, SqlValue @Nullable [] after)
            throws SQLException {
        return (after != null && lacksParent(table, after))
                || isFeltByChildren(table, before, after)
                || (before != null && isContested(table, before))
                || (after != null && isContested(table, after));
    }

    private boolean lacksParent(TableMerge table, SqlValue[] row) throws SQLException {
        for (ForeignKeyLink link : table.constraints().references()) {
            List<SqlValue> values = link.referenceOf(row);
            if (values != null && !parents.isVisible(link, values)) {
                return true;
            }
        }
        return false;
    }

    private boolean isFeltByChildren(TableMerge table, SqlValue @Nullable [] before, SqlValue @Nullable [] after)
            throws SQLException {
        for (ForeignKeyLink link : table.constraints().referrers()) {
            List<SqlValue> left = before == null ? null : link.referencedOf(before);
            List<SqlValue> reached = after == null ? null : link.referencedOf(after);
            if (left != null && left.equals(reached)) {
                continue;
            }
            boolean felt = (left != null && (link.hasVisibleChild(left) || hasWaitingChild(link, left)))
                    || (reached != null && hasWaitingChild(link, reached));
            if (felt) {
                return true;
            }
        }
        return false;
    }

    private boolean hasWaitingChild(ForeignKeyLink link, List<SqlValue> values) throws SQLException {
        WaitingTable waiting = tables.of(link.child()).constraints().waiting();
        for (Kind kind : List.of(Kind.ORPHAN, Kind.CONTESTED, Kind.NULLED)) {
            if (waiting.hasAny(kind) && link.hasWaitingChild(values, kind)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isContested(TableMerge table, SqlValue[] row) throws SQLException {
        if (!table.constraints().waiting().hidesKeys()) {
            return false;
        }
        for (UniqueRule rule : table.constraints().uniqueRules()) {
            Optional<List<SqlValue>> key = rule.keyOf(row);
            if (key.isPresent() && !rule.hiddenHolders(key.get()).isEmpty()) {
                return true;
            }
        }
        return false;
    }
}
