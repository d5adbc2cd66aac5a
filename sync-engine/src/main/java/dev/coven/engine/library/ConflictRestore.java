package dev.coven.engine.library;

import dev.coven.engine.Conflict;
import dev.coven.engine.SyncException;
import dev.coven.engine.capture.RowValues;
import dev.coven.engine.copy.LibraryCopy;
import dev.coven.engine.database.ConflictTable;
import dev.coven.engine.schema.SqlNames;
import dev.coven.engine.schema.SyncedColumn;
import dev.coven.engine.schema.SyncedTable;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.StringJoiner;

/** Writes a lost value back, as an ordinary edit that capture sees. */
final class ConflictRestore {
    private final LibraryCopy copy;

    ConflictRestore(LibraryCopy copy) {
        this.copy = copy;
    }

    Conflict restore(long number) throws SQLException, SyncException {
        return copy.write(() -> {
            ConflictTable.Entry entry = copy.tables()
                    .conflicts()
                    .find(number)
                    .orElseThrow(() -> new SyncException(
                            SyncException.Kind.REFUSED,
                            "there is no conflict " + number + "; list them for the numbers"));
            if (update(entry) == 0) {
                throw new SyncException(
                        SyncException.Kind.REFUSED,
                        "the row of conflict " + number + " is not in table '" + entry.table()
                                + "' any more; insert it again by hand with the value " + entry.lost());
            }
            copy.tables().conflicts().remove(number);
            return Reports.conflict(entry);
        });
    }

    private int update(ConflictTable.Entry entry) throws SQLException, SyncException {
        SyncedTable table = copy.syncedTables().stream()
                .filter(synced -> synced.name().equals(entry.table()))
                .findFirst()
                .orElseThrow(() -> new SyncException(
                        SyncException.Kind.REFUSED, "table '" + entry.table() + "' is not synced any more"));
        StringJoiner key = new StringJoiner(" AND ");
        for (int i = 0; i < entry.key().size(); i++) {
            SyncedColumn column = table.keyColumns().get(i);
            key.add(column.quotedName() + " = "
                    + RowValues.placeholder(entry.key().get(i)));
        }
        String sql = "UPDATE %s SET %s = %s WHERE %s"
                .formatted(
                        table.quotedName(), SqlNames.quote(entry.column()), RowValues.placeholder(entry.lost()), key);
        try (PreparedStatement update = copy.prepare(sql)) {
            RowValues.bind(update, 1, entry.lost());
            for (int i = 0; i < entry.key().size(); i++) {
                RowValues.bind(update, i + 2, entry.key().get(i));
            }
            return update.executeUpdate();
        }
    }
}
