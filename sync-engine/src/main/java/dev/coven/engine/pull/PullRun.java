package dev.coven.engine.pull;

import dev.coven.engine.HeldReason;
import dev.coven.engine.PullResult;
import dev.coven.engine.SyncException;
import dev.coven.engine.apply.ChangesetRefusedException;
import dev.coven.engine.blob.BlobPull;
import dev.coven.engine.config.PullLimits;
import dev.coven.engine.copy.LibraryCopy;
import dev.coven.engine.database.DeviceTable;
import dev.coven.engine.database.StateTable.Field;
import dev.coven.engine.document.HeadDocument;
import dev.coven.engine.index.Head;
import dev.coven.engine.index.StoreIndex;
import dev.coven.engine.pull.DeviceStream.Taken;
import dev.coven.engine.store.StoppedException;
import dev.coven.spi.row.RowChange;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One pull at work: which devices have news, and the changesets of each, applied in the order of their timestamps. */
final class PullRun {
    private static final Logger LOG = LoggerFactory.getLogger(PullRun.class);

    /** How many devices are remembered of which nothing is known but a name: anybody who can write to the store makes names. */
    static final int MAX_STRANGERS = 1_000;

    private final LibraryCopy copy;
    private final StoreIndex index;
    private final Puller.Progress progress;
    private final EnvelopeFetcher fetcher;
    private final PullLimits limits;
    private final List<HeadDocument> behind = new ArrayList<>();
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
            if (known.id().equals(self) || index.heads().containsKey(known.id())) {
                continue;
            }
            if (known.isStranger()) {
                held.release(known);
            } else {
                held.hold(known, HeldReason.HEAD_ROLLED_BACK, "its head is gone from the store");
            }
        }
    }

    private void collect(String device, Head head) throws SQLException, SyncException {
        if (head instanceof Head.Refused refused) {
            collectRefused(device, refused);
            return;
        }
        DeviceTable.Device known = known(device);
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
        if (news || known.isStranger()) {
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

    private void collectRefused(String device, Head.Refused head) throws SQLException, SyncException {
        DeviceTable devices = copy.tables().devices();
        if (devices.find(device).isPresent() || devices.strangers() < MAX_STRANGERS) {
            held.hold(known(device), head.reason(), head.detail());
        } else {
            held.holdForNow(device, head.reason(), head.detail());
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
            DeviceStreams streams = new DeviceStreams(prefetch, limits, copy::nowMillis);
            for (HeadDocument head : behind) {
                DeviceTable.Device known = known(head.device());
                if (held.waitsForSchema(known)) {
                    held.stillHeld(known);
                } else {
                    streams.add(new DeviceStream(head, known, fetcher, index.chain(), prefetch));
                }
            }
            List<Taken> batch;
            do {
                batch = streams.nextBatch();
                apply(batch);
                for (DeviceStream stream : streams.all()) {
                    hold(stream);
                }
                batch.forEach(taken -> prefetch.giveBack(taken.fetched()));
            } while (!batch.isEmpty());
        }
    }

    /** Applies changesets, several in one transaction; where that fails, each in its own, up to the one that is at fault. */
    private void apply(List<Taken> batch) throws SQLException, SyncException {
        List<Taken> rest = batch;
        try {
            while (!rest.isEmpty()) {
                rest = rest.subList(applySome(rest), rest.size());
            }
        } catch (StoppedException e) {
            throw e;
        } catch (ChangesetRefusedException | SQLException | RuntimeException e) {
            LOG.debug("applying {} changesets together failed; each is applied by itself", rest.size(), e);
            applyOneByOne(rest);
        }
    }

    private void applyOneByOne(List<Taken> batch) throws SQLException, SyncException {
        Set<DeviceStream> refused = new HashSet<>();
        for (Taken taken : batch) {
            DeviceStream stream = taken.stream();
            long seq = taken.fetched().envelope().header().seq();
            if (refused.contains(stream) || known(stream.device()).cursor() >= seq) {
                continue;
            }
            try {
                applySome(List.of(taken));
            } catch (ChangesetRefusedException e) {
                stream.stop(new HeldException(e.reason(), "" + e.getMessage(), e));
                refused.add(stream);
            }
        }
    }

    /** Applies the first of these changesets, and as many more as there is time for; gives how many. */
    private int applySome(List<Taken> batch) throws SQLException, SyncException {
        List<List<RowChange>> changes =
                copy.applySome(batch.stream().map(Taken::verified).iterator());
        for (int i = 0; i < changes.size(); i++) {
            applied++;
            rowsChanged += changes.get(i).size();
            pulled.add(batch.get(i).stream().device());
            progress.applied(applied, promised);
        }
        return changes.size();
    }

    private void hold(DeviceStream stream) throws SQLException, SyncException {
        Optional<HeldException> reason = stream.takeObstacle();
        if (reason.isPresent()) {
            held.hold(
                    known(stream.device()),
                    reason.get().reason(),
                    "" + reason.get().getMessage());
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
}
