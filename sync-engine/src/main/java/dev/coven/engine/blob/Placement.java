package dev.coven.engine.blob;

import dev.coven.engine.copy.LibraryCopy;
import dev.coven.engine.database.BlobFileTable.Look;
import dev.coven.engine.database.PendingBlobTable.Needed;
import dev.coven.spi.blob.BlobPath;
import dev.coven.spi.blob.BlobRef;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Puts a whole file into its place, and never over one that somebody may miss: a file there is replaced only if the engine sent or
 * fetched it, it looks as it did then, and no row names it as that blob any more.
 */
final class Placement {
    private final LibraryCopy copy;
    private final BlobFolder folder;
    private final Set<Needed> replaceable;

    /**
     * Into a folder.
     *
     * @param replaceable what files may hold that no row names there any more
     */
    Placement(LibraryCopy copy, BlobFolder folder, Set<Needed> replaceable) {
        this.copy = copy;
        this.folder = folder;
        this.replaceable = replaceable;
    }

    /** What the engine knows to be in places that something else is to go to. */
    static Set<Needed> inTheWay(LibraryCopy copy, BlobFolder folder, List<Needed> places) throws SQLException {
        Set<Needed> inTheWay = new HashSet<>();
        for (Needed place : places) {
            held(copy, folder, place.path()).ifPresent(blob -> inTheWay.add(new Needed(blob, place.path())));
        }
        return inTheWay;
    }

    private static Optional<BlobRef> held(LibraryCopy copy, BlobFolder folder, BlobPath path) throws SQLException {
        try {
            Optional<Look> look = BlobFolder.look(folder.fileOf(path));
            return look.isEmpty()
                    ? Optional.empty()
                    : copy.tables().blobs().files().held(path, look.get());
        } catch (UnsafePathException | IOException e) {
            // Placing a file there fails for the same reason, and says so.
            return Optional.empty();
        }
    }

    /**
     * Puts a file into its place; gives how it looks there.
     *
     * @param more whether the file is needed for another place too: then this one gets a copy
     */
    Look place(Path whole, Needed place, boolean more)
            throws IOException, SQLException, UnsafePathException, BlobUnavailableException {
        Path file = folder.fileOf(place.path());
        Optional<Look> present = BlobFolder.look(file);
        if (present.isPresent()) {
            if (Files.mismatch(whole, file) < 0) {
                if (!more) {
                    Files.delete(whole);
                }
                return present.get();
            }
            requireReplaceable(place, present.get());
        }
        Path arriving = more ? duplicate(whole) : whole;
        if (present.isPresent()) {
            BlobFolder.replace(arriving, file);
        } else {
            placeWhereNoneIs(arriving, file, place);
        }
        return BlobFolder.look(file)
                .orElseThrow(() -> new BlobUnavailableException(
                        "file '" + place.path().value() + "' was taken away as soon as it came: leave it there"));
    }

    private static void placeWhereNoneIs(Path arriving, Path file, Needed place)
            throws IOException, BlobUnavailableException {
        try {
            BlobFolder.place(arriving, file);
        } catch (FileAlreadyExistsException e) {
            throw inTheWay(place);
        }
    }

    private static BlobUnavailableException inTheWay(Needed place) {
        return new BlobUnavailableException(
                "another file is at '" + place.path().value() + "', and is not known to be in the store: move it away");
    }

    private static Path duplicate(Path whole) throws IOException {
        Path second = whole.resolveSibling(whole.getFileName() + ".copy");
        Files.copy(whole, second, StandardCopyOption.REPLACE_EXISTING);
        try (FileChannel channel = FileChannel.open(second, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
        return second;
    }

    private void requireReplaceable(Needed place, Look present) throws SQLException, BlobUnavailableException {
        String path = place.path().value();
        Optional<BlobRef> held = copy.tables().blobs().files().held(place.path(), present);
        if (held.isEmpty()) {
            throw inTheWay(place);
        }
        if (!replaceable.contains(new Needed(held.get(), place.path()))) {
            throw new BlobUnavailableException("another row has its file at '" + path + "' too, blob "
                    + held.get().namespace() + "/" + held.get().id() + ": give one of the two rows another name");
        }
    }
}
