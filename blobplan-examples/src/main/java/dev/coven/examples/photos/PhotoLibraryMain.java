package dev.coven.examples.photos;

import dev.coven.engine.SyncException;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Random;

/**
 * Two people share their photos through a folder. Run it with a new folder to look at afterwards:
 * {@code java -cp 'sync-cli/target/dist/lib/*' dev.coven.examples.photos.PhotoLibraryMain FOLDER}.
 */
public final class PhotoLibraryMain {
    private static final int PICTURE_BYTES = 3_000_000;

    private final Path folder;
    private final PrintStream out;

    PhotoLibraryMain(Path folder, PrintStream out) {
        this.folder = folder;
        this.out = out;
    }

    /**
     * Plays in a folder.
     *
     * @param arguments the folder
     */
    public static void main(String[] arguments) throws SyncException, SQLException, IOException {
        if (arguments.length != 1) {
            System.err.println("usage: PhotoLibraryMain FOLDER");
            System.exit(2);
        }
        new PhotoLibraryMain(Path.of(arguments[0]).toAbsolutePath(), System.out).play();
    }

    void play() throws SyncException, SQLException, IOException {
        Path store = Files.createDirectories(folder.resolve("store"));
        PhotoLibrary ada = new PhotoLibrary("Ada", folder.resolve("ada"));
        PhotoLibrary ben = new PhotoLibrary("Ben", folder.resolve("ben"));
        ada.found(store.toUri());
        ben.join(ada.invite(ben.memberCode()));

        out.println("Ada adds two photos, Ben one.");
        ada.add(camera("lake.jpg", 1), "The lake in the morning");
        ada.add(camera("boat.jpg", 2), "Our boat");
        ben.add(camera("dog.jpg", 3), "Who is a good dog?");
        inStep(ada, ben);
        show("Ada", ada);
        show("Ben", ben);

        out.println("Ben edits the picture of the boat.");
        ben.replace(camera("boat.jpg", 4));
        inStep(ben, ada);
        boolean equal = Files.mismatch(ada.picture("boat.jpg"), ben.picture("boat.jpg")) < 0;
        out.println(equal ? "Ada has his picture now." : "Ada does not have his picture!");
    }

    private static void inStep(PhotoLibrary first, PhotoLibrary second) throws SyncException {
        first.sync();
        second.sync();
        first.sync();
    }

    private void show(String name, PhotoLibrary library) throws SQLException, IOException {
        out.println(name + " sees:");
        library.list().forEach(line -> out.println("  " + line));
    }

    /** What a camera would have made. */
    private Path camera(String name, long seed) throws IOException {
        byte[] picture = new byte[PICTURE_BYTES];
        new Random(seed).nextBytes(picture);
        return Files.write(Files.createDirectories(folder.resolve("camera")).resolve(name), picture);
    }
}
