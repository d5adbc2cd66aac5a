package dev.coven.storage.filesystem;

import dev.coven.spi.storage.ObjectKey;
import dev.coven.spi.storage.ObjectStat;
import dev.coven.storage.filesystem.KeyPaths.Entry;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Set;

/**
 * Reads the objects of one page in key order.
 *
 * <p>All keys below a folder begin alike, so folders are entered in the order of that beginning, and those that lie
 * wholly before the page or outside the prefix are not entered at all. What is read per page is the names of the folders
 * on the way and the attributes of the page's own files.
 */
final class FolderListing {
    /** Folders up to so many entries are read in one system call, which a concurrent rename cannot divide. */
    static final int ATOMICALLY_READ_ENTRIES = 100;
    /** How often a larger folder is read while it changes. */
    static final int MAX_READS = 3;

    private final String prefix;
    private final String after;
    private final int max;
    private final List<ObjectStat> found = new ArrayList<>();

    /** The first {@code max} keys that begin with {@code prefix} and are greater than {@code after}. */
    FolderListing(String prefix, String after, int max) {
        this.prefix = prefix;
        this.after = after;
        this.max = max;
    }

    List<ObjectStat> read(Path root) throws IOException {
        walk(root, "", false);
        return found;
    }

    private void walk(Path folder, String folderKey, boolean mayContinueSegment) throws IOException {
        List<Step> wanted = new ArrayList<>();
        for (String name : names(folder)) {
            KeyPaths.entryOf(name)
                    .filter(entry -> mayContinueSegment || !entry.isContinuation())
                    .map(entry -> Step.of(entry, keyOf(folderKey, entry)))
                    .filter(this::isWanted)
                    .ifPresent(wanted::add);
        }
        // A heap and not a sorted list: of a large folder only as many entries are put in order as the page has room
        // for.
        PriorityQueue<Step> steps = new PriorityQueue<>(wanted);
        while (found.size() < max && !steps.isEmpty()) {
            Step step = steps.remove();
            Path path = folder.resolve(step.entry().name());
            if (step.entry().isObject()) {
                add(step.key(), path);
            } else {
                walk(path, step.key(), step.entry().isFullPiece());
            }
        }
    }

    private static String keyOf(String folderKey, Entry entry) {
        return folderKey.isEmpty() || entry.isContinuation()
                ? folderKey + entry.piece()
                : folderKey + "/" + entry.piece();
    }

    private boolean isWanted(Step step) {
        String start = step.start();
        if (step.entry().isObject()) {
            return start.startsWith(prefix) && start.compareTo(after) > 0;
        }
        boolean meetsPrefix = start.startsWith(prefix) || prefix.startsWith(start);
        boolean reachesPage = after.startsWith(start) || start.compareTo(after) > 0;
        return meetsPrefix && reachesPage && start.length() <= ObjectKey.MAX_CHARS;
    }

    private void add(String key, Path file) throws IOException {
        // The pieces are in order, but a stranger may have made of them a name that is too long, or "..".
        if (!ObjectKey.isValid(key)) {
            return;
        }
        try {
            found.add(FileVersions.stat(new ObjectKey(key), file));
        } catch (NoSuchFileException e) {
            // Deleted since its name was read: not there all the time, so not owed to the reader.
        }
    }

    /** The names in a folder, once each; none when there is no such folder. */
    private static Collection<String> names(Path folder) throws IOException {
        try {
            FileTime changed = Files.getLastModifiedTime(folder);
            List<String> names = readNames(folder);
            if (names.size() <= ATOMICALLY_READ_ENTRIES) {
                return names;
            }
            // A file replaced while a large folder is read may be met twice or not at all; a second reading finds it.
            Set<String> all = new HashSet<>(names);
            for (int reads = 1; reads < MAX_READS; reads++) {
                FileTime changedSince = Files.getLastModifiedTime(folder);
                if (changedSince.equals(changed)) {
                    break;
                }
                changed = changedSince;
                all.addAll(readNames(folder));
            }
            return all;
        } catch (NoSuchFileException | NotDirectoryException e) {
            return List.of();
        }
    }

    private static List<String> readNames(Path folder) throws IOException {
        List<String> names = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
            for (Path entry : entries) {
                Optional.ofNullable(entry.getFileName()).map(Path::toString).ifPresent(names::add);
            }
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        return names;
    }

    /**
     * An entry on the way.
     *
     * @param entry what its name says
     * @param key the object's key, or what the keys below the folder begin with, without a slash
     * @param start the object's key, or what all keys below the folder begin with
     */
    private record Step(Entry entry, String key, String start) implements Comparable<Step> {
        static Step of(Entry entry, String key) {
            return new Step(entry, key, entry.isObject() || entry.isFullPiece() ? key : key + "/");
        }

        /** An object goes before the folder that begins with its whole key. */
        @Override
        public int compareTo(Step other) {
            int order = start.compareTo(other.start);
            return order != 0 ? order : Boolean.compare(other.entry.isObject(), entry.isObject());
        }
    }
}
