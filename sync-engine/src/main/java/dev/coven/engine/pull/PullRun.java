package dev.coven.engine.pull;

import dev.coven.engine.HeldReason;
import dev.coven.engine.PullResult;
import dev.coven.engine.SyncException;
import dev.coven.engine.apply.ChangesetRefusedException;
import dev.coven.engine.apply.IncomingChangeset;
import dev.coven.engine.blob.BlobPull;
import dev.coven.engine.config.PullLimits;
import dev.coven.engine.copy.LibraryCopy;
import dev.coven.engine.database.DeviceTable;
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
    private final PullLimits limits;
    private final List<HeadDocument> behind = new ArrayList<>();
    private final List<Stream> streams = new ArrayList<>();
    private final HeldDevices held;
    private final Map<String, Long> heads = new TreeMap<>();
    private final Set<String> pulled = new HashSet<>();
    private long applied;
    private long promised;
    private long rowsChanged;

    PullRun(LibraryCopy copy, StoreIndex index, EnvelopeFetcher fetcher, PullLimits limits, Puller.Progress progress) {
        this.copy = copy;
        this.index = index;
        this.held = new HeldDevices(copy);
        this.fetcher = fetcher;
        this.limits = limits;
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
                held.hold(known, HeldReason.HEAD_ROLLED_BACK, "its head is gone from the store");
            }
        }
    }

    private void collect(String device, Head head) throws SQLException, SyncException {
        DeviceTable.Device known = known(device);
        if (head instanceof Head.Refused refused) {
            held.hold(known, refused.reason(), refused.detail());
            return;
        }
        HeadDocument document = ((Head.Verified) head).document();
        heads.put(device, document.seq());
        if (document.seq() < known.headSeq()) {
            held.hold(
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
            behind.add(document);
        } else if (document.seq() == known.cursor()
                && !document.lastEnvelopeHash().equals(known.cursorHash())) {
            held.hold(
                    known,
                    HeldReason.BROKEN_CHAIN,
                    "its head names another changeset %d than the one that is here".formatted(document.seq()));
        } else {
            held.release(known);
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

    void applyAll() throws SQLException, SyncException {
        try (Prefetch prefetch = new Prefetch(fetcher, limits)) {
            for (HeadDocument head : behind) {
                DeviceTable.Device known = known(head.device());
                DeviceAhead ahead = prefetch.device(head, known.cursor());
                if (held.waitsForSchema(known)) {
                    ahead.stop();
                }
                streams.add(new Stream(head, prefetch, ahead));
            }
            for (Stream stream : streams) {
                stream.advance();
            }
            Optional<Stream> next = earliest();
            while (next.isPresent()) {
                next.get().apply();
                next = earliest();
            }
        }
    }

    private Optional<Stream> earliest() {
        return streams.stream().filter(Stream::isReady).min(Stream::compareByTime);
    }

    /** Lets go of envelopes in memory, those first whose turn comes last, until there is room. */
    private void makeRoom(Prefetch prefetch, Optional<Stream> spared) {
        while (prefetch.isOverdrawn()) {
            Optional<Stream> latest = streams.stream()
                    .filter(Stream::hasBody)
                    .filter(stream -> !spared.equals(Optional.of(stream)))
                    .max(Stream::compareByTime);
            if (latest.isEmpty()) {
                return;
            }
            latest.get().letGo();
        }
    }

    PullResult result(BlobPull.Outcome blobs) throws SQLException {
        int skipped = (int) held.all().stream()
                .filter(device -> device.reason() == HeldReason.NEWER_SCHEMA)
                .count();
        return new PullResult(
                applied,
                pulled.size(),
                held.all(),
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
        private final Prefetch prefetch;
        private final DeviceAhead ahead;
        private Optional<Ready> next = Optional.empty();

        Stream(HeadDocument head, Prefetch prefetch, DeviceAhead ahead) {
            this.device = head.device();
            this.last = head.seq();
            this.lastHash = head.lastEnvelopeHash();
            this.prefetch = prefetch;
            this.ahead = ahead;
        }

        boolean isReady() {
            return next.isPresent();
        }

        boolean hasBody() {
            return next.flatMap(Ready::body).isPresent();
        }

        void letGo() {
            next.flatMap(Ready::body).ifPresent(prefetch::giveBack);
            next = next.map(Ready::withoutBody);
        }

        private EnvelopeHeader header() {
            return next.orElseThrow().header();
        }

        int compareByTime(Stream other) {
            int order = Long.compare(header().timestamp(), other.header().timestamp());
            return order != 0 ? order : device.compareTo(other.device);
        }

        /** Takes the changeset behind the cursor, unless there is none or it cannot be taken. */
        void advance() throws SQLException, SyncException {
            next = Optional.empty();
            DeviceTable.Device known = known(device);
            if (known.cursor() >= last) {
                return;
            }
            if (held.waitsForSchema(known)) {
                held.stillHeld(known);
                return;
            }
            makeRoom(prefetch, Optional.empty());
            try {
                Fetched.Here here = prefetch.take(ahead, known.cursor() + 1);
                next = Optional.of(Ready.of(here));
                requireFit(here.envelope(), known);
            } catch (HeldException e) {
                hold(known, e.reason(), "" + e.getMessage());
            }
            makeRoom(prefetch, earliest());
        }

        private void requireFit(OpenedEnvelope envelope, DeviceTable.Device known) throws HeldException {
            fetcher.requireFit(envelope.header(), new EnvelopeFetcher.Place(known.cursorHash(), known.cursorTime()));
            if (envelope.header().seq() == last && !envelope.hash().equals(lastHash)) {
                throw new HeldException(
                        HeldReason.BROKEN_CHAIN, "it is not the changeset that its device's head names");
            }
        }

        private void hold(DeviceTable.Device known, HeldReason reason, String detail)
                throws SQLException, SyncException {
            letGo();
            next = Optional.empty();
            ahead.stop();
            held.hold(known, reason, detail);
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
            List<RowChange> changes;
            try {
                changes = copy.apply(verified(whole()));
            } catch (HeldException e) {
                hold(known(device), e.reason(), "" + e.getMessage());
                return;
            } catch (ChangesetRefusedException e) {
                hold(known(device), e.reason(), "" + e.getMessage());
                return;
            }
            letGo();
            applied++;
            rowsChanged += changes.size();
            pulled.add(device);
            progress.applied(applied, promised);
            advance();
        }

        /** The next envelope with its body, which is fetched again if it was let go. */
        private OpenedEnvelope whole() throws HeldException {
            Ready ready = next.orElseThrow();
            if (ready.body().isEmpty()) {
                makeRoom(prefetch, Optional.empty());
                Fetched.Here again = prefetch.take(ahead, ready.header().seq());
                next = Optional.of(Ready.of(again));
                if (!again.envelope().hash().equals(ready.hash())) {
                    throw new HeldException(
                            HeldReason.BROKEN_CHAIN, "it is not the changeset that was there a moment ago");
                }
            }
            return next.flatMap(Ready::body).orElseThrow().envelope();
        }

        private LibraryCopy.Verified verified(OpenedEnvelope envelope) throws SQLException, SyncException {
            EnvelopeHeader header = envelope.header();
            IncomingChangeset content = new IncomingChangeset(
                    device,
                    envelope.changeset(),
                    new ByteArrayInputStream(envelope.clocks()),
                    header.changes(),
                    floor(header),
                    header.timestamp());
            return new LibraryCopy.Verified(content, header.seq(), envelope.hash(), header.changesetSize());
        }
    }
}
