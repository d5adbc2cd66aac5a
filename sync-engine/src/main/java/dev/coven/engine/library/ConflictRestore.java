package dev.coven.engine.library;

import dev.coven.engine.Conflict;
import dev.coven.engine.SyncException;
import dev.coven.engine.capture.RowValues;
import dev.coven.engine.copy.ConflictPolicies;
import dev.coven.engine.copy.LibraryCopy;
import dev.coven.engine.database.ConflictTable;
import dev.coven.engine.database.PackedRow;
import dev.coven.engine.database.ParkedTable;
import dev.coven.engine.schema.SqlNames;
import dev.coven.engine.schema.SyncedColumn;
import dev.coven.engine.schema.SyncedTable;
import dev.coven.spi.clock.Hlc;
import dev.coven.spi.policy.Cell;
import dev.coven.spi.policy.CellContext;
import dev.coven.spi.policy.ConflictPolicy;
import dev.coven.spi.policy.Granularity;
import dev.coven.spi.row.SqlValue;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/**
 * Writes a lost value back, as an ordinary edit that capture sees: held to the database's constraints, and the newest of all,
 * so that it wins. What cannot be written back stays in the list.
 */
final class ConflictRestore {
    private static final Set<SQLiteErrorCode> REFUSALS =
            Set.of(SQLiteErrorCode.SQLITE_CONSTRAINT, SQLiteErrorCode.SQLITE_MISMATCH, SQLiteErrorCode.SQLITE_TOOBIG);
    private static final int PRIMARY_CODE_MASK = 0xFF;
    private static final Hlc BEFORE = new Hlc(1, "0");
    private static final Hlc AFTER = new Hlc(2, "0");

    private final LibraryCopy copy;
    private final ConflictPolicies policies;

    ConflictRestore(LibraryCopy copy, ConflictPolicies policies) {
        this.copy = copy;
        this.policies = policies;
    }

    Conflict restore(long number) throws SQLException, SyncException {
        return copy.writeAsHost(() -> {
            ConflictTable.Entry entry = copy.tables()
                    .conflicts()
                    .find(number)
                    .orElseThrow(() -> refused("there is no conflict " + number
                            + ": it was restored already, or the number is wrong; list them for the numbers"));
            SyncedTable table = tableOf(entry);
            SyncedColumn column = columnOf(entry, table);
            Optional<List<SqlValue>> row = rowOf(entry, table);
            if (row.isEmpty()) {
                throw absent(entry, table);
            }
            requireThatItWins(entry, table, column, row.get());
            update(entry, table, column);
            copy.tables().conflicts().remove(number);
            return Reports.conflict(entry);
        });
    }

    private static SyncException refused(String message) {
        return new SyncException(SyncException.Kind.REFUSED, message);
    }

    private SyncedTable tableOf(ConflictTable.Entry entry) throws SyncException {
        return SyncedTable.named(entry.table(), copy.syncedTables())
                .orElseThrow(() -> refused("table '%s' of conflict %d is not synced any more: write its value by hand"
                        .formatted(entry.table(), entry.number())));
    }

    private static SyncedColumn columnOf(ConflictTable.Entry entry, SyncedTable table) throws SyncException {
        return table.columns().stream()
                .filter(column -> !column.isKey() && SqlNames.same(column.name(), entry.column()))
                .findFirst()
                .orElseThrow(() -> refused(
                        "table '%s' has no column '%s' any more: write the value of conflict %d to another one by hand"
                                .formatted(entry.table(), entry.column(), entry.number())));
    }

    /** The row as it stands in its table, if it does. */
    private Optional<List<SqlValue>> rowOf(ConflictTable.Entry entry, SyncedTable table) throws SQLException {
        String sql = "SELECT %s FROM %s WHERE %s"
                .formatted(table.columnsSql(""), table.quotedName(), keyTerms(entry, table));
        try (PreparedStatement query = copy.prepare(sql)) {
            bindKey(entry, query, 1);
            try (ResultSet rows = query.executeQuery()) {
                if (!rows.next()) {
                    return Optional.empty();
                }
                List<SqlValue> row = RowValues.readRow(rows, table.columns().size());
                // SQLite's equality may find another row: one whose key is equal under a collation, or 1 for 1.0.
                List<SqlValue> key = table.keyIndexes().stream().map(row::get).toList();
                return key.equals(entry.key()) ? Optional.of(row) : Optional.empty();
            }
        }
    }

