package dev.coven.engine.apply;

import dev.coven.engine.HeldReason;
import dev.coven.engine.changeset.ChangeTooLargeException;
import dev.coven.engine.changeset.MalformedChangesetException;
import dev.coven.engine.envelope.SizeMismatchException;
import dev.coven.engine.merge.PolicyFailedException;
import dev.coven.spi.row.RowChange;
import java.io.IOException;
import java.io.InputStream;
import java.sql.SQLException;
import java.util.List;

/** Merges one changeset into the tables, inside the caller's transaction and with capture silenced. */
public final class ChangesetApplier {
    /** From so many changes on, reading them in a thread of its own is worth the thread. */
    static final int READ_AHEAD_CHANGES = 5_000;

    private final MergeTables tables;

    /** An applier to these tables. */
    public ChangesetApplier(MergeTables tables) {
        this.tables = tables;
    }

    /**
     * Merges a changeset.
     *
     * @return the real changes of the visible tables, in the order of first touch
     * @throws ChangesetRefusedException when it is malformed, too large or of a newer schema, or a policy fails on it; the caller
     *     rolls back
     */
    public List<RowChange> apply(IncomingChangeset incoming) throws SQLException, ChangesetRefusedException {
        tables.begin();
        try {
            return applyTo(new Settlement(tables), incoming);
        } catch (PolicyFailedException e) {
            throw new ChangesetRefusedException(
                    HeldReason.POLICY_FAILED, e.getMessage() + ": update or mend the policy", e);
        }
    }

    private List<RowChange> applyTo(Settlement settlement, IncomingChangeset incoming)
            throws SQLException, ChangesetRefusedException {
        InputStream changeset = incoming.changeset();
        try (changeset) {
            merge(incoming, settlement);
        } catch (SizeMismatchException e) {
            throw new ChangesetRefusedException(HeldReason.SIZE_MISMATCH, "" + e.getMessage(), e);
        } catch (ChangeTooLargeException e) {
            throw new ChangesetRefusedException(
                    HeldReason.OVER_LIMIT,
                    "one of its changes has more than " + incoming.limits().maxChangeBytes()
                            + " bytes: raise coven.pull.max-change-bytes to take it in",
                    e);
        } catch (MalformedChangesetException | IOException e) {
            throw new ChangesetRefusedException(
                    HeldReason.MALFORMED, "the changeset cannot be read: " + e.getMessage(), e);
        }
        settlement.settle();
        return settlement.difference().changes();
    }

    private void merge(IncomingChangeset incoming, Settlement settlement)
            throws SQLException, IOException, MalformedChangesetException, ChangesetRefusedException {
        ChangeStream stream = new ChangeStream(incoming, tables.stamps());
        if (incoming.changes() < READ_AHEAD_CHANGES) {
            mergeAll(stream, settlement);
            return;
        }
        try (ReadAhead ahead = ReadAhead.of(stream)) {
            mergeAll(ahead, settlement);
        }
    }

    private void mergeAll(ChangeSource source, Settlement settlement)
            throws SQLException, IOException, MalformedChangesetException, ChangesetRefusedException {
        ChangeMerge merge = new ChangeMerge(tables, settlement);
        for (StampedChange change = source.next(); change != null; change = source.next()) {
            merge.merge(change);
        }
        merge.finish();
    }
}
