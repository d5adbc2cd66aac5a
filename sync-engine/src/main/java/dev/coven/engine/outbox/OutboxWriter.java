package dev.coven.engine.outbox;

import dev.coven.engine.apply.LocalMerge;
import dev.coven.engine.capture.CapturedChanges;
import dev.coven.engine.changeset.Change;
import dev.coven.engine.clock.HybridClock;
import dev.coven.engine.database.OutboxTable;
import dev.coven.engine.database.StateTable;
import dev.coven.engine.schema.SyncedTable;
import dev.coven.spi.clock.Hlc;
import java.io.IOException;
import java.sql.SQLException;

/**
 * Stamps captured changes, keeps their registers, and appends them to the outbox as changesets of a bounded size.
 *
 * <p>All stamps of a changeset lie above those of the one before it. One instance per capture, in its transaction.
 */
public final class OutboxWriter implements CapturedChanges {
    /**
     * What a capture is made for.
     *
     * @param device this copy's id
     * @param schemaVersion the host's schema version
     * @param maxChangesetBytes a changeset of this size or more is closed and another one begun
     * @param nowMillis the wall clock
     */
    public record Setting(String device, long schemaVersion, long maxChangesetBytes, long nowMillis) {}

    private final ChangesetAppender appender;
    private final HybridClock clock;
    private final LocalMerge merge;
    private final Setting setting;

    /** A writer to the outbox of a database. */
    public OutboxWriter(OutboxTable outbox, StateTable state, HybridClock clock, LocalMerge merge, Setting setting) {
        this.appender = new ChangesetAppender(outbox, state, setting.schemaVersion());
        this.clock = clock;
        this.merge = merge;
        this.setting = setting;
    }

    @Override
    public void change(SyncedTable table, Change change, long touchedMillis) throws SQLException, IOException {
        if (appender.isEmpty()) {
            clock.beginChangeset();
        }
        long time = clock.stamp(touchedMillis, setting.nowMillis());
        appender.add(merge.merge(table, change, new Hlc(time, setting.device())), time);
        if (appender.holds(setting.maxChangesetBytes())) {
            appender.finish();
        }
    }

    /** Appends what is begun. */
    public void finish() throws IOException, SQLException {
        appender.finish();
    }

    /** How many changesets were appended. */
    public long appended() {
        return appender.appended();
    }
}
