package dev.coven.engine.push;

import dev.coven.engine.PushResult;
import dev.coven.engine.SyncException;
import dev.coven.engine.blob.BlobPush;
import dev.coven.engine.copy.BlobTables;
import dev.coven.engine.copy.LibraryCopy;
import dev.coven.engine.crypto.UnreadableObjectException;
import dev.coven.engine.crypto.UnreadableStreamException;
import dev.coven.engine.database.DeviceTable;
import dev.coven.engine.database.HistoryTable;
import dev.coven.engine.database.OutboxTable;
import dev.coven.engine.database.PublicationTable;
import dev.coven.engine.database.StateTable;
import dev.coven.engine.database.StateTable.Field;
import dev.coven.engine.document.HeadDocument;
import dev.coven.engine.envelope.Compression;
import dev.coven.engine.envelope.EnvelopeHeader;
import dev.coven.engine.envelope.EnvelopeLimits;
import dev.coven.engine.envelope.EnvelopeReader;
import dev.coven.engine.envelope.EnvelopeWriter;
import dev.coven.engine.envelope.MalformedEnvelopeException;
import dev.coven.engine.layout.StoreLayout;
import dev.coven.engine.store.LibraryStore;
import dev.coven.spi.storage.ObjectKey;
import dev.coven.spi.storage.Payload;
import dev.coven.spi.storage.PutOutcome;
import dev.coven.spi.storage.StorageException;
import java.io.IOException;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.LongConsumer;

/**
 * Publishes what is captured: in order, each changeset created once, the head last.
 *
 * <p>A crash at any moment is resumed by the next push: what is in the store already is recognised by its hash. A path that
 * holds something else means that another copy of this database writes under the same device id, and one behind the last that
 * is here that this copy was restored from a backup. Either way this copy goes on as a device of its own, once.
 */
public final class Pusher {
    private final LibraryCopy copy;
    private final LibraryStore store;
    private final DeviceAuthor author;
    private final DeviceSuccession succession;
    private final Optional<BlobPush> blobs;
    /** Whether this push made a changeset: then the store had none of this device's beyond it. */
    private boolean madeOne;

    /** A pusher of a copy to its store; without a blob plan, no files go along. */
    public Pusher(
            LibraryCopy copy,
            LibraryStore store,
            DeviceAuthor author,
            DeviceSuccession succession,
            Optional<BlobPush> blobs) {
        this.copy = copy;
        this.store = store;
        this.author = author;
        this.succession = succession;
        this.blobs = blobs;
    }

    /**
     * Captures and publishes. Nothing to say: no request.
     *
     * @param progress told the number of changesets published so far
     */
    public PushResult push(LongConsumer progress) throws SyncException, StorageException, SQLException, IOException {
        copy.capture();
        publishIndexObjects();
        if (blobs.isPresent()) {
            blobs.get().begin();
        }
        madeOne = false;
        Optional<String> replaced = Optional.empty();
        long pushed = 0;
        for (Optional<OutboxTable.Entry> next = next(); next.isPresent(); next = next()) {
            if (publish(next.get())) {
                pushed++;
                progress.accept(pushed);
            } else if (replaced.isEmpty()) {
                replaced = Optional.of(succession.succeed(copy));
            } else {
                throw new SyncException(
                        SyncException.Kind.TRUST,
                        "the store says that the first changeset of device "
                                + copy.tables().state().text(Field.DEVICE)
                                + " is there, a device that was made just now: nobody can have written it. What is not"
                                + " pushed waits; check the store");
            }
        }
        Optional<News> news = news();
        if (news.isPresent() && replaced.isEmpty() && !madeOne && isBehindItsStore()) {
            replaced = Optional.of(succession.succeed(copy));
            news = news();
        }
        if (news.isPresent()) {
            announce(news.get());
        }
        return new PushResult(pushed, replaced);
    }

    private Optional<OutboxTable.Entry> next() throws SQLException {
        return copy.tables().outbox().firstFrom(1);
    }

    private void publishIndexObjects() throws SQLException, StorageException, SyncException {
        for (PublicationTable.Entry entry : copy.tables().publications().all()) {
            if (!store.small().create(new ObjectKey(entry.key()), entry.body())) {
                throw new SyncException(
                        SyncException.Kind.TRUST,
                        "the store holds another object at " + entry.key()
                                + ": another library was made there; make this one in an empty place");
            }
            copy.write(() -> {
                copy.tables().publications().remove(entry.number());
                return true;
            });
        }
    }

    /**
     * Whether the store holds a changeset of this device that was made after the last one here: then this database was
     * restored from a backup, and a head of its own would take back what the device has published since.
     */
    private boolean isBehindItsStore() throws SQLException, StorageException {
        StateTable state = copy.tables().state();
        return store.holds(StoreLayout.changeset(state.text(Field.DEVICE), state.number(Field.PUSHED_SEQ) + 1));
    }

