package dev.coven.engine.apply;

import dev.coven.engine.HeldReason;
import dev.coven.engine.capture.RowValues;
import dev.coven.engine.changeset.ChangesetTable;
import dev.coven.engine.constraint.Constraints;
import dev.coven.engine.constraint.StoredForm;
import dev.coven.engine.database.ConflictTable;
import dev.coven.engine.database.ParkedTable;
import dev.coven.engine.database.StatementCache;
import dev.coven.engine.schema.SyncedTable;
import dev.coven.spi.policy.ConflictPolicy;
import dev.coven.spi.row.SqlValue;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** The synced tables of one open database, ready to be merged into. One per connection; rebuilt when the schema changes. */
public final class MergeTables implements AutoCloseable {
    /** Whether rows whose parents are missing are kept out of their tables. */
    public enum References {
        /** They are. */
        RESPECTED,
        /** They are not: the host does not enforce foreign keys. */
        IGNORED
    }

    private static final int PAGE_ROWS = 500;

    private final Connection connection;
    private final Stamps stamps;
    private final ParkedTable parked;
    private final ConflictRecorder conflicts;
    private final StatementCache statements;
    private final Constraints constraints;
    private boolean checked;
    private boolean rulesChanged;
    private final Map<String, TableMerge> byName = new LinkedHashMap<>();
    private final Map<String, TableMerge> byFormerName = new HashMap<>();
    private final Map<Integer, TableMerge> byNumber = new HashMap<>();
    private final StateFingerprint fingerprint = new StateFingerprint();
    private final Map<String, SqlValue> defaults = new HashMap<>();

    /**
     * The tables of a database.
     *
     * @param connection where they are
     * @param policies the conflict policy of each synced table, in declaration order
     * @param stamps how timestamps are kept
     * @param references whether foreign keys are respected
     * @param nowMillis the wall clock, for the record of conflicts
     */
    public MergeTables(
            Connection connection,
            Map<SyncedTable, ConflictPolicy> policies,
            Stamps stamps,
            References references,
            LongSupplier nowMillis)
            throws SQLException {
        this.connection = connection;
        this.stamps = stamps;
        this.statements = new StatementCache(connection);
        this.parked = new ParkedTable(connection, statements);
        this.conflicts = new ConflictRecorder(new ConflictTable(connection), nowMillis);
        this.constraints =
                new Constraints(connection, policies.keySet(), statements, references == References.RESPECTED);
        policies.forEach((table, policy) -> {
            TableMerge merge = new TableMerge(
                    new TableShape(table, policy), constraints.of(table), stamps, parked, statements, connection);
            byName.put(table.name(), merge);
            byNumber.put(table.number(), merge);
        });
        for (SyncedTable table : policies.keySet()) {
            table.formerNames().forEach(name -> byFormerName.putIfAbsent(name, of(table)));
        }
    }

    Stamps stamps() {
        return stamps;
    }

    ParkedTable parked() {
        return parked;
    }

    ConflictRecorder conflicts() {
        return conflicts;
    }

    /** By how much the fingerprint of the merged state moved. */
    public StateFingerprint fingerprint() {
        return fingerprint;
    }

    /**
     * Begins a write transaction: what it reads of the engine's tables stays so until it writes there itself. The first time,
     * the tables of waiting rows are made to fit the schema.
     */
    void begin() throws SQLException {
        if (!checked && !constraints.areCurrent()) {
            refitWaitingRows();
        }
        checked = true;
        parked.begin();
        constraints.begin();
    }

    private void refitWaitingRows() throws SQLException {
        constraints.recreate();
        parked.begin();
        for (ParkedTable.Kind kind : ParkedTable.Kind.values()) {
            ParkedTable.Entry last = null;
            List<ParkedTable.Entry> page;
            do {
                page = parked.page(kind, last, PAGE_ROWS);
                for (ParkedTable.Entry entry : page) {
                    numbered(entry.table()).refit(fitted(entry));
                    last = entry;
                }
            } while (page.size() == PAGE_ROWS);
        }
        rulesChanged = true;
    }

    /** A row that waits, with the columns that the schema got since. */
    private ParkedTable.Entry fitted(ParkedTable.Entry entry) throws SQLException {
        TableShape shape = numbered(entry.table()).shape();
        List<@Nullable SqlValue> values = new ArrayList<>(entry.values());
        // A row that is one cell has all columns or none; another one that is not alive has the cells that were
        // written.
        boolean whole = entry.kind().isKeptOut()
                || (entry.kind() != ParkedTable.Kind.NULLED
                        && shape.lattice().layout().cellCount() == 1
                        && entry.values().stream().anyMatch(value -> value != null));
        while (values.size() < shape.otherColumns().length) {
            int column = shape.otherColumns()[values.size()];
            values.add(whole ? defaultOf(shape, column) : null);
        }
        return new ParkedTable.Entry(entry.table(), entry.key(), values, entry.kind(), entry.reason());
    }

    /** Whether the constraints are others than when rows were last settled by them, so that all must be settled. */
    boolean rulesChanged() {
        return rulesChanged;
    }

    /** All rows were settled, or must be. */
    void setRulesChanged(boolean changed) {
        rulesChanged = changed;
    }

    StoredForm storedForm() {
        return constraints.storedForm();
    }

    Collection<TableMerge> all() {
        return byName.values();
    }

    TableMerge numbered(int number) {
        TableMerge table = byNumber.get(number);
        if (table == null) {
            throw new IllegalStateException("coven_parked names table " + number + ", which is not synced");
        }
        return table;
    }

    /** The table that a change of another device is for. */
    TableMerge forChange(ChangesetTable header) throws ChangesetRefusedException {
        TableMerge table = byName.getOrDefault(header.name(), byFormerName.get(header.name()));
        if (table == null) {
            throw new ChangesetRefusedException(
                    HeldReason.NEWER_SCHEMA,
                    "it changes table '" + header.name() + "', which is not synced here: update the application");
        }
        ChangesetTable ours = table.shape().table().changesetTable();
        if (header.columnCount() > ours.columnCount()) {
            throw new ChangesetRefusedException(
                    HeldReason.NEWER_SCHEMA,
                    "its table '%s' has %d columns, here it has %d: update the application"
                            .formatted(header.name(), header.columnCount(), ours.columnCount()));
        }
        boolean sameKey = ours.keyColumns().equals(header.keyColumns());
        if (!sameKey) {
            throw new ChangesetRefusedException(
                    HeldReason.MALFORMED, "its table '" + header.name() + "' has another primary key than here");
        }
        return table;
    }

    /** A synced table. */
    TableMerge of(SyncedTable table) {
        return numbered(table.number());
    }

    /** What SQLite gives a row that was written before the column was there. */
    SqlValue defaultOf(TableShape shape, int column) throws SQLException {
        String expression = shape.column(column).defaultSql();
        if (expression == null) {
            return SqlValue.NULL;
        }
        SqlValue known = defaults.get(expression);
        if (known == null) {
            try (Statement query = connection.createStatement();
                    ResultSet rows = query.executeQuery("SELECT " + expression)) {
                rows.next();
                known = RowValues.read(rows, 1);
            }
            defaults.put(expression, known);
        }
        return storedForm().of(shape.column(column), known);
    }

    /** Closes prepared statements. */
    @Override
    public void close() throws SQLException {
        constraints.close();
        statements.close();
    }
}
