package dev.coven.engine.copy;

import dev.coven.engine.database.BlobFileTable;
import dev.coven.engine.database.DeviceTable;
import dev.coven.engine.database.PendingBlobTable;
import dev.coven.engine.database.UnusedBlobTable;
import dev.coven.engine.database.WatchedBlobTable;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;

/**
 * The engine's own tables that are about files.
 *
 * @param pending files that are still to be fetched
 * @param files what files hold
 * @param unused blobs that perhaps no row names any more
 * @param watched blobs that a row here began to name, until all know of it
 */
public record BlobTables(
        PendingBlobTable pending, BlobFileTable files, UnusedBlobTable unused, WatchedBlobTable watched) {
    static BlobTables of(Connection connection) {
        return new BlobTables(
                new PendingBlobTable(connection),
                new BlobFileTable(connection),
                new UnusedBlobTable(connection),
                new WatchedBlobTable(connection));
    }

    void create() throws SQLException {
        pending.create();
        files.create();
        unused.create();
        watched.create();
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
