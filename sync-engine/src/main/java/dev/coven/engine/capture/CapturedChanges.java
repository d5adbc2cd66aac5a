package dev.coven.engine.capture;

import dev.coven.engine.changeset.Change;
import dev.coven.engine.schema.SyncedTable;
import java.io.IOException;
import java.sql.SQLException;

/** Takes the captured changes as they are read, one at a time. */
@FunctionalInterface
public interface CapturedChanges {
    /**
     * The net change of one row. The receiver may write to tables other than the synced ones and their logs.
     *
     * @param table the row's table
     * @param change what became of the row since the last drain
     * @param touchedMillis when the row was last touched, by the writer's wall clock, in ms since 1970
     */
    void change(SyncedTable table, Change change, long touchedMillis) throws SQLException, IOException;
}
