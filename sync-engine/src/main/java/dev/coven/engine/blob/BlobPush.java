package dev.coven.engine.blob;

import dev.coven.engine.SyncException;
import dev.coven.engine.copy.LibraryCopy;
import dev.coven.engine.database.BlobFileTable;
import dev.coven.engine.database.OutboxTable;
import dev.coven.engine.database.StateTable;
import dev.coven.engine.database.StateTable.Field;
import dev.coven.engine.database.UnusedBlobTable;
import dev.coven.engine.database.WatchedBlobTable;
import dev.coven.engine.store.Transfers;
import dev.coven.spi.blob.BlobRef;
import dev.coven.spi.blob.BlobUpload;
import dev.coven.spi.row.RowChange;
import dev.coven.spi.storage.StorageException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Future;

/**
 * Brings the files that rows name to the store before the rows are published.
 *
 * <p>A file that cannot be brought there holds the changeset and all later ones back: rows whose file nobody has would be worse.
 * Unless no row names its blob any more; then nobody needs it.
 */
public final class BlobPush {
    /** How many blobs a push remembers to have found or made, so as not to ask the store again. */
    static final int MAX_REMEMBERED = 100_000;

    private final LibraryCopy copy;
    private final RowBlobs rows;
    private final BlobSend sender;
    private final int transfers;
    private final FileProgress progress;
    private final Set<BlobRef> inStore = new HashSet<>();
    private long done;
    private long known;

    BlobPush(LibraryCopy copy, RowBlobs rows, BlobSend sender, int transfers, FileProgress progress) {
        this.progress = progress;
        this.copy = copy;
        this.rows = rows;
        this.sender = sender;
        this.transfers = transfers;
    }

    /**
     * What a changeset does to files.
     *
     * @param dropped the blobs that rows named before it, and perhaps no row after it
     * @param begun the blobs that a row began to name
     */
    public record Effect(Set<BlobRef> dropped, List<Brought> begun) {
        /** Copies both. */
        public Effect {
            dropped = Set.copyOf(dropped);
            begun = List.copyOf(begun);
        }
    }

    /**
     * A blob that is in the store.
     *
     * @param upload its name and its file
     * @param wasThere whether it was in the store before
     */
    public record Brought(BlobUpload upload, boolean wasThere) {}

    /** A file to send, and the table of a row that names it. */
    private record Named(BlobUpload upload, String table) {}

    /** What came of sending files: those that cannot be sent, and those whose blob is there. */
    private record Sent(Map<Named, BlobSend.Lacking> lacking, List<Brought> brought) {
        Sent() {
            this(new LinkedHashMap<>(), new ArrayList<>());
        }
    }

    /** Looks at all rows for files that are not in the store, if that was not done since the plan was chosen. */
    public void begin() throws SQLException, StorageException, SyncException {
        StateTable state = copy.tables().state();
        if (state.find(Field.BLOB_PLAN_SENT).orElse("").equals(rows.planId())) {
            return;
        }
        if (state.number(Field.PUSHED_SEQ) > 0) {
            Map<BlobRef, Named> named = new LinkedHashMap<>();
            try {
                new CurrentRows(copy)
                        .visible((table, key, values) ->
                                collect(RowChange.inserted(table.name(), table.columnNames(), key, values), named));
            } catch (BlobPlanException e) {
                throw planFailed(e);
            }
            // Others have pushed some of these rows, and have their files.
            send(named);
        }
        copy.write(() -> {
            state.set(Field.BLOB_PLAN_SENT, rows.planId());
            return true;
        });
    }

    /**
     * Brings every file to the store that a changeset's rows name.
     *
     * @throws SyncException BLOB when one is missing, or the plan fails; nothing is published then
     */
    public Effect send(OutboxTable.Entry entry) throws SQLException, StorageException, SyncException {
        Map<BlobRef, Named> named = new LinkedHashMap<>();
        Set<BlobRef> dropped = new HashSet<>();
        Set<BlobRef> first = new HashSet<>();
        try {
            new OutgoingChanges(copy).visit(entry, change -> {
                collect(change, named);
                dropped.addAll(rows.dropped(change));
                first.addAll(rows.firstNamed(change));
            });
        } catch (BlobPlanException e) {
            throw planFailed(e);
        }
        Sent sent = send(named);
        if (!sent.lacking().isEmpty()) {
            requireUnused(entry.seq(), sent.lacking());
        }
        setInTheWay("");
        return new Effect(
                dropped,
                sent.brought().stream()
                        .filter(brought -> first.contains(brought.upload().blob()))
                        .toList());
    }

