package dev.coven.engine.capture;

import dev.coven.engine.changeset.Change;
import dev.coven.engine.changeset.ChangesetTable;
import dev.coven.spi.row.SqlValue;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The changes in the result of a {@link NetChangeQuery}, one row at a time. Each call into the driver counts, so nothing is read twice. */
final class NetChangeRows {
    private static final int BEFORE = 0;
    private static final int AFTER = 1;

    private final NetChangeQuery query;
    private final ResultSet rows;
    private final ChangesetTable table;
    private final long[] differing;
    private final long[] textsBefore;
    private final long[] textsAfter;
    private long head;

    NetChangeRows(NetChangeQuery query, ResultSet rows, ChangesetTable table) {
        this.query = query;
        this.rows = rows;
        this.table = table;
        this.differing = new long[query.maskCount()];
        this.textsBefore = new long[query.maskCount()];
        this.textsAfter = new long[query.maskCount()];
    }

    /** Goes to the next row, if there is one. */
    boolean next() throws SQLException {
        if (!rows.next()) {
            return false;
        }
        head = rows.getLong(NetChangeQuery.HEAD);
        return true;
    }

    /** When the row was last touched, in ms since 1970. */
    long touchedMillis() {
        return head >> NetChangeQuery.HEAD_BITS;
    }

    /** What became of the row; null when it is what it was. */
    @Nullable
    Change change() throws SQLException {
        if ((head & NetChangeQuery.EXISTED) == 0) {
            return Change.insert(table, row(AFTER, textsAfter));
        }
        return (head & NetChangeQuery.EXISTS) == 0 ? Change.delete(table, row(BEFORE, textsBefore)) : update();
    }

    private List<SqlValue> row(int side, long[] texts) throws SQLException {
        read(query.texts(side), texts);
        List<SqlValue> row = new ArrayList<>(table.columnCount());
        for (int column = 0; column < table.columnCount(); column++) {
            row.add(value(side, column, texts));
        }
        return row;
    }

    private @Nullable Change update() throws SQLException {
        if (!read(query.differing(), differing)) {
            return null;
        }
        read(query.texts(BEFORE), textsBefore);
        read(query.texts(AFTER), textsAfter);
        List<@Nullable SqlValue> before = new ArrayList<>(table.columnCount());
        List<@Nullable SqlValue> after = new ArrayList<>(table.columnCount());
        for (int column = 0; column < table.columnCount(); column++) {
            boolean differs = NetChangeQuery.isSet(differing, column);
            before.add(differs || table.isKey(column) ? value(BEFORE, column, textsBefore) : null);
            after.add(differs ? value(AFTER, column, textsAfter) : null);
        }
        return Change.update(table, before, after);
    }

    /** Reads a mask, and tells whether any bit of it is set. */
    private boolean read(int first, long[] mask) throws SQLException {
        long any = 0;
        for (int i = 0; i < mask.length; i++) {
            mask[i] = rows.getLong(first + i);
            any |= mask[i];
        }
        return any != 0;
    }

    private SqlValue value(int side, int column, long[] texts) throws SQLException {
        int at = query.value(side, column);
        return NetChangeQuery.isSet(texts, column) ? SqlValue.text(rows.getBytes(at)) : RowValues.read(rows, at);
    }
}
