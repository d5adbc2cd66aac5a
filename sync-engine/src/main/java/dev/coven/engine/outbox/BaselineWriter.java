package dev.coven.engine.outbox;

import dev.coven.engine.capture.RowValues;
import dev.coven.engine.changeset.Change;
import dev.coven.engine.changeset.ChangesetTable;
import dev.coven.engine.clock.HybridClock;
import dev.coven.engine.database.OutboxTable;
import dev.coven.engine.database.StateTable;
import dev.coven.engine.schema.SyncedTable;
import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.StringJoiner;

/**
 * Writes the rows that a new library begins with to the outbox, as INSERTs in key order.
 *
 * <p>All rows of a changeset share one stamp. The last stamp is the library's baseline: rows at or below it need no
 * register anywhere.
 */
public final class BaselineWriter {
    private final Connection connection;
    private final ChangesetAppender appender;
    private final HybridClock clock;
    private final OutboxWriter.Setting setting;

    /** A writer of the rows of a database. */
    public BaselineWriter(
            Connection connection,
            OutboxTable outbox,
            StateTable state,
            HybridClock clock,
            OutboxWriter.Setting setting) {
        this.connection = connection;
        this.appender = new ChangesetAppender(outbox, state, setting.schemaVersion());
        this.clock = clock;
        this.setting = setting;
    }

    /** Writes all rows of the tables; gives the baseline. */
    public long write(List<SyncedTable> tables) throws SQLException, IOException {
        long time = clock.next(setting.nowMillis());
        for (SyncedTable table : tables) {
            ChangesetTable header = table.changesetTable();
            try (Statement query = connection.createStatement();
                    ResultSet rows = query.executeQuery(select(table))) {
                while (rows.next()) {
                    if (appender.holds(setting.maxChangesetBytes())) {
                        appender.finish();
                        time = clock.next(setting.nowMillis());
                    }
                    appender.add(
                            Change.insert(
                                    header,
                                    RowValues.readRow(rows, table.columns().size())),
                            time);
                }
            }
        }
        appender.finish();
        return time;
    }

    private static String select(SyncedTable table) {
        StringJoiner key = new StringJoiner(", ");
        table.keyColumns().forEach(column -> key.add(column.quotedName()));
        return "SELECT %s FROM %s ORDER BY %s".formatted(table.columnsSql(""), table.quotedName(), key);
    }
}
