package dev.coven.engine.blob;

import dev.coven.engine.copy.LibraryCopy;
import dev.coven.engine.copy.MergeWitness;
import dev.coven.engine.database.BlobFileTable;
import dev.coven.engine.database.BlobFileTable.Look;
import dev.coven.engine.database.PendingBlobTable;
import dev.coven.engine.database.PendingBlobTable.Needed;
import dev.coven.engine.database.StateTable;
import dev.coven.engine.database.StateTable.Field;
import dev.coven.engine.store.Transfers;
import dev.coven.spi.blob.BlobRef;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Fetches the files that merged rows need. What fails stays pending and is tried again in the next cycle; no changeset is fetched
 * again for it.
 */
public final class BlobPull {
    private static final Logger LOG = LoggerFactory.getLogger(BlobPull.class);

    /**
     * What a cycle did about files.
     *
     * @param fetched how many came
     * @param failed how many could not be fetched or put in place
     * @param pending how many are still needed
     */
    public record Outcome(long fetched, long failed, long pending) {}

    private final LibraryCopy copy;
    private final RowBlobs rows;
    private final BlobFolder folder;
    private final BlobFetch fetcher;
    private final int transfers;
    private final NamedBlobs named;
    private final FileProgress progress;
    private long known;
    private long fetched;
    private long failed;

    BlobPull(
            LibraryCopy copy,
            RowBlobs rows,
            BlobFolder folder,
            BlobFetch fetcher,
            int transfers,
            FileProgress progress) {
        this.progress = progress;
        this.copy = copy;
        this.rows = rows;
        this.folder = folder;
        this.fetcher = fetcher;
        this.transfers = transfers;
        this.named = new NamedBlobs(copy, rows);
    }

    private PendingBlobTable pending() {
        return copy.tables().blobs().pending();
    }

    /** Fetches all that is pending, once. */
    public Outcome fetch() throws SQLException {
        askAgain();
        forgetUnneeded();
        known = pending().count();
        if (known > 0) {
            progress.done(0, known);
            try (Transfers threads = Transfers.upTo("coven-blobs", transfers)) {
                fetchAll(threads);
            }
        }
        removeLeftovers();
        return new Outcome(
                fetched, failed + pending().unasked().size(), pending().count());
    }

    /** Looks at all rows for files that are not here, if the plan is new or failed on some of them. */
    private void askAgain() throws SQLException {
        StateTable state = copy.tables().state();
        boolean isNew = !state.find(Field.BLOB_PLAN).orElse("").equals(rows.planId());
        if (!isNew && pending().unasked().isEmpty()) {
            return;
        }
        NeededBlobs needed = new NeededBlobs(rows, folder);
        copy.write(() -> {
            List<BlobPlanException> failures = new ArrayList<>();
            new CurrentRows(copy).visible((table, key, values) -> {
                try {
                    needed.need(
                            copy.tables(),
                            MergeWitness.Origin.HERE,
                            rows.named(table.name(), table.columnNames(), key, values));
                } catch (BlobPlanException e) {
                    failures.add(e);
                }
            });
            if (failures.isEmpty()) {
                pending().removeUnasked();
            } else if (pending().unasked().isEmpty()) {
                pending()
                        .addUnasked(
                                PendingBlobTable.NO_DEVICE,
                                0,
                                "" + failures.get(0).getMessage());
            }
            state.set(Field.BLOB_PLAN, rows.planId());
            return true;
        });
    }

    /** Forgets files that rows needed and need no more. */
    private void forgetUnneeded() throws SQLException {
        List<PendingBlobTable.Entry> page = pending().doubtful(null, Transfers.PAGE);
        while (!page.isEmpty()) {
            List<Needed> files =
                    page.stream().map(PendingBlobTable.Entry::needed).toList();
            Set<Needed> stillNeeded = named.ofVisibleFiles(files);
            copy.write(() -> {
                for (Needed file : files) {
                    if (!stillNeeded.contains(file)) {
                        pending().remove(file);
                    }
                }
                return true;
            });
            page = pending().doubtful(files.get(files.size() - 1), Transfers.PAGE);
        }
        copy.write(() -> {
            pending().settleDoubts();
            return true;
        });
    }

