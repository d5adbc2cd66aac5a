package dev.coven.engine.apply;

import dev.coven.engine.HeldReason;
import dev.coven.engine.changeset.Change;
import dev.coven.engine.changeset.ChangeKind;
import dev.coven.engine.changeset.ChangesetLimits;
import dev.coven.engine.changeset.ChangesetReader;
import dev.coven.engine.changeset.ClockTrackReader;
import dev.coven.engine.changeset.MalformedChangesetException;
import dev.coven.engine.envelope.SizeMismatchException;
import dev.coven.spi.clock.Hlc;
import dev.coven.spi.row.RowChange;
import java.io.IOException;
import java.sql.SQLException;
import java.util.List;

/** Merges one changeset into the tables, inside the caller's transaction and with capture silenced. */
public final class ChangesetApplier {
    private final MergeTables tables;

    /** An applier to these tables. */
    public ChangesetApplier(MergeTables tables) {
        this.tables = tables;
    }

    /**
     * Merges a changeset.
     *
     * @return the real changes of the visible tables, in the order of first touch
     * @throws ChangesetRefusedException when it is malformed or of a newer schema; the caller rolls back
     */
    public List<RowChange> apply(IncomingChangeset incoming) throws SQLException, ChangesetRefusedException {
        tables.begin();
        Settlement settlement = new Settlement(tables);
        try {
            merge(incoming, settlement);
        } catch (SizeMismatchException e) {
            throw new ChangesetRefusedException(HeldReason.SIZE_MISMATCH, "" + e.getMessage(), e);
        } catch (MalformedChangesetException | IOException e) {
            throw new ChangesetRefusedException(
                    HeldReason.MALFORMED, "the changeset cannot be read: " + e.getMessage(), e);
        }
        settlement.settle();
        return settlement.difference().changes();
    }

    private void merge(IncomingChangeset incoming, Settlement settlement)
            throws SQLException, IOException, MalformedChangesetException, ChangesetRefusedException {
        ChangesetReader reader = new ChangesetReader(incoming.changeset(), ChangesetLimits.DEFAULT);
        ClockTrackReader clocks = new ClockTrackReader(incoming.clocks(), incoming.changes());
        ChangeMerge merge = new ChangeMerge(tables, settlement);
        long highest = incoming.previousTime();
        for (long i = 0; i < incoming.changes(); i++) {
            Change change = reader.next();
            if (change == null) {
                throw refused("it holds " + i + " changes and promises " + incoming.changes());
            }
            long time = clocks.next().orElseThrow(() -> refused("it has fewer clocks than changes"));
            if (time <= incoming.previousTime()) {
                throw refused("a stamp does not lie above the changeset before it");
            }
            highest = Math.max(highest, time);
            Hlc stamp = tables.stamps().of(time, incoming.device());
            if (stamp.equals(Stamps.BASELINE) && change.kind() != ChangeKind.INSERT) {
                throw refused("it changes a row at a time when the library had only its first rows");
            }
            merge.merge(change, stamp);
        }
        if (reader.next() != null) {
            throw refused("it holds more changes than the " + incoming.changes() + " that it promises");
        }
        if (clocks.next().isPresent()) {
            throw refused("it has more clocks than changes");
        }
        if (incoming.changes() > 0 && highest != incoming.timestamp()) {
            throw refused("its timestamp is not the highest stamp in it");
        }
        merge.finish();
    }

    private static ChangesetRefusedException refused(String what) {
        return new ChangesetRefusedException(HeldReason.MALFORMED, "the changeset contradicts its header: " + what);
    }
}