    private void collect(RowChange change, Map<BlobRef, Named> named) throws BlobPlanException {
        for (BlobUpload upload : rows.toPush(change)) {
            if (!inStore.contains(upload.blob())) {
                named.putIfAbsent(upload.blob(), new Named(upload, change.table()));
            }
        }
    }

    private SyncException planFailed(BlobPlanException e) throws SQLException {
        setInTheWay("nothing is pushed: " + e.getMessage() + "\nupdate or mend the plan");
        return new SyncException(SyncException.Kind.BLOB, "nothing is pushed: " + e.getMessage(), e);
    }

    /** Sends what is not in the store. */
    private Sent send(Map<BlobRef, Named> named) throws SQLException, StorageException, SyncException {
        Sent sent = new Sent();
        List<Named> all = List.copyOf(named.values());
        if (all.isEmpty()) {
            return sent;
        }
        known += all.size();
        progress.done(done, known);
        try (Transfers threads = Transfers.upTo("coven-blobs", transfers)) {
            for (int from = 0; from < all.size(); from += Transfers.PAGE) {
                List<Named> page = all.subList(from, Math.min(all.size(), from + Transfers.PAGE));
                List<Callable<BlobSend.Outcome>> work = new ArrayList<>();
                page.forEach(one -> work.add(() -> sender.send(one.upload())));
                List<Future<BlobSend.Outcome>> started = threads.start(work);
                for (int i = 0; i < page.size(); i++) {
                    take(page.get(i), Transfers.await(started.get(i)), sent);
                    done++;
                    progress.done(done, known);
                }
            }
        }
        return sent;
    }

    private void take(Named named, BlobSend.Outcome outcome, Sent sent)
            throws SQLException, StorageException, SyncException {
        if (outcome instanceof BlobSend.Failed failed) {
            throw failed.failure();
        }
        if (outcome instanceof BlobSend.Lacking without) {
            sent.lacking().put(named, without);
            return;
        }
        sent.brought().add(new Brought(named.upload(), outcome instanceof BlobSend.Present));
        if (inStore.size() < MAX_REMEMBERED) {
            inStore.add(named.upload().blob());
        }
        if (outcome instanceof BlobSend.Stored stored) {
            copy.write(() -> {
                copy.tables()
                        .blobs()
                        .files()
                        .record(new BlobFileTable.Entry(
                                named.upload().source(), named.upload().blob(), stored.look()));
                return true;
            });
        }
    }

    private void requireUnused(long seq, Map<Named, BlobSend.Lacking> lacking) throws SQLException, SyncException {
        Set<BlobRef> asked = new HashSet<>();
        lacking.keySet().forEach(one -> asked.add(one.upload().blob()));
        Set<BlobRef> needed = new NamedBlobs(copy, rows).of(asked);
        for (Map.Entry<Named, BlobSend.Lacking> one : lacking.entrySet()) {
            BlobUpload upload = one.getKey().upload();
            if (needed.contains(upload.blob())) {
                String detail =
                        "changeset %d and all after it wait for file '%s', which a row of table '%s' names as blob %s/%s: %s"
                                .formatted(
                                        seq,
                                        upload.source().value(),
                                        one.getKey().table(),
                                        upload.blob().namespace(),
                                        upload.blob().id(),
                                        one.getValue().why());
                String remedy = one.getValue().remedy() + ", or change or delete the row";
                setInTheWay(detail + "\n" + remedy);
                throw new SyncException(SyncException.Kind.BLOB, detail + "; " + remedy);
            }
        }
    }

    /** Keeps what people are told: what is wrong, and on a second line what to do. */
    private void setInTheWay(String sentence) throws SQLException {
        StateTable state = copy.tables().state();
        if (!state.find(Field.BLOB_IN_THE_WAY).orElse("").equals(sentence)) {
            copy.write(() -> {
                state.set(Field.BLOB_IN_THE_WAY, sentence);
                return true;
            });
        }
    }

    /** Notes what a changeset that is now published did; within the transaction that notes its publication. */
    public void published(Effect effect, String device, long seq) throws SQLException {
        for (BlobRef blob : effect.dropped()) {
            copy.tables().blobs().unused().record(new UnusedBlobTable.Entry(blob, copy.nowMillis(), device, seq));
            copy.tables().blobs().pending().doubt(blob);
        }
        for (Brought begun : effect.begun()) {
            copy.tables()
                    .blobs()
                    .watched()
                    .record(new WatchedBlobTable.Entry(begun.upload(), device, seq, begun.wasThere(), 0));
        }
    }
}
