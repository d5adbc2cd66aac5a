package dev.coven.engine.blob;

import dev.coven.engine.changeset.Change;
import dev.coven.engine.changeset.ChangeKind;
import dev.coven.engine.changeset.ChangesetLimits;
import dev.coven.engine.changeset.ChangesetReader;
import dev.coven.engine.changeset.MalformedChangesetException;
import dev.coven.engine.copy.LibraryCopy;
import dev.coven.engine.database.OutboxTable;
import dev.coven.engine.schema.SyncedTable;
import dev.coven.spi.row.RowChange;
import dev.coven.spi.row.SqlValue;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.InflaterInputStream;

/**
 * The changes of a captured changeset as whole rows. A changeset holds only the changed columns of an UPDATE; the others read as
 * they stand now. Those of a row that is here no more read NULL: what it wrote counts nevertheless when another device revives the
 * row.
 */
final class OutgoingChanges {
    private final LibraryCopy copy;
    private final CurrentRows current;

    OutgoingChanges(LibraryCopy copy) {
        this.copy = copy;
        this.current = new CurrentRows(copy);
    }

    /** Told each change. */
    interface Visitor {
        void change(RowChange change) throws BlobPlanException;
    }

    void visit(OutboxTable.Entry entry, Visitor visitor) throws SQLException, BlobPlanException {
        try (InputStream bytes = new InflaterInputStream(new ByteArrayInputStream(entry.deflated()))) {
            ChangesetReader reader = new ChangesetReader(bytes, ChangesetLimits.DEFAULT);
            for (Change change = reader.next(); change != null; change = reader.next()) {
                Optional<RowChange> whole = whole(change);
                if (whole.isPresent()) {
                    visitor.change(whole.get());
                }
            }
        } catch (IOException | MalformedChangesetException e) {
            throw new IllegalStateException(
                    "changeset " + entry.seq() + " in coven_outbox cannot be read: it was damaged", e);
        }
    }

    private Optional<RowChange> whole(Change change) throws SQLException {
        Optional<SyncedTable> table = SyncedTable.named(change.table().name(), copy.syncedTables());
        int width = change.table().columnCount();
        if (table.isEmpty() || width > table.get().columns().size()) {
            return Optional.empty();
        }
        String name = table.get().name();
        // A changeset of an older schema lacks the columns that were added since.
        List<String> columns = table.get().columnNames().subList(0, width);
        List<SqlValue> key = keyOf(table.get(), change);
        if (change.kind() == ChangeKind.INSERT) {
            return Optional.of(RowChange.inserted(name, columns, key, side(change, Side.AFTER, List.of())));
        }
        if (change.kind() == ChangeKind.DELETE) {
            return Optional.of(RowChange.deleted(name, columns, key, side(change, Side.BEFORE, List.of())));
        }
        List<SqlValue> now = current.find(table.get(), key).orElse(List.of());
        return Optional.of(
                RowChange.updated(name, columns, key, side(change, Side.BEFORE, now), side(change, Side.AFTER, now)));
    }

    private static List<SqlValue> keyOf(SyncedTable table, Change change) {
        List<SqlValue> key = new ArrayList<>();
        for (int column : table.keyIndexes()) {
            SqlValue value = change.before(column) == null ? change.after(column) : change.before(column);
            key.add(value == null ? SqlValue.NULL : value);
        }
        return key;
    }

    private enum Side {
        BEFORE,
        AFTER
    }

    private static List<SqlValue> side(Change change, Side side, List<SqlValue> now) {
        List<SqlValue> values = new ArrayList<>();
        for (int column = 0; column < change.table().columnCount(); column++) {
            SqlValue value = side == Side.BEFORE ? change.before(column) : change.after(column);
            if (value == null) {
                value = column < now.size() ? now.get(column) : SqlValue.NULL;
            }
            values.add(value);
        }
        return values;
    }
}
