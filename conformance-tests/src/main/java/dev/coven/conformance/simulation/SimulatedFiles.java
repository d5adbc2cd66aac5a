package dev.coven.conformance.simulation;

import dev.coven.conformance.fleet.FleetPlan;
import dev.coven.spi.blob.BlobRef;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The files of the simulated applications. A column called {@value #COLUMN} holds the place of a file, such as {@code a/f3}; the
 * last part is the id of the blob, and the bytes follow from the id, so a file says by its name what is to be in it. They are few,
 * so that devices name the same blobs, at the same place and at several.
 */
final class SimulatedFiles {
    /** The columns that name files. */
    static final String COLUMN = "file";
    /** A table of rows that name files, and that no constraint keeps out. */
    static final String TABLE = "files";

    static final String CREATE_TABLE = "CREATE TABLE files(id TEXT PRIMARY KEY, file TEXT)";
    /** How long an unused blob stays; shorter than some steps. */
    static final Duration UNUSED_GRACE = Duration.ofMinutes(1);

    private static final String NAMESPACE = "simulated";
    private static final List<String> FOLDERS = List.of("a", "b");
    /** Nothing; less than one segment of a sealed body; and so many that half of them, or a third, are worth resuming. */
    private static final List<Integer> SIZES = List.of(0, 1, 40, 900, 5_000, 70_000, 150_000, 210_000);

    private static final Pattern PLACE = Pattern.compile("[ab]/f[0-7]");
    private static final Pattern LITERAL = Pattern.compile("'(" + PLACE + ")'");

    private final Map<String, byte[]> contents = new HashMap<>();

    SimulatedFiles() {
        for (int file = 0; file < SIZES.size(); file++) {
            byte[] bytes = new byte[SIZES.get(file)];
            new Random(file).nextBytes(bytes);
            contents.put("f" + file, bytes);
        }
    }

    /** A fleet whose rows name such files. With one transfer at a time, requests come in one order. */
    static FleetPlan travelWith(FleetPlan plan) {
        return plan.withBlobPlan(new FileColumnPlan())
                .withSetting("blobs.transfers", "1")
                .withSetting("blobs.unused-grace", UNUSED_GRACE.toSeconds() + " seconds");
    }

    /** What a column that names files can hold, as SQL literals. */
    static List<String> values() {
        List<String> values = new ArrayList<>();
        for (int file = 0; file < SIZES.size(); file++) {
            for (String folder : FOLDERS) {
                values.add("'" + folder + "/f" + file + "'");
            }
        }
        return values;
    }

    /** Whether a text of such a column names a file. */
    static boolean isPlace(String text) {
        return PLACE.matcher(text).matches();
    }

    /** The blob of a place. */
    static BlobRef blob(String place) {
        return new BlobRef(NAMESPACE, idOf(place));
    }

    private static String idOf(String place) {
        return place.substring(place.indexOf('/') + 1);
    }

    /** Writes the files that statements speak of, as an application does before it runs them. One that is there stays. */
    void write(Path folder, List<String> statements) {
        Matcher places = LITERAL.matcher(String.join("\n", statements));
        while (places.find()) {
            Path file = folder.resolve(places.group(1));
            if (!Files.exists(file)) {
                write(file, contentOf(places.group(1)));
            }
        }
    }

    private static void write(Path file, byte[] bytes) {
        try {
            Files.createDirectories(file.getParent());
            Files.write(file, bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether a file holds all that its place says, and nothing else. */
    boolean isRight(String place, byte[] bytes) {
        return isPlace(place) && Arrays.equals(contentOf(place), bytes);
    }

    private byte[] contentOf(String place) {
        byte[] content = contents.get(idOf(place));
        if (content == null) {
            throw new IllegalArgumentException("there is no file for " + place);
        }
        return content;
    }
}
