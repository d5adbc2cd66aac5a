package dev.coven.engine.constraint;

import dev.coven.engine.database.ParkedTable;
import dev.coven.engine.database.StatementCache;
import dev.coven.engine.schema.Affinity;
import dev.coven.engine.schema.ForeignKey;
import dev.coven.engine.schema.SqlNames;
import dev.coven.engine.schema.SyncedColumn;
import dev.coven.engine.schema.SyncedTable;
import dev.coven.spi.row.SqlValue;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.StringJoiner;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A foreign key between two synced tables, as questions: does a row's parent exist, and which are a row's children. */
public final class ForeignKeyLink {
    private final SyncedTable child;
    private final SyncedTable parent;
    private final int[] childColumns;
    private final int[] parentColumns;
    private final List<String> parentCollations;
    private final List<Affinity> parentAffinities;
    private final boolean canReadNull;
    private final StoredForm storedForm;
    private final Lookup visibleParent;
    private final Lookup waitingParent;
    private final Lookup visibleChildren;
    private final Lookup waitingChildren;
    private final Lookup visibleOrphans;

    /**
     * A link.
     *
     * @param canReadNull whether its columns may read NULL while the parent is not there, as far as the schema tells
     */
    ForeignKeyLink(
            SyncedTable child,
            ForeignKey key,
            SyncedTable parent,
            boolean canReadNull,
            StoredForm storedForm,
            StatementCache statements) {
        this.storedForm = storedForm;
        this.child = child;
        this.parent = parent;
        this.canReadNull = canReadNull;
        this.childColumns = positions(child, key.columns());
        this.parentColumns = positions(parent, key.parentColumns());
        this.parentCollations = collations(parent, parentColumns);
        this.parentAffinities = Arrays.stream(parentColumns)
                .mapToObj(column ->
                        Conversion.toReferTo(parent.columns().get(column).affinity()))
                .toList();
        List<Lookup.Term> inParent = new ArrayList<>();
        List<Lookup.Term> inWaitingParent = new ArrayList<>();
        List<Lookup.Term> inChild = new ArrayList<>();
        List<Lookup.Term> inWaitingChild = new ArrayList<>();
        for (int i = 0; i < childColumns.length; i++) {
            SyncedColumn from = child.columns().get(childColumns[i]);
            SyncedColumn to = parent.columns().get(parentColumns[i]);
            String collation = parentCollations.get(i);
            Conversion conversion = Conversion.between(from.affinity(), to.affinity());
            inParent.add(Lookup.Term.of(to.quotedName(), collation));
            inWaitingParent.add(Lookup.Term.of(WaitingTable.column(parentColumns[i]), collation));
            inChild.add(new Lookup.Term(from.quotedName(), collation, conversion));
            inWaitingChild.add(new Lookup.Term(WaitingTable.column(childColumns[i]), collation, conversion));
        }
        inWaitingParent.add(WaitingTable.KIND);
        inWaitingChild.add(WaitingTable.KIND);
        this.visibleParent =
                new Lookup(statements, "SELECT 1 FROM %s WHERE ".formatted(parent.quotedName()), inParent, " LIMIT 1");
        this.waitingParent = new Lookup(
                statements,
                "SELECT coven_key FROM %s WHERE ".formatted(WaitingTable.nameOf(parent.number())),
                inWaitingParent,
                "");
        this.visibleChildren = new Lookup(
                statements,
                "SELECT %s FROM %s WHERE ".formatted(TableConstraints.keyList(child), child.quotedName()),
                inChild,
                "");
        this.waitingChildren = new Lookup(
                statements,
                "SELECT coven_key FROM %s WHERE ".formatted(WaitingTable.nameOf(child.number())),
                inWaitingChild,
                "");
        this.visibleOrphans = visibleOrphans(statements);
    }

    private Lookup visibleOrphans(StatementCache statements) {
        StringJoiner equalities = new StringJoiner(" AND ");
        StringJoiner terms = new StringJoiner(" AND ");
        for (int i = 0; i < childColumns.length; i++) {
            String from = "child." + child.columns().get(childColumns[i]).quotedName();
            SyncedColumn to = parent.columns().get(parentColumns[i]);
            terms.add(from + " IS NOT NULL");
            equalities.add("parent.%s COLLATE %s = +%s"
                    .formatted(to.quotedName(), SqlNames.quote(parentCollations.get(i)), from));
        }
        String sql = "SELECT %s FROM %s child WHERE %s AND NOT EXISTS (SELECT 1 FROM %s parent WHERE %s)"
                .formatted(TableConstraints.keyList(child), child.quotedName(), terms, parent.quotedName(), equalities);
        return new Lookup(statements, sql, List.of(), "");
    }

    private static int[] positions(SyncedTable table, List<String> names) {
        int[] positions = new int[names.size()];
        for (int i = 0; i < positions.length; i++) {
            positions[i] = TableConstraints.position(table, names.get(i));
        }
        return positions;
    }

