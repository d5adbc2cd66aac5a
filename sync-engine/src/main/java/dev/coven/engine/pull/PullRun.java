package dev.coven.engine.pull;

import dev.coven.engine.HeldDevice;
import dev.coven.engine.HeldReason;
import dev.coven.engine.PullResult;
import dev.coven.engine.SyncException;
import dev.coven.engine.apply.ChangesetRefusedException;
import dev.coven.engine.apply.IncomingChangeset;
import dev.coven.engine.blob.BlobPull;
import dev.coven.engine.copy.LibraryCopy;
import dev.coven.engine.database.DeviceTable;
import dev.coven.engine.database.DeviceTable.Held;
import dev.coven.engine.database.StateTable.Field;
import dev.coven.engine.document.HeadDocument;
import dev.coven.engine.envelope.EnvelopeHeader;
import dev.coven.engine.envelope.OpenedEnvelope;
import dev.coven.engine.index.Head;
import dev.coven.engine.index.StoreIndex;
import dev.coven.spi.row.RowChange;
import java.io.ByteArrayInputStream;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** One pull at work: which devices have news, and the changesets of each, applied in the order of their timestamps. */
final class PullRun {
    private final LibraryCopy copy;
    private final StoreIndex index;
    private final Puller.Progress progress;
    private final EnvelopeFetcher fetcher;
    private final List<Stream> streams = new ArrayList<>();
    private final List<HeldDevice> held = new ArrayList<>();
    private final Map<String, Long> heads = new TreeMap<>();
    private final Set<String> pulled = new HashSet<>();
    private long applied;
    private long promised;
    private long rowsChanged;

    PullRun(LibraryCopy copy, StoreIndex index, EnvelopeFetcher fetcher, Puller.Progress progress) {
        this.copy = copy;
        this.index = index;
        this.fetcher = fetcher;
        this.progress = progress;
    }

    void collect() throws SQLException, SyncException {
        String self = copy.tables().state().text(Field.DEVICE);
        for (Map.Entry<String, Head> entry : new TreeMap<>(index.heads()).entrySet()) {
            if (!entry.getKey().equals(self)) {
                collect(entry.getKey(), entry.getValue());
            }
        }
        for (DeviceTable.Device known : copy.tables().devices().all()) {
            boolean gone = !known.member().isEmpty()
                    && !known.id().equals(self)
                    && !index.heads().containsKey(known.id());
            if (gone) {
                hold(known, HeldReason.HEAD_ROLLED_BACK, "its head is gone from the store");
            }
        }
    }

    private void collect(String device, Head head) throws SQLException, SyncException {
        DeviceTable.Device known = known(device);
        if (head instanceof Head.Refused refused) {
            hold(known, refused.reason(), refused.detail());
            return;
        }
        HeadDocument document = ((Head.Verified) head).document();
        heads.put(device, document.seq());
        if (document.seq() < known.headSeq()) {
            hold(
                    known,
                    HeldReason.HEAD_ROLLED_BACK,
                    "its head says %d, it has said %d".formatted(document.seq(), known.headSeq()));
            return;
        }
        boolean news = known.headSeq() != document.seq() || known.lastSync() != document.lastSyncMillis();
        if (news || known.member().isEmpty()) {
            copy.write(() -> {
                copy.tables()
                        .devices()
                        .recordHead(
                                device,
                                document.deviceName(),
                                document.authorId(),
                                document.seq(),
                                document.lastSyncMillis());
                return true;
            });
        }
        if (document.seq() > known.cursor()) {
            long ahead = document.seq() - known.cursor();
            promised = ahead > Long.MAX_VALUE - promised ? Long.MAX_VALUE : promised + ahead;
            streams.add(new Stream(document));
        } else if (document.seq() == known.cursor()
                && !document.lastEnvelopeHash().equals(known.cursorHash())) {
            hold(
                    known,
                    HeldReason.BROKEN_CHAIN,
                    "its head names another changeset %d than the one that is here".formatted(document.seq()));
        } else {
            release(known);
        }
    }

    private DeviceTable.Device known(String device) throws SQLException, SyncException {
        Optional<DeviceTable.Device> known = copy.tables().devices().find(device);
        if (known.isPresent()) {
            return known.get();
        }
        copy.write(() -> copy.tables().devices().ref(device));
        return copy.tables()
                .devices()
                .find(device)
                .orElseThrow(() -> new IllegalStateException("device " + device + " was just added"));
    }

    private void release(DeviceTable.Device device) throws SQLException, SyncException {
        if (device.held().isPresent()) {
            copy.write(() -> {
                copy.tables().devices().setHeld(device.id(), null);
                return true;
            });
        }
    }

