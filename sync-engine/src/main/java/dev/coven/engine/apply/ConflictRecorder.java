package dev.coven.engine.apply;

import dev.coven.engine.changeset.Change;
import dev.coven.engine.changeset.ChangeKind;
import dev.coven.engine.database.ConflictTable;
import dev.coven.engine.merge.RowState;
import dev.coven.spi.clock.Hlc;
import dev.coven.spi.row.SqlValue;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Notices values that lose against a concurrent write, so that nothing is lost without a trace.
 *
 * <p>A change tells what its author saw before it: where that is not what this copy held, the two did not know of each
 * other. A value that the author overwrote knowingly is no conflict, nor is a value that the author sent along unchanged because
 * a row is one cell. Where a policy makes one value of two, neither is lost.
 */
final class ConflictRecorder {
    private final ConflictTable conflicts;
    private final LongSupplier nowMillis;

    ConflictRecorder(ConflictTable conflicts, LongSupplier nowMillis) {
        this.conflicts = conflicts;
        this.nowMillis = nowMillis;
    }

    /** Compares a row before and after a change was joined into it. */
    void record(TableShape shape, List<SqlValue> key, Change change, Hlc stamp, RowState before, RowState after)
            throws SQLException {
        if (before.equals(after) && change.kind() == ChangeKind.DELETE) {
            return;
        }
        if (before.isUnborn() && change.kind() == ChangeKind.INSERT) {
            // Whoever edited the row saw it born: what they wrote over is no loss, though its INSERT comes last.
            return;
        }
        int[] columns = shape.otherColumns();
        for (int i = 0; i < columns.length; i++) {
            boolean known = columns[i] < change.table().columnCount();
            SqlValue seen = known ? change.before(columns[i]) : null;
            SqlValue written = known ? change.after(columns[i]) : null;
            if (written == null && change.kind() != ChangeKind.DELETE) {
                continue;
            }
            recordColumn(new Column(shape, key, i), change.kind(), new Write(stamp, seen, written), before, after);
        }
    }

    private record Column(TableShape shape, List<SqlValue> key, int position) {
        String name() {
            return shape.column(shape.otherColumns()[position]).name();
        }
    }

    private record Write(
            Hlc stamp, @Nullable SqlValue seen, @Nullable SqlValue written) {}

    private void recordColumn(Column column, ChangeKind kind, Write write, RowState before, RowState after)
            throws SQLException {
        SqlValue held = before.value(column.position());
        SqlValue now = after.value(column.position());
        if (kind == ChangeKind.DELETE) {
            boolean dies = before.isAlive() && !after.isAlive();
            if (dies && held != null && !held.equals(write.seen())) {
                append(column, null, write.stamp(), held, stampOf(column, before));
            }
            return;
        }
        SqlValue written = Objects.requireNonNull(write.written());
        boolean isEdited = !written.equals(write.seen());
        if (after.death() != null) {
            if (isEdited) {
                // The row stays dead: what was written into it is not seen anywhere.
                append(column, null, after.death(), written, write.stamp());
            }
        } else if (!written.equals(now)) {
            // Only another policy than the last writer's can decide against somebody who knew what is here.
            boolean isRefused = now != null
                    && now.equals(write.seen())
                    && !column.shape().lattice().isLastWriterWins();
            if (isEdited && !isRefused && Objects.equals(now, held)) {
                append(column, now, stampOf(column, after), written, write.stamp());
            }
        } else if (before.isAlive() && held != null && !held.equals(now) && !held.equals(write.seen())) {
            append(column, now, write.stamp(), held, stampOf(column, before));
        }
    }

    private static Hlc stampOf(Column column, RowState state) {
        int cell = column.shape().lattice().layout().cellOf(column.position());
        Hlc stamp = state.stamp(cell);
        return stamp == null ? Stamps.BASELINE : stamp;
    }

    private void append(Column column, @Nullable SqlValue kept, Hlc keptStamp, SqlValue lost, Hlc lostStamp)
            throws SQLException {
        conflicts.append(new ConflictTable.Entry(
                0,
                column.shape().table().name(),
                column.key(),
                column.name(),
                kept,
                keptStamp.toString(),
                lost,
                lostStamp.toString(),
                nowMillis.getAsLong()));
    }
}
