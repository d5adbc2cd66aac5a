package dev.coven.engine.blob;

import dev.coven.engine.capture.RowValues;
import dev.coven.engine.copy.LibraryCopy;
import dev.coven.engine.database.PackedRow;
import dev.coven.engine.database.ParkedTable;
import dev.coven.engine.schema.SyncedColumn;
import dev.coven.engine.schema.SyncedTable;
import dev.coven.spi.row.SqlValue;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The rows of the synced tables as they stand, and those that wait outside of them. */
final class CurrentRows {
    private static final int PAGE = 1_000;

    private final LibraryCopy copy;

    CurrentRows(LibraryCopy copy) {
        this.copy = copy;
    }

    /** Told each row. */
    interface Visitor<E extends Exception> {
        void row(SyncedTable table, List<SqlValue> key, List<SqlValue> values) throws E, SQLException;
    }

    /** A row as it stands in its table, or as a constraint keeps it out, by its exact key. */
    Optional<List<SqlValue>> find(SyncedTable table, List<SqlValue> key) throws SQLException {
        Optional<List<SqlValue>> visible = findVisible(table, key);
        return visible.isPresent()
                ? visible
                : copy.tables()
                        .parked()
                        .find(table.number(), PackedRow.pack(key))
                        .filter(entry -> entry.kind().isKeptOut())
                        .flatMap(entry -> whole(table, entry));
    }

    private Optional<List<SqlValue>> findVisible(SyncedTable table, List<SqlValue> key) throws SQLException {
        String terms =
                table.keyEquals("", key.stream().map(RowValues::placeholder).toList());
        try (PreparedStatement query = copy.prepare(select(table) + " WHERE " + terms)) {
            for (int i = 0; i < key.size(); i++) {
                RowValues.bind(query, i + 1, key.get(i));
            }
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    List<SqlValue> row = RowValues.readRow(rows, table.columns().size());
                    // SQLite's equality may find another row: one whose key is equal under a collation, or 1 for 1.0.
                    if (keyOf(table, row).equals(key)) {
                        return Optional.of(row);
                    }
                }
                return Optional.empty();
            }
        }
    }

    /** Every visible row. */
    <E extends Exception> void visible(Visitor<E> visitor) throws SQLException, E {
        for (SyncedTable table : copy.syncedTables()) {
            try (PreparedStatement query = copy.prepare(select(table));
                    ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    List<SqlValue> row = RowValues.readRow(rows, table.columns().size());
                    visitor.row(table, keyOf(table, row), row);
                }
            }
        }
    }

    /**
     * Every row that a constraint keeps out of its table, with all values.
     *
     * @return whether that was all that waits: false when there are rows or values whose whole row is not known
     */
    <E extends Exception> boolean keptOut(Visitor<E> visitor) throws SQLException, E {
        boolean all = true;
        for (ParkedTable.Kind kind : ParkedTable.Kind.values()) {
            List<ParkedTable.Entry> page = copy.tables().parked().page(kind, null, PAGE);
            while (!page.isEmpty()) {
                for (ParkedTable.Entry entry : page) {
                    all &= kind.isKeptOut() && visit(entry, visitor);
                }
                page = copy.tables().parked().page(kind, page.get(page.size() - 1), PAGE);
            }
        }
        return all;
    }

    private <E extends Exception> boolean visit(ParkedTable.Entry entry, Visitor<E> visitor) throws SQLException, E {
        Optional<SyncedTable> table = copy.syncedTables().stream()
                .filter(synced -> synced.number() == entry.table())
                .findFirst();
        Optional<List<SqlValue>> row = table.flatMap(known -> whole(known, entry));
        if (row.isEmpty()) {
            return false;
        }
        visitor.row(table.orElseThrow(), PackedRow.unpackKnown(entry.key()), row.get());
        return true;
    }

    /** All values of a row that is kept out; empty when not all are known. */
    private static Optional<List<SqlValue>> whole(SyncedTable table, ParkedTable.Entry entry) {
        List<SqlValue> key = PackedRow.unpackKnown(entry.key());
        List<SqlValue> row = new ArrayList<>();
        int other = 0;
        for (SyncedColumn column : table.columns()) {
            SqlValue value = null;
            if (column.isKey()) {
                value = key.get(table.keyColumns().indexOf(column));
            } else if (other < entry.values().size()) {
                value = entry.values().get(other++);
            }
            if (value == null) {
                return Optional.empty();
            }
            row.add(value);
        }
        return Optional.of(row);
    }

    private static String select(SyncedTable table) {
        return "SELECT " + table.columnsSql("") + " FROM " + table.quotedName();
    }

    private static List<SqlValue> keyOf(SyncedTable table, List<SqlValue> row) {
        return table.keyIndexes().stream().map(row::get).toList();
    }
}