    /**
     * What SQLite compares a child's columns with the parent's under: the collations of the primary key where the reference is
     * to it, else those that the columns declare, for only a unique index with these will do.
     */
    private static List<String> collations(SyncedTable parent, int[] columns) {
        Set<Integer> referred = Arrays.stream(columns).boxed().collect(Collectors.toSet());
        boolean toKey = referred.equals(Set.copyOf(parent.keyIndexes()));
        return Arrays.stream(columns)
                .mapToObj(parent.columns()::get)
                .map(column -> toKey ? column.collation() : column.declaredCollation())
                .toList();
    }

    /** The table that refers. */
    public SyncedTable child() {
        return child;
    }

    /** The table that is referred to. */
    public SyncedTable parent() {
        return parent;
    }

    /** The positions of the columns that refer. */
    public int[] childColumns() {
        return childColumns.clone();
    }

    /** Whether its columns may read NULL while the parent is not there, as far as the schema tells. */
    public boolean canReadNull() {
        return canReadNull;
    }

    /** What values of each referred column are compared under, on both sides. */
    List<String> parentCollations() {
        return parentCollations;
    }

    /** The positions of the columns that are referred to. */
    public int[] parentColumns() {
        return parentColumns.clone();
    }

    /**
     * What a child refers to, in the form in which SQLite looks for it in the parent's table; null when it refers to nothing,
     * because a column is NULL.
     */
    public @Nullable List<SqlValue> referenceOf(SqlValue[] childRow) throws SQLException {
        List<SqlValue> values = pick(childRow, childColumns);
        if (values == null) {
            return null;
        }
        if (values.size() == 1) {
            SqlValue only = values.get(0);
            SqlValue sought = storedForm.of(parentAffinities.get(0), only);
            return sought == only ? values : List.of(sought);
        }
        for (int i = 0; i < values.size(); i++) {
            values.set(i, storedForm.of(parentAffinities.get(i), values.get(i)));
        }
        return values;
    }

    /** What children of a row refer to; null when none can, because a column is NULL. */
    public @Nullable List<SqlValue> referencedOf(SqlValue[] parentRow) {
        return pick(parentRow, parentColumns);
    }

    private static @Nullable List<SqlValue> pick(SqlValue[] row, int[] columns) {
        if (columns.length == 1) {
            SqlValue only = row[columns[0]];
            return only.equals(SqlValue.NULL) ? null : List.of(only);
        }
        List<SqlValue> values = new ArrayList<>(columns.length);
        for (int column : columns) {
            if (row[column].equals(SqlValue.NULL)) {
                return null;
            }
            values.add(row[column]);
        }
        return values;
    }

    /** Whether a parent with these values is in its table. */
    public boolean isParentVisible(List<SqlValue> values) throws SQLException {
        return visibleParent.finds(values);
    }

    /** The keys of the rows in the child's table that have no parent in its table. */
    public List<List<SqlValue>> visibleOrphans() throws SQLException {
        return visibleOrphans.rows(List.of(), child.keyColumns().size());
    }

    /** Whether any child in its table refers to these values. */
    public boolean hasVisibleChild(List<SqlValue> values) throws SQLException {
        return visibleChildren.finds(values);
    }

    /** The packed keys of parents with these values that wait outside their table for this reason. */
    public List<byte[]> waitingParents(List<SqlValue> values, ParkedTable.Kind kind) throws SQLException {
        return waitingParent.blobs(WaitingTable.withKind(values, kind));
    }

    /** The keys of the children in their table that refer to these values. */
    public List<List<SqlValue>> visibleChildren(List<SqlValue> values) throws SQLException {
        return visibleChildren.rows(values, child.keyColumns().size());
    }

    /** The packed keys of children that refer to these values and wait for this reason. */
    public List<byte[]> waitingChildren(List<SqlValue> values, ParkedTable.Kind kind) throws SQLException {
        return waitingChildren.blobs(WaitingTable.withKind(values, kind));
    }

    /** Whether any parent with these values waits outside its table for this reason. */
    public boolean hasWaitingParent(List<SqlValue> values, ParkedTable.Kind kind) throws SQLException {
        return waitingParent.finds(WaitingTable.withKind(values, kind));
    }

    /** Whether any child that refers to these values waits for this reason. */
    public boolean hasWaitingChild(List<SqlValue> values, ParkedTable.Kind kind) throws SQLException {
        return waitingChildren.finds(WaitingTable.withKind(values, kind));
    }

    /** What it says to people of a row whose parent is not there. */
    public String missing(List<SqlValue> values) {
        StringJoiner columns = new StringJoiner(", ");
        for (int column : parentColumns) {
            columns.add(parent.columns().get(column).name());
        }
        return "its parent in %s(%s) = %s is not there".formatted(SqlNames.quote(parent.name()), columns, values);
    }
}
