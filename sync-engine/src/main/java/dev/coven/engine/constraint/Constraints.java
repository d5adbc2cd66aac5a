package dev.coven.engine.constraint;

import dev.coven.engine.database.StatementCache;
import dev.coven.engine.schema.ForeignKey;
import dev.coven.engine.schema.ForeignKeyAction;
import dev.coven.engine.schema.SchemaFingerprint;
import dev.coven.engine.schema.SqlNames;
import dev.coven.engine.schema.SqlTokens;
import dev.coven.engine.schema.SyncedColumn;
import dev.coven.engine.schema.SyncedTable;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The constraints of all synced tables of a database, as its schema stands now. */
public final class Constraints implements AutoCloseable {
    /** What PRAGMA index_xinfo gives as the column of an expression. */
    private static final int EXPRESSION_COLUMN = -2;

    private final Connection connection;
    private final MemoryDatabase memory = new MemoryDatabase();
    private final StoredForm storedForm = new StoredForm(memory);
    private final Map<Integer, TableConstraints> tables = new LinkedHashMap<>();

    /**
     * The constraints of these tables.
     *
     * @param withForeignKeys whether rows whose parents are missing are kept out of their tables
     */
    public Constraints(
            Connection connection, Collection<SyncedTable> synced, StatementCache statements, boolean withForeignKeys)
            throws SQLException {
        this.connection = connection;
        RowTrial trial = new RowTrial(connection, memory);
        Map<String, SyncedTable> byName = new LinkedHashMap<>();
        for (SyncedTable table : synced) {
            List<UniqueRule> rules = UniqueRule.of(table, trial, statements);
            WaitingTable waiting =
                    new WaitingTable(table, SchemaFingerprint.of(connection, table.name()), rules, statements);
            boolean hasConditions = hasChecks(table) || hasIndexExpressions(table);
            tables.put(table.number(), new TableConstraints(table, trial, rules, waiting, hasConditions));
            byName.put(SqlNames.fold(table.name()), table);
        }
        if (withForeignKeys) {
            Set<String> referred = referredColumns(synced);
            for (SyncedTable child : synced) {
                for (ForeignKey key : child.foreignKeys()) {
                    SyncedTable parent = byName.get(SqlNames.fold(key.parentTable()));
                    if (parent == null) {
                        throw new IllegalStateException("the parent table '" + key.parentTable() + "' is not synced");
                    }
                    ForeignKeyLink link = new ForeignKeyLink(
                            child, key, parent, canReadNull(child, key, referred), storedForm, statements);
                    of(child).refersBy(link);
                    of(parent).referredBy(link);
                }
            }
        }
    }

    private boolean hasChecks(SyncedTable table) throws SQLException {
        try (PreparedStatement query =
                connection.prepareStatement("SELECT sql FROM sqlite_schema WHERE type = 'table' AND name = ?")) {
            query.setString(1, table.name());
            try (ResultSet rows = query.executeQuery()) {
                return rows.next() && SqlTokens.of(rows.getString(1)).stream().anyMatch(token -> token.isWord("CHECK"));
            }
        }
    }

    /** Whether an index of a table, unique or not, has a predicate or a term that is an expression. */
    private boolean hasIndexExpressions(SyncedTable table) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement("SELECT 1 FROM pragma_index_list(?, 'main') l WHERE"
                + " l.partial OR EXISTS (SELECT 1 FROM pragma_index_xinfo(l.name, 'main') WHERE cid = "
                + EXPRESSION_COLUMN + ")")) {
            query.setString(1, table.name());
            try (ResultSet rows = query.executeQuery()) {
                return rows.next();
            }
        }
    }

    /** The columns that any foreign key refers to, each as its table's and its own name in lower case. */
    private static Set<String> referredColumns(Collection<SyncedTable> synced) {
        Set<String> referred = new HashSet<>();
        for (SyncedTable child : synced) {
            for (ForeignKey key : child.foreignKeys()) {
                key.parentColumns().forEach(column -> referred.add(qualified(key.parentTable(), column)));
            }
        }
        return referred;
    }

    private static String qualified(String table, String column) {
        return SqlNames.fold(table + "\n" + column);
    }

    private static boolean canReadNull(SyncedTable child, ForeignKey key, Set<String> referred) {
        if (key.onDelete() != ForeignKeyAction.SET_NULL) {
            return false;
        }
        for (String name : key.columns()) {
            SyncedColumn column = child.columns().get(TableConstraints.position(child, name));
            if (column.isKey() || column.notNull() || referred.contains(qualified(child.name(), name))) {
                return false;
            }
        }
        return true;
    }

    /** Values as the columns store them. */
    public StoredForm storedForm() {
        return storedForm;
    }

    /** The constraints of a table. */
    public TableConstraints of(SyncedTable table) {
        TableConstraints constraints = tables.get(table.number());
        if (constraints == null) {
            throw new IllegalArgumentException("'" + table.name() + "' is not synced");
        }
        return constraints;
    }

    /** Whether the tables of waiting rows are there and fit the schema. */
    public boolean areCurrent() throws SQLException {
        for (TableConstraints table : tables.values()) {
            if (!table.waiting().isCurrent(connection, table.references(), table.referrers())) {
                return false;
            }
        }
        return true;
    }

    /**
     * Makes every table of waiting rows anew, empty. What {@code coven_parked} holds must be settled again then.
     */
    public void recreate() throws SQLException {
        for (TableConstraints table : tables.values()) {
            table.waiting().create(connection, table.references(), table.referrers());
        }
    }

    /** Begins another transaction: nothing is taken for known of the waiting rows. */
    public void begin() {
        tables.values().forEach(table -> table.waiting().forget());
    }

    @Override
    public void close() throws SQLException {
        memory.close();
    }
}
