package dev.coven.engine.copy;

import dev.coven.engine.database.ConflictTable;
import dev.coven.engine.database.DeviceTable;
import dev.coven.engine.database.HistoryTable;
import dev.coven.engine.database.IndexTable;
import dev.coven.engine.database.OutboxTable;
import dev.coven.engine.database.ParkedTable;
import dev.coven.engine.database.PublicationTable;
import dev.coven.engine.database.StateTable;
import dev.coven.engine.database.StatementCache;
import dev.coven.engine.schema.TableRegistry;
import java.sql.Connection;
import java.sql.SQLException;

/**
 * The engine's own tables of one database.
 *
 * @param state what this copy is and how far it has come
 * @param devices every known device
 * @param outbox captured changesets
 * @param history changesets made and applied
 * @param index what was last seen in the store's index
 * @param publications index objects still to be created in the store
 * @param parked values outside their tables
 * @param conflicts lost values
 * @param blobs files
 */
public record EngineTables(
        StateTable state,
        DeviceTable devices,
        OutboxTable outbox,
        HistoryTable history,
        IndexTable index,
        PublicationTable publications,
        ParkedTable parked,
        ConflictTable conflicts,
        BlobTables blobs) {
    /** The tables of a database. */
    public static EngineTables of(Connection connection) {
        return new EngineTables(
                new StateTable(connection),
                new DeviceTable(connection),
                new OutboxTable(connection),
                new HistoryTable(connection),
                new IndexTable(connection),
                new PublicationTable(connection),
                new ParkedTable(connection, new StatementCache(connection)),
                new ConflictTable(connection),
                BlobTables.of(connection));
    }

    /** Creates them all, and the registry of synced tables. */
    public void create(Connection connection) throws SQLException {
        state.create();
        devices.create();
        outbox.create();
        history.create();
        index.create();
        publications.create();
        parked.create();
        conflicts.create();
        blobs.create();
        TableRegistry.create(connection);
    }
}
