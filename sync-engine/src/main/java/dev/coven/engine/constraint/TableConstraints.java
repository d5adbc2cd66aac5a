package dev.coven.engine.constraint;

import dev.coven.engine.schema.SqlNames;
import dev.coven.engine.schema.SyncedColumn;
import dev.coven.engine.schema.SyncedTable;
import dev.coven.spi.row.SqlValue;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/** The constraints of one synced table that concern more than one row, and the rows of it that wait. */
public final class TableConstraints {
    /** Of a row that refers to more parents than this by references that could read NULL, none does, if it has to be tried. */
    private static final int MAX_TRIED_REFERENCES = 4;

    private final SyncedTable table;
    private final RowTrial trial;
    private final List<UniqueRule> uniqueRules;
    private final WaitingTable waiting;
    private final List<ForeignKeyLink> references = new ArrayList<>();
    private final List<ForeignKeyLink> referrers = new ArrayList<>();
    private final boolean mustTry;
    private final BitSet constrained = new BitSet();

    TableConstraints(
            SyncedTable table,
            RowTrial trial,
            List<UniqueRule> uniqueRules,
            WaitingTable waiting,
            boolean hasConditions) {
        this.table = table;
        this.trial = trial;
        this.uniqueRules = List.copyOf(uniqueRules);
        this.waiting = waiting;
        uniqueRules.forEach(rule -> set(constrained, rule.claimColumns()));
        this.mustTry = hasConditions
                || !table.generatedColumns().isEmpty()
                || uniqueRules.stream().anyMatch(rule -> !rule.isPlain());
    }

    private static void set(BitSet columns, int[] positions) {
        for (int position : positions) {
            columns.set(position);
        }
    }

    static String keyList(SyncedTable table) {
        StringJoiner names = new StringJoiner(", ");
        table.keyColumns().forEach(column -> names.add(column.quotedName()));
        return names.toString();
    }

    static int position(SyncedTable table, String column) {
        List<SyncedColumn> columns = table.columns();
        for (int i = 0; i < columns.size(); i++) {
            if (SqlNames.same(columns.get(i).name(), column)) {
                return i;
            }
        }
        throw new IllegalStateException(table.name() + " has no stored column " + column);
    }

    void refersBy(ForeignKeyLink link) {
        references.add(link);
        set(constrained, link.childColumns());
    }

    void referredBy(ForeignKeyLink link) {
        referrers.add(link);
        set(constrained, link.parentColumns());
    }

    /** The table. */
    public SyncedTable table() {
        return table;
    }

    /** The foreign keys that it has and that count, as declared. */
    public List<ForeignKeyLink> references() {
        return references;
    }

    /** The foreign keys that point to it and count. */
    public List<ForeignKeyLink> referrers() {
        return referrers;
    }

    /** Whether rows differ in any column that a constraint between rows looks at. */
    public boolean differs(SqlValue[] before, SqlValue[] after) {
        for (int column = constrained.nextSetBit(0); column >= 0; column = constrained.nextSetBit(column + 1)) {
            if (!before[column].equals(after[column])) {
                return true;
            }
        }
        return false;
    }

    /** The columns that any constraint between rows looks at, by position. */
    public BitSet constrainedColumns() {
        return (BitSet) constrained.clone();
    }

    /** Its unique keys. */
    public List<UniqueRule> uniqueRules() {
        return uniqueRules;
    }

    /** The rows of it that wait. */
    public WaitingTable waiting() {
        return waiting;
    }

    /**
     * Why the table would not take a row that it refuses for a rival's sake if the rival were not there; null when it would.
     * SQLite may find the rival before it finds that an index has no key for the row.
     */
    public @Nullable String refusalAlone(SqlValue[] row) throws SQLException {
        return mustTry ? trial.refusal(table, row) : null;
    }

    /**
     * Whether a row may stay in its table and read NULL where this reference's parent is not there: when that breaks no other
     * constraint, whichever of its references read NULL at the same time.
     */
    public boolean mayReadNull(ForeignKeyLink reference, SqlValue[] row) throws SQLException {
        if (!reference.canReadNull()) {
            return false;
        }
        if (!mustTry) {
            return true;
        }
        List<ForeignKeyLink> nullable = new ArrayList<>();
        for (ForeignKeyLink link : references) {
            if (link.canReadNull() && link.referenceOf(row) != null) {
                nullable.add(link);
            }
        }
        if (nullable.size() > MAX_TRIED_REFERENCES) {
            return false;
        }
        for (int subset = 1; subset < 1 << nullable.size(); subset++) {
            if (!standsAs(row, nulled(row, nullable, subset))) {
                return false;
            }
        }
        return true;
    }

    private static SqlValue[] nulled(SqlValue[] row, List<ForeignKeyLink> nullable, int subset) {
        SqlValue[] changed = row.clone();
        for (int i = 0; i < nullable.size(); i++) {
            if ((subset & 1 << i) != 0) {
                for (int column : nullable.get(i).childColumns()) {
                    changed[column] = SqlValue.NULL;
                }
            }
        }
        return changed;
    }

    /** Whether the table takes the changed row, and it claims no unique key that the row does not have. */
    private boolean standsAs(SqlValue[] row, SqlValue[] changed) throws SQLException {
        if (trial.refusal(table, changed) != null) {
            return false;
        }
        for (UniqueRule rule : uniqueRules) {
            if (!rule.isPlain()) {
                Optional<List<SqlValue>> key = rule.keyOf(changed);
                Optional<List<SqlValue>> own = rule.keyOf(row);
                if (key.isPresent() && (own.isEmpty() || !rule.areEqual(key.get(), own.get()))) {
                    return false;
                }
            }
        }
        return true;
    }
}
