package dev.coven.engine.copy;

import dev.coven.engine.SyncException;
import dev.coven.engine.apply.ChangesetApplier;
import dev.coven.engine.apply.IncomingChangeset;
import dev.coven.engine.apply.LocalMerge;
import dev.coven.engine.apply.MergeTables;
import dev.coven.engine.apply.RegisterTable;
import dev.coven.engine.capture.CaptureReader;
import dev.coven.engine.capture.TriggerSilence;
import dev.coven.engine.clock.HybridClock;
import dev.coven.engine.database.HistoryTable;
import dev.coven.engine.database.StateTable;
import dev.coven.engine.database.StateTable.Field;
import dev.coven.engine.outbox.OutboxWriter;
import dev.coven.engine.schema.HostSchema;
import dev.coven.engine.schema.SyncedTable;
import dev.coven.spi.row.RowChange;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/** What moves the merged state of a copy: each method is the whole of one write transaction, which the caller opens. */
final class CopyMerging {
    /** After so long, no other changeset is applied in the same transaction: the host waits for its end to write. */
    private static final long MAX_APPLY_MILLIS = 250;

    private final Connection connection;
    private final EngineTables tables;
    private final SyncedSchema schema;
    private final KeptFingerprint fingerprint;
    private final InstantSource time;
    private final long maxChangesetBytes;
    private final MergeWitness witness;

    CopyMerging(
            Connection connection,
            EngineTables tables,
            SyncedSchema schema,
            KeptFingerprint fingerprint,
            InstantSource time,
            long maxChangesetBytes,
            MergeWitness witness) {
        this.connection = connection;
        this.tables = tables;
        this.schema = schema;
        this.fingerprint = fingerprint;
        this.time = time;
        this.maxChangesetBytes = maxChangesetBytes;
        this.witness = witness;
    }

    /** What a capture did: changesets appended, and parked rows that its edits let back into their tables. */
    record Captured(long appended, List<RowChange> settled) {}

    /** Captures the edits that wait. */
    Captured capture() throws SQLException, SyncException {
        Captured captured = drain();
        fingerprint.keep(schema.refresh(), schema.stateSchema());
        return captured;
    }

    private Captured drain() throws SQLException, SyncException {
        LocalMerge merge = new LocalMerge(schema.refresh());
        if (!CaptureReader.hasEntries(connection)) {
            return new Captured(0, settle(merge));
        }
        HybridClock clock = new HybridClock(tables.state().number(Field.CLOCK));
        OutboxWriter writer = new OutboxWriter(
                tables.outbox(),
                tables.state(),
                clock,
                merge,
                new OutboxWriter.Setting(
                        tables.state().text(Field.DEVICE),
                        HostSchema.version(connection),
                        maxChangesetBytes,
                        time.millis()));
        try {
            CaptureReader.drain(connection, schema.synced(), writer);
            writer.finish();
        } catch (IOException e) {
            throw new IllegalStateException("writing a changeset to memory failed", e);
        }
        tables.state().set(Field.CLOCK, clock.highWater());
        return new Captured(writer.appended(), settle(merge));
    }

    private List<RowChange> settle(LocalMerge merge) throws SQLException {
        if (!merge.needsSettling()) {
            return List.of();
        }
        TriggerSilence silence = TriggerSilence.silence(connection, schema.synced());
        List<RowChange> settled = merge.settle();
        silence.restore();
        schema.unchanged();
        witness.merged(tables, MergeWitness.Origin.HERE, settled);
        return settled;
    }

    /**
     * Captures, then applies changesets in their order: the first, and as many more as there is time for.
     *
     * @return of each that was applied the real changes of the visible tables; the first has those of the capture too
     */
    List<List<RowChange>> apply(Iterator<LibraryCopy.Verified> changesets) throws SQLException, SyncException {
        long began = time.millis();
        List<RowChange> settled = capture().settled();
        MergeTables mergeTables = schema.refresh();
        HybridClock clock = new HybridClock(tables.state().number(Field.CLOCK));
        TriggerSilence silence = TriggerSilence.silence(connection, schema.synced());
        List<List<RowChange>> applied = new ArrayList<>();
        do {
            LibraryCopy.Verified changeset = changesets.next();
            List<RowChange> changes = new ChangesetApplier(mergeTables).apply(changeset.content());
            note(changeset, changes);
            clock.observe(changeset.content().timestamp());
            applied.add(applied.isEmpty() ? joined(settled, changes) : changes);
        } while (changesets.hasNext() && Math.abs(time.millis() - began) < MAX_APPLY_MILLIS);
        fingerprint.keep(mergeTables, schema.stateSchema());
        silence.restore();
        schema.unchanged();
        tables.state().set(Field.CLOCK, clock.highWater());
        return applied;
    }

    private void note(LibraryCopy.Verified changeset, List<RowChange> changes) throws SQLException {
        IncomingChangeset content = changeset.content();
        String device = content.device();
        witness.merged(tables, new MergeWitness.Origin(tables.devices().ref(device), changeset.seq()), changes);
        tables.devices().moveCursor(device, changeset.seq(), changeset.hash(), content.timestamp());
        tables.devices().setHeld(device, null);
        tables.history()
                .record(new HistoryTable.Entry(
                        tables.devices().ref(device),
                        changeset.seq(),
                        content.timestamp(),
                        content.changes(),
                        changeset.bytes()));
    }

    private static List<RowChange> joined(List<RowChange> first, List<RowChange> then) {
        if (first.isEmpty()) {
            return then;
        }
        List<RowChange> all = new ArrayList<>(first);
        all.addAll(then);
        return all;
    }

    /** Captures, then goes on as another device; gives the real changes of the visible tables. */
    List<RowChange> becomeDevice(String device, String nonceHex) throws SQLException, SyncException {
        List<RowChange> settled = capture().settled();
        StateTable state = tables.state();
        String former = state.text(Field.DEVICE);
        long pushedTime = state.number(Field.PUSHED_TIMESTAMP);
        long formerRef = tables.devices().ref(former);
        long newRef = tables.devices().ref(device);
        for (SyncedTable table : schema.synced()) {
            RegisterTable.reassign(connection, table.number(), pushedTime, formerRef, newRef);
        }
        state.set(Field.FINGERPRINT, "");
        fingerprint.keep(schema.refresh(), schema.stateSchema());
        tables.devices().moveCursor(former, state.number(Field.PUSHED_SEQ), state.text(Field.PUSHED_HASH), pushedTime);
        tables.outbox().renumberFrom(1);
        state.set(Field.DEVICE, device);
        state.set(Field.DEVICE_NONCE, nonceHex);
        state.set(Field.NEXT_SEQ, 1 + tables.outbox().count());
        state.set(Field.PUSHED_SEQ, 0);
        state.set(Field.PUSHED_HASH, "");
        state.set(Field.PUSHED_TIMESTAMP, 0);
        state.set(Field.PUBLISHED_HEAD, "");
        LocalMerge merge = new LocalMerge(schema.refresh());
        merge.settleAll();
        return joined(settled, settle(merge));
    }
}
