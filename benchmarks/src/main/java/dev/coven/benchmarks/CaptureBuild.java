package dev.coven.benchmarks;

import dev.coven.engine.capture.CaptureReader;
import dev.coven.engine.changeset.ChangesetWriter;
import dev.coven.engine.copy.LibraryCopy;
import dev.coven.engine.database.EngineConnections;
import dev.coven.engine.database.Synchronous;
import java.io.IOException;
import java.io.OutputStream;
import java.sql.Connection;
import java.sql.SQLException;

/** Makes a changeset of what the triggers wrote down. */
final class CaptureBuild {
    private CaptureBuild() {}

    /**
     * Milliseconds from the logs to the changeset's bytes, which is what {@code sqlite3session_changeset} does. The bytes go
     * nowhere, and the logs are as before.
     */
    static double bytesMillis(LibraryCopy copy, long rows) throws SQLException, IOException {
        try (Connection connection = EngineConnections.open(copy.database(), Synchronous.FULL)) {
            connection.setAutoCommit(false);
            ChangesetWriter writer = new ChangesetWriter(OutputStream.nullOutputStream());
            long[] changes = new long[1];
            long start = System.nanoTime();
            CaptureReader.drain(connection, copy.syncedTables(), (table, change, touchedMillis) -> {
                writer.write(change);
                changes[0]++;
            });
            double millis = (System.nanoTime() - start) / 1e6;
            connection.rollback();
            requireAll(rows, changes[0]);
            return millis;
        }
    }

    /** Milliseconds of a whole capture: the same, and stamps, registers, fingerprint, compression, outbox, commit. */
    static double captureMillis(LibraryCopy copy, long rows) throws Exception {
        long start = System.nanoTime();
        copy.capture();
        double millis = (System.nanoTime() - start) / 1e6;
        requireAll(rows, copy.tables().outbox().newest(1).get(0).changes());
        return millis;
    }

    private static void requireAll(long rows, long changes) {
        if (changes != rows) {
            throw new IllegalStateException(changes + " changes were captured, not " + rows);
        }
    }
}