    private void hold(DeviceTable.Device device, HeldReason reason, String detail) throws SQLException, SyncException {
        long seq = device.cursor() + 1;
        held.add(new HeldDevice(device.id(), seq, reason, detail));
        Held now = new Held(seq, reason, detail, copy.schemaIdentity());
        if (!device.held().equals(Optional.of(now))) {
            copy.write(() -> {
                copy.tables().devices().setHeld(device.id(), now);
                return true;
            });
        }
    }

    void applyAll() throws SQLException, SyncException {
        for (Stream stream : streams) {
            stream.advance();
        }
        Optional<Stream> next = earliest();
        while (next.isPresent()) {
            next.get().apply();
            next = earliest();
        }
    }

    private Optional<Stream> earliest() {
        return streams.stream().filter(Stream::isReady).min(Stream::compareByTime);
    }

    PullResult result(BlobPull.Outcome blobs) throws SQLException {
        int skipped = (int) held.stream()
                .filter(device -> device.reason() == HeldReason.NEWER_SCHEMA)
                .count();
        return new PullResult(
                applied,
                pulled.size(),
                held,
                skipped,
                blobs.fetched(),
                blobs.failed(),
                blobs.pending(),
                copy.tables().parked().countShown(),
                rowsChanged,
                heads);
    }

    /** The changesets of one device, one at a time. */
    private final class Stream {
        private final String device;
        private final long last;
        private final String lastHash;
        private Optional<OpenedEnvelope> next = Optional.empty();

        Stream(HeadDocument head) {
            this.device = head.device();
            this.last = head.seq();
            this.lastHash = head.lastEnvelopeHash();
        }

        boolean isReady() {
            return next.isPresent();
        }

        private EnvelopeHeader header() {
            return next.orElseThrow().header();
        }

        int compareByTime(Stream other) {
            int order = Long.compare(header().timestamp(), other.header().timestamp());
            return order != 0 ? order : device.compareTo(other.device);
        }

        /** Fetches the changeset behind the cursor, unless there is none or it cannot be taken. */
        void advance() throws SQLException, SyncException {
            next = Optional.empty();
            DeviceTable.Device known = known(device);
            if (known.cursor() >= last) {
                return;
            }
            Optional<Held> before = known.held();
            boolean waitsForSchema = before.isPresent()
                    && before.get().reason() == HeldReason.NEWER_SCHEMA
                    && before.get().seq() == known.cursor() + 1
                    && before.get().schema().equals(copy.schemaIdentity());
            if (waitsForSchema) {
                held.add(new HeldDevice(
                        device,
                        before.get().seq(),
                        before.get().reason(),
                        before.get().detail()));
                return;
            }
            try {
                OpenedEnvelope fetched = fetcher.fetch(
                        new EnvelopeFetcher.Place(device, known.cursor() + 1, known.cursorHash(), known.cursorTime()));
                if (fetched.header().seq() == last && !fetched.hash().equals(lastHash)) {
                    throw new HeldException(
                            HeldReason.BROKEN_CHAIN, "it is not the changeset that its device's head names");
                }
                next = Optional.of(fetched);
            } catch (HeldException e) {
                hold(known, e.reason(), "" + e.getMessage());
            }
        }

        /**
         * What every stamp must lie above: the device's changeset before, and the moment its author became a member.
         * Else a first changeset could speak of the time before the library, where nothing is older than it.
         */
        private long floor(EnvelopeHeader header) throws SQLException, SyncException {
            long since = index.chain().memberSince(header.authorId()).orElseThrow();
            return Math.max(known(device).cursorTime(), since);
        }

        void apply() throws SQLException, SyncException {
            OpenedEnvelope envelope = next.orElseThrow();
            EnvelopeHeader header = envelope.header();
            IncomingChangeset content = new IncomingChangeset(
                    device,
                    envelope.changeset(),
                    new ByteArrayInputStream(envelope.clocks()),
                    header.changes(),
                    floor(header),
                    header.timestamp());
            List<RowChange> changes;
            try {
                changes = copy.apply(
                        new LibraryCopy.Verified(content, header.seq(), envelope.hash(), header.changesetSize()));
            } catch (ChangesetRefusedException e) {
                next = Optional.empty();
                hold(known(device), e.reason(), "" + e.getMessage());
                return;
            }
            applied++;
            rowsChanged += changes.size();
            pulled.add(device);
            progress.applied(applied, promised);
            advance();
        }
    }
}
