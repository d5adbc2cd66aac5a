package dev.coven.engine.copy;

import dev.coven.engine.database.BlobFileTable;
import dev.coven.engine.database.DeviceTable;
import dev.coven.engine.database.PendingBlobTable;
import dev.coven.engine.database.ReusedBlobTable;
import dev.coven.engine.database.UnusedBlobTable;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;

/**
 * The engine's own tables that are about files.
 *
 * @param pending files that are still to be fetched
 * @param files what files hold
 * @param unused blobs that perhaps no row names any more
 * @param reused blobs that were in the store when a row here began to name them
 */
public record BlobTables(
        PendingBlobTable pending, BlobFileTable files, UnusedBlobTable unused, ReusedBlobTable reused) {
    static BlobTables of(Connection connection) {
        return new BlobTables(
                new PendingBlobTable(connection),
                new BlobFileTable(connection),
                new UnusedBlobTable(connection),
                new ReusedBlobTable(connection));
    }

    void create() throws SQLException {
        pending.create();
        files.create();
        unused.create();
        reused.create();
    }

    /**
     * How far a device is here, rows and files: its cursor, or just below its first changeset that still needs a file.
     *
     * @param firstPending {@link PendingBlobTable#firstSeqs}
     */
    public static long completeCursor(DeviceTable.Device device, Map<Long, Long> firstPending) {
        Long first = firstPending.get(device.ref());
        return first == null ? device.cursor() : Math.min(device.cursor(), first - 1);
    }
}
