package dev.coven.engine.apply;

import dev.coven.engine.HeldReason;
import dev.coven.engine.capture.RowValues;
import dev.coven.engine.changeset.ChangesetTable;
import dev.coven.engine.database.ConflictTable;
import dev.coven.engine.database.ParkedTable;
import dev.coven.engine.schema.ForeignKey;
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
import java.util.Locale;
import java.util.Map;
import java.util.function.LongSupplier;

/** The synced tables of one open database, ready to be merged into. One per connection; rebuilt when the schema changes. */
public final class MergeTables implements AutoCloseable {
    /** Whether rows whose parents are missing are kept out of their tables. */
    public enum References {
        /** They are. */
        RESPECTED,
        /** They are not: the host does not enforce foreign keys. */
        IGNORED
    }

    /**
     * A foreign key and the table that has it.
     *
     * @param child the table
     * @param key the key
     */
    record Reference(TableMerge child, ForeignKey key) {}

    private final Connection connection;
    private final Stamps stamps;
    private final ParkedTable parked;
    private final ConflictRecorder conflicts;
    private final StatementCache statements;
    private final References references;
    private final Map<String, TableMerge> byName = new LinkedHashMap<>();
    private final Map<Integer, TableMerge> byNumber = new HashMap<>();
    private final StoredForm storedForm = new StoredForm();
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
            LongSupplier nowMillis) {
        this.connection = connection;
        this.stamps = stamps;
        this.parked = new ParkedTable(connection);
        this.conflicts = new ConflictRecorder(new ConflictTable(connection), nowMillis);
        this.statements = new StatementCache(connection);
        this.references = references;
        policies.forEach((table, policy) -> {
            TableMerge merge = new TableMerge(new TableShape(table, policy), stamps, parked, statements);
            byName.put(table.name(), merge);
            byNumber.put(table.number(), merge);
        });
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

    StatementCache statements() {
        return statements;
    }

    StoredForm storedForm() {
        return storedForm;
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
        TableMerge table = byName.get(header.name());
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

    /** The foreign keys of a table that count. */
    List<ForeignKey> foreignKeysOf(TableMerge table) {
        return references == References.IGNORED
                ? List.of()
                : table.shape().table().foreignKeys();
    }

    /** The foreign keys that point to a table and count. */
    List<Reference> referencesTo(TableMerge parent) {
        List<Reference> found = new ArrayList<>();
        for (TableMerge child : byName.values()) {
            for (ForeignKey key : foreignKeysOf(child)) {
                if (sameName(key.parentTable(), parent.shape().table().name())) {
                    found.add(new Reference(child, key));
                }
            }
        }
        return found;
    }

    /** The table that a foreign key points to, as it is declared. */
    TableMerge parentOf(ForeignKey key) {
        for (TableMerge table : byName.values()) {
            if (sameName(key.parentTable(), table.shape().table().name())) {
                return table;
            }
        }
        throw new IllegalStateException("the parent table '" + key.parentTable() + "' is not synced");
    }

    private static boolean sameName(String left, String right) {
        return left.toLowerCase(Locale.ROOT).equals(right.toLowerCase(Locale.ROOT));
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
        return storedForm.of(shape.column(column), known);
    }

    /** Closes prepared statements. */
    @Override
    public void close() throws SQLException {
        storedForm.close();
        statements.close();
    }
}
