package dev.coven.engine.outbox;

import dev.coven.engine.changeset.Change;
import dev.coven.engine.changeset.ChangesetWriter;
import dev.coven.engine.changeset.ClockTrackWriter;
import dev.coven.engine.database.OutboxTable;
import dev.coven.engine.database.StateTable;
import dev.coven.engine.database.StateTable.Field;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.sql.SQLException;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import org.jspecify.annotations.Nullable;

/** Collects changes into one changeset at a time and appends each to the outbox under the next number. */
final class ChangesetAppender {
    private final OutboxTable outbox;
    private final StateTable state;
    private final long schemaVersion;
    private @Nullable Building building;
    private long appended;

    ChangesetAppender(OutboxTable outbox, StateTable state, long schemaVersion) {
        this.outbox = outbox;
        this.state = state;
        this.schemaVersion = schemaVersion;
    }

    private static final class Building {
        final ByteArrayOutputStream deflated = new ByteArrayOutputStream();
        final Deflater deflater = new Deflater(Deflater.BEST_SPEED);
        final DeflaterOutputStream deflating = new DeflaterOutputStream(deflated, deflater, 16 * 1024);
        final ChangesetWriter changes = new ChangesetWriter(deflating);
        final ByteArrayOutputStream clockBytes = new ByteArrayOutputStream();
        final ClockTrackWriter clocks = new ClockTrackWriter(clockBytes);
        long count;
        long highest;
    }

    /** Whether a changeset is begun and holds no less than so many bytes. */
    boolean holds(long bytes) {
        return building != null && building.changes.bytesWritten() >= bytes;
    }

    /** Whether the next change begins a changeset. */
    boolean isEmpty() {
        return building == null;
    }

    void add(Change change, long time) throws IOException {
        Building open = building;
        if (open == null) {
            open = new Building();
            building = open;
        }
        open.changes.write(change);
        open.clocks.write(time);
        open.count++;
        open.highest = Math.max(open.highest, time);
    }

    /** Appends the changeset that is begun, if one is. */
    void finish() throws IOException, SQLException {
        Building done = building;
        if (done == null) {
            return;
        }
        building = null;
        done.deflating.finish();
        done.deflater.end();
        long seq = state.number(Field.NEXT_SEQ);
        outbox.append(new OutboxTable.Entry(
                seq,
                done.highest,
                schemaVersion,
                done.count,
                done.changes.bytesWritten(),
                done.deflated.toByteArray(),
                done.clockBytes.toByteArray()));
        state.set(Field.NEXT_SEQ, seq + 1);
        appended++;
    }

    /** How many changesets were appended. */
    long appended() {
        return appended;
    }
}