    /** Publishes a changeset; false when its path belongs to another copy of this database. */
    private boolean publish(OutboxTable.Entry entry) throws SQLException, StorageException, SyncException, IOException {
        StateTable state = copy.tables().state();
        String device = state.text(Field.DEVICE);
        ObjectKey key = StoreLayout.changeset(device, entry.seq());
        EnvelopeHeader header = header(entry, device, state);
        Optional<BlobPush.Effect> effect =
                blobs.isPresent() ? Optional.of(blobs.get().send(entry)) : Optional.empty();
        Payload changeset = Payload.of(entry.deflated());
        String[] hash = new String[1];
        PutOutcome outcome = store.createLarge(
                key,
                plain -> hash[0] = EnvelopeWriter.write(plain, header, changeset, entry.clocks(), author.author()));
        if (outcome instanceof PutOutcome.ConditionNotMet) {
            if (!hash[0].equals(storedHash(key))) {
                return false;
            }
        } else {
            madeOne = true;
        }
        copy.write(() -> {
            state.set(Field.PUSHED_SEQ, entry.seq());
            state.set(Field.PUSHED_HASH, hash[0]);
            state.set(Field.PUSHED_TIMESTAMP, entry.timestamp());
            copy.tables().outbox().remove(entry.seq());
            if (blobs.isPresent() && effect.isPresent()) {
                blobs.get().published(effect.get(), device, entry.seq());
            }
            copy.tables()
                    .history()
                    .record(new HistoryTable.Entry(
                            copy.tables().devices().ref(device),
                            entry.seq(),
                            entry.timestamp(),
                            entry.changes(),
                            entry.changesetSize()));
            return true;
        });
        return true;
    }

    private EnvelopeHeader header(OutboxTable.Entry entry, String device, StateTable state) throws SQLException {
        return new EnvelopeHeader(
                author.libraryId(),
                device,
                Published.of(state).nonce(),
                entry.seq(),
                state.text(Field.PUSHED_HASH),
                entry.schemaVersion(),
                entry.timestamp(),
                "",
                entry.changesetSize(),
                entry.deflated().length,
                entry.clocks().length,
                entry.changes(),
                Compression.DEFLATE,
                author.author().schemeId(),
                author.author().key());
    }

    /** The hash of the envelope that is in the store; empty when what is there is none that this library can read. */
    private String storedHash(ObjectKey key) throws StorageException, IOException {
        try {
            return store.readLarge(
                    key,
                    plain -> EnvelopeReader.read(plain, EnvelopeLimits.LARGEST).hash());
        } catch (UnreadableObjectException | UnreadableStreamException | MalformedEnvelopeException e) {
            return "";
        }
    }

    /**
     * A head that says what the last one did not: a changeset, or how far others are read.
     *
     * @param head the head
     * @param says what it says, in short
     */
    private record News(HeadDocument head, String says) {}

    private Optional<News> news() throws SQLException, SyncException {
        HeadDocument head = copy.read(this::head);
        String says = head.device() + " " + head.seq() + " " + head.cursors()
                + head.state().map(digest -> " " + digest).orElse("");
        return says.equals(copy.tables().state().text(Field.PUBLISHED_HEAD))
                ? Optional.empty()
                : Optional.of(new News(head, says));
    }

    private void announce(News news) throws SQLException, StorageException, SyncException {
        HeadDocument head = news.head();
        store.putSmall(StoreLayout.head(head.device()), head.encode(author.author()));
        copy.write(() -> {
            copy.tables()
                    .devices()
                    .recordHead(
                            head.device(),
                            head.deviceName(),
                            author.author().memberId(),
                            head.seq(),
                            head.lastSyncMillis());
            copy.tables().state().set(Field.PUBLISHED_HEAD, news.says());
            return true;
        });
    }

    private HeadDocument head() throws SQLException {
        StateTable state = copy.tables().state();
        String device = state.text(Field.DEVICE);
        Map<String, Long> cursors = new TreeMap<>();
        Map<Long, Long> firstPending = copy.tables().blobs().pending().firstSeqs();
        boolean whole = true;
        for (DeviceTable.Device other : copy.tables().devices().all()) {
            long cursor = BlobTables.completeCursor(other, firstPending);
            whole &= cursor == other.cursor();
            boolean counts = cursor > 0 && !other.id().equals(device);
            // A device left out has not been read, for all that others know: that is always safe to say.
            if (counts && cursors.size() < HeadDocument.MAX_CURSORS) {
                cursors.put(other.id(), cursor);
            }
        }
        // What is captured and not yet published holds stamps below the clock: then only the published ones are closed.
        boolean allPublished = copy.tables().outbox().count() == 0;
        Published published = Published.of(state);
        return author.head(
                published,
                cursors,
                copy.nowMillis(),
                allPublished ? state.number(Field.CLOCK) : published.timestamp(),
                // The state is the one of all that is applied, so it says nothing beside cursors that lie below.
                allPublished && whole ? copy.stateDigest() : Optional.empty());
    }
}
