package dev.coven.engine.pull;

import dev.coven.engine.PullResult;
import dev.coven.engine.SyncException;
import dev.coven.engine.blob.BlobCycle;
import dev.coven.engine.blob.BlobPull;
import dev.coven.engine.blob.LibraryBlobs;
import dev.coven.engine.config.PullLimits;
import dev.coven.engine.copy.LibraryCopy;
import dev.coven.engine.database.StateTable;
import dev.coven.engine.database.StateTable.Field;
import dev.coven.engine.document.HeadDocument;
import dev.coven.engine.document.SchemaDocument;
import dev.coven.engine.document.SignatureSchemes;
import dev.coven.engine.index.Head;
import dev.coven.engine.index.IndexReader;
import dev.coven.engine.index.StoreIndex;
import dev.coven.engine.push.DeviceSuccession;
import dev.coven.engine.store.LibraryStore;
import dev.coven.spi.storage.StorageException;
import java.sql.SQLException;
import java.util.Optional;

/**
 * Fetches and merges what other devices published.
 *
 * <p>Across devices, changesets are applied in the order of their timestamps, which is a causal order. A device whose next
 * changeset cannot be taken is held at it and stops nobody else.
 */
public final class Puller {
    /** Told while a pull runs: so many changesets are applied, of so many promised. */
    @FunctionalInterface
    public interface Progress {
        /** Another changeset is applied. */
        void applied(long applied, long promised);
    }

    private final LibraryCopy copy;
    private final LibraryStore store;
    private final SignatureSchemes schemes;
    private final DeviceSuccession succession;
    private final long maxSkewMillis;
    private final PullLimits limits;
    private final Optional<BlobCycle> blobs;

    /** A puller from a store into a copy; without a blob plan, no files come along. */
    public Puller(
            LibraryCopy copy,
            LibraryStore store,
            SignatureSchemes schemes,
            DeviceSuccession succession,
            long maxSkewMillis,
            PullLimits limits,
            Optional<BlobCycle> blobs) {
        this.copy = copy;
        this.store = store;
        this.schemes = schemes;
        this.succession = succession;
        this.maxSkewMillis = maxSkewMillis;
        this.limits = limits;
        this.blobs = blobs;
    }

    /** Pulls once. */
    public PullResult pull(Progress progress) throws SyncException, StorageException, SQLException {
        copy.capture();
        String libraryId = copy.tables().state().text(Field.LIBRARY);
        String founderId = copy.tables().state().text(Field.FOUNDER);
        StoreIndex index = new IndexReader(copy, store, schemes, libraryId, founderId, limits.transfers()).read();
        requireSchema(index);
        leaveClonedDevice(index);
        missOwnHead(index);
        EnvelopeFetcher fetcher = new EnvelopeFetcher(
                store,
                schemes,
                new EnvelopeFetcher.Judgement(
                        libraryId, index.chain(), copy.schemaVersion(), copy.nowMillis(), maxSkewMillis),
                limits);
        PullRun run = new PullRun(copy, index, fetcher, limits, progress);
        run.collect();
        run.applyAll();
        new DivergenceCheck(copy).check(index.heads());
        return run.result(files(index));
    }

    /** Files come after the rows, and those that failed before are tried again. */
    private BlobPull.Outcome files(StoreIndex index) throws SQLException, StorageException, SyncException {
        if (blobs.isEmpty()) {
            LibraryBlobs.without(copy);
            return new BlobPull.Outcome(0, 0, copy.tables().blobs().pending().count());
        }
        return blobs.get().run(index.heads());
    }

    private void requireSchema(StoreIndex index) throws SyncException, SQLException {
        Optional<SchemaDocument> schema = index.schema();
        if (schema.isPresent() && schema.get().minimumSchemaVersion() > copy.schemaVersion()) {
            throw new SyncException(
                    SyncException.Kind.SCHEMA_TOO_OLD,
                    "the library asks for schema version %d at least, this database has %d: update the application"
                            .formatted(schema.get().minimumSchemaVersion(), copy.schemaVersion()));
        }
    }

    /** A head of this device's that is gone from the store, or went back there, is published again by the next push. */
    private void missOwnHead(StoreIndex index) throws SQLException, SyncException {
        StateTable state = copy.tables().state();
        Head own = index.heads().get(state.text(Field.DEVICE));
        boolean present = own instanceof Head.Verified head && head.document().seq() >= state.number(Field.PUSHED_SEQ);
        if (!present && !state.text(Field.PUBLISHED_HEAD).isEmpty()) {
            copy.write(() -> {
                state.set(Field.PUBLISHED_HEAD, "");
                return true;
            });
        }
    }

    /** When this device's own head promises more than this copy made, another copy of the database made it. */
    private void leaveClonedDevice(StoreIndex index) throws SQLException, StorageException, SyncException {
        String device = copy.tables().state().text(Field.DEVICE);
        if (index.heads().get(device) instanceof Head.Verified own) {
            long pushed = copy.tables().state().number(Field.PUSHED_SEQ);
            String hash = copy.tables().state().text(Field.PUSHED_HASH);
            HeadDocument head = own.document();
            if (head.seq() > pushed
                    || (head.seq() == pushed && !head.lastEnvelopeHash().equals(hash))) {
                succession.succeed(copy);
            }
        }
    }
}
