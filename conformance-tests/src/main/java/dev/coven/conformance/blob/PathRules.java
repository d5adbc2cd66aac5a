package dev.coven.conformance.blob;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.coven.spi.blob.BlobDownload;
import dev.coven.spi.blob.BlobPath;
import dev.coven.spi.blob.BlobRef;
import dev.coven.spi.blob.BlobUpload;
import dev.coven.spi.row.RowChange;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What a plan keeps whatever is in a row: it answers, and with places that are safe. */
abstract class PathRules extends SymmetryRules {
    private static final String RESERVED = ".coven";
    private static final Pattern DEVICE = Pattern.compile("(?i)(con|prn|aux|nul|com[0-9]|lpt[0-9])(\\..*)?");

    PathRules() {}

    /**
     * Total: rows with odd values give no blob or a proper one, never an exception: one row of a stranger must not stop a
     * pull. Look at casts, and at BlobRef and BlobPath made without asking isValid.
     */
    @Test
    void plan_ofOddRows_doesNotThrow() {
        for (RowChange row : oddRows()) {
            try {
                plan().blobsToPush(List.of(row));
                plan().blobsToPull(List.of(row));
            } catch (RuntimeException e) {
                throw new AssertionError("a plan must not throw: " + row + " " + row.after() + "; " + seed(), e);
            }
        }
    }

    /**
     * No row, however odd, leads out of the library's folder or into the place where the engine keeps files while they come:
     * the engine refuses such a place, and the row waits for its file for ever. Look at values that become a first segment.
     */
    @Test
    void plan_ofOddRows_staysInItsPlaces() {
        for (RowChange row : someRows()) {
            for (BlobPath path : paths(List.of(row))) {
                boolean inside = BlobPath.isValid(path.value());
                boolean ofTheEngine = path.value().toLowerCase(Locale.ROOT).startsWith(RESERVED);
                assertThat(inside && !ofTheEngine)
                        .as("'%s' for %s is a place for files; %s", path.value(), row, seed())
                        .isTrue();
            }
        }
    }

    /**
     * Two rows with files of their own never write to one place here: the later download would replace the earlier one's
     * file.
     */
    @Test
    void plan_ofDifferentFiles_givesDifferentPlaces() {
        Map<BlobPath, Set<BlobRef>> blobsAt = plan().blobsToPull(rowsWithFiles()).stream()
                .collect(Collectors.groupingBy(
                        BlobDownload::target, Collectors.mapping(BlobDownload::blob, Collectors.toSet())));
        assertThat(blobsAt)
                .allSatisfy((path, blobs) ->
                        assertThat(blobs).as("files that go to %s", path).hasSize(1));
    }

    /**
     * Places are files on every system. {@code NUL}, {@code aux.txt} and their like name devices where Windows is, so that a
     * row which is complete on one computer waits on another. Look at names that are taken from a row as they are; an id or a
     * hash before them helps.
     */
    @Test
    void plan_ofOddRows_namesNoDevices() {
        Set<String> devices = new TreeSet<>();
        for (BlobPath path : paths(someRows())) {
            for (String segment : path.value().split("/", -1)) {
                if (DEVICE.matcher(segment).matches()) {
                    devices.add(path.value());
                }
            }
        }
        assumeTrue(devices.isEmpty(), "these places are devices on Windows: " + devices);
    }

    /**
     * Places differ in more than case, for many file systems take {@code a.jpg} and {@code A.jpg} for one file: the later download
     * replaces the earlier one's.
     */
    @Test
    void plan_ofFilesThatDifferInCase_givesDifferentPlaces() {
        List<RowChange> rows = new ArrayList<>();
        rowsWithFiles().forEach(row -> rows.addAll(OddRows.inOtherCase(row)));
        Map<String, Set<BlobRef>> blobsAt = plan().blobsToPull(rows).stream()
                .collect(Collectors.groupingBy(
                        download -> download.target().value().toLowerCase(Locale.ROOT),
                        Collectors.mapping(BlobDownload::blob, Collectors.toSet())));
        List<String> shared = blobsAt.entrySet().stream()
                .filter(place -> place.getValue().size() > 1)
                .map(Map.Entry::getKey)
                .toList();
        assumeTrue(shared.isEmpty(), "several files go to these places where case does not count: " + shared);
    }

    private Collection<BlobPath> paths(List<RowChange> rows) {
        List<BlobPath> paths = new ArrayList<>();
        plan().blobsToPush(rows).stream().map(BlobUpload::source).forEach(paths::add);
        plan().blobsToPull(rows).stream().map(BlobDownload::target).forEach(paths::add);
        return paths;
    }
}