    private SyncException absent(ConflictTable.Entry entry, SyncedTable table) throws SQLException {
        String row = "the row of conflict " + entry.number();
        Optional<ParkedTable.Entry> parked = copy.tables()
                .parked()
                .find(table.number(), PackedRow.pack(entry.key()))
                .filter(found -> found.kind() != ParkedTable.Kind.RESIDUE);
        return parked.isPresent()
                ? refused(row + " is parked (" + parked.get().reason()
                        + "): take away what keeps it out, sync, then restore again")
                : refused(row + " was deleted from table '" + table.name() + "': insert it again, then restore");
    }

    /** Asks the table's policy what it will make of the value, written after all others. */
    private void requireThatItWins(
            ConflictTable.Entry entry, SyncedTable table, SyncedColumn column, List<SqlValue> row)
            throws SyncException {
        ConflictPolicy policy = policies.policy(copy.policyOf(table.name()));
        List<String> names = new ArrayList<>();
        List<SqlValue> present = new ArrayList<>();
        List<SqlValue> restored = new ArrayList<>();
        for (int i = 0; i < row.size(); i++) {
            SyncedColumn candidate = table.columns().get(i);
            boolean inCell = policy.granularity() == Granularity.ROW ? !candidate.isKey() : candidate.equals(column);
            if (inCell) {
                names.add(candidate.name());
                present.add(row.get(i));
                restored.add(candidate.equals(column) ? entry.lost() : row.get(i));
            }
        }
        Cell merged = policy.merge(
                new CellContext(table.name(), names), new Cell(BEFORE, present), new Cell(AFTER, restored));
        if (!merged.values().equals(restored)) {
            throw refused("the conflict policy '%s' of table '%s' would undo it: no later write brings this value back"
                    .formatted(copy.policyOf(table.name()), table.name()));
        }
    }

    private void update(ConflictTable.Entry entry, SyncedTable table, SyncedColumn column)
            throws SQLException, SyncException {
        String orAbort = table.traits().contains(SyncedTable.Trait.CONFLICT_CLAUSE) ? "OR ABORT " : "";
        String sql = "UPDATE %s%s SET %s = %s WHERE %s"
                .formatted(
                        orAbort,
                        table.quotedName(),
                        column.quotedName(),
                        RowValues.placeholder(entry.lost()),
                        keyTerms(entry, table));
        try (PreparedStatement update = copy.prepare(sql)) {
            RowValues.bind(update, 1, entry.lost());
            bindKey(entry, update, 2);
            if (update.executeUpdate() == 0) {
                throw refused("a trigger of table '" + table.name()
                        + "' ignores the value: change what the trigger asks for, then restore again");
            }
        } catch (SQLiteException failure) {
            int code = failure.getResultCode().code & PRIMARY_CODE_MASK;
            if (REFUSALS.stream().noneMatch(refusal -> refusal.code == code)) {
                throw failure;
            }
            throw new SyncException(
                    SyncException.Kind.REFUSED,
                    "table '%s' does not take the value back: %s; change what stands against it, then restore again"
                            .formatted(table.name(), failure.getMessage()),
                    failure);
        }
    }

    private static String keyTerms(ConflictTable.Entry entry, SyncedTable table) {
        return table.keyEquals(
                "", entry.key().stream().map(RowValues::placeholder).toList());
    }

    private static void bindKey(ConflictTable.Entry entry, PreparedStatement statement, int first) throws SQLException {
        for (int i = 0; i < entry.key().size(); i++) {
            RowValues.bind(statement, first + i, entry.key().get(i));
        }
    }
}