    /** A blob on its way, and the places that need it. */
    private record OnItsWay(BlobRef blob, List<Needed> places, Future<Arrival> arrival) {}

    /** What came of fetching a blob: a whole file, or the reason why there is none. */
    private record Arrival(@Nullable Path whole, String error) {}

    private void fetchAll(Transfers threads) throws SQLException {
        @Nullable Needed last = null;
        while (true) {
            List<PendingBlobTable.Entry> page = pending().page(last, Transfers.PAGE);
            if (page.isEmpty()) {
                return;
            }
            last = page.get(page.size() - 1).needed();
            Map<BlobRef, List<Needed>> places = new LinkedHashMap<>();
            page.forEach(entry -> places.computeIfAbsent(entry.needed().blob(), blob -> new ArrayList<>())
                    .add(entry.needed()));
            List<Callable<Arrival>> work = new ArrayList<>();
            places.keySet().forEach(blob -> work.add(() -> arrival(blob)));
            List<Future<Arrival>> started = threads.start(work);
            List<OnItsWay> onTheirWay = new ArrayList<>();
            for (Map.Entry<BlobRef, List<Needed>> entry : places.entrySet()) {
                onTheirWay.add(new OnItsWay(entry.getKey(), entry.getValue(), started.get(onTheirWay.size())));
            }
            Placement placement = placement(page);
            for (OnItsWay blob : onTheirWay) {
                place(blob.places(), Transfers.await(blob.arrival()), placement);
                progress.done(fetched + failed, known);
            }
        }
    }

    private Arrival arrival(BlobRef blob) {
        try {
            return new Arrival(fetcher.fetch(blob), "");
        } catch (BlobUnavailableException e) {
            return new Arrival(null, "" + e.getMessage());
        }
    }

    /** One look at all rows tells for a whole page which of the files in the way may go. */
    private Placement placement(List<PendingBlobTable.Entry> page) throws SQLException {
        List<Needed> places = page.stream().map(PendingBlobTable.Entry::needed).toList();
        Set<Needed> replaceable = new HashSet<>(Placement.inTheWay(copy, folder, places));
        if (!replaceable.isEmpty()) {
            replaceable.removeAll(named.ofFiles(replaceable));
        }
        return new Placement(copy, folder, replaceable);
    }

    private void place(List<Needed> places, Arrival arrival, Placement placement) throws SQLException {
        Path whole = arrival.whole();
        for (int i = 0; i < places.size(); i++) {
            Needed place = places.get(i);
            if (whole == null) {
                fail(place, arrival.error());
                continue;
            }
            boolean more = i + 1 < places.size();
            try {
                Look look = placement.place(whole, place, more);
                copy.write(() -> {
                    copy.tables().blobs().files().record(new BlobFileTable.Entry(place.path(), place.blob(), look));
                    pending().remove(place);
                    return true;
                });
                fetched++;
            } catch (BlobUnavailableException | UnsafePathException e) {
                fail(place, "" + e.getMessage());
            } catch (IOException e) {
                fail(place, "file '" + place.path().value() + "' cannot be written (" + e + "): make room for it");
            }
        }
    }

    private void fail(Needed file, String error) throws SQLException {
        failed++;
        copy.write(() -> {
            pending().failed(file, error);
            return true;
        });
    }

    /** Removes beginnings of blobs that nobody waits for any more. */
    private void removeLeftovers() throws SQLException {
        if (!Files.isDirectory(folder.incoming())) {
            return;
        }
        Set<String> awaited = new HashSet<>();
        List<PendingBlobTable.Entry> page = pending().page(null, Transfers.PAGE);
        while (!page.isEmpty()) {
            page.forEach(
                    entry -> awaited.add(PartialFile.blobName(entry.needed().blob())));
            page = pending().page(page.get(page.size() - 1).needed(), Transfers.PAGE);
        }
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder.incoming(), PartialFile::mayBeOne)) {
            for (Path file : files) {
                Optional<String> blob = PartialFile.blobNameOf(file);
                if (blob.isEmpty() || !awaited.contains(blob.get())) {
                    Files.deleteIfExists(file);
                }
            }
        } catch (IOException | DirectoryIteratorException e) {
            LOG.warn("{} cannot be tidied up, which is tried again with the next pull", folder.incoming(), e);
        }
    }
}
