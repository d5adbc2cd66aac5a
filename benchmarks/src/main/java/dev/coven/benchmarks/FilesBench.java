package dev.coven.benchmarks;

import dev.coven.engine.PullResult;
import dev.coven.examples.AttachmentsPlan;
import dev.coven.storage.filesystem.FilesystemProvider;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.sql.PreparedStatement;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * Measures how fast one large file travels with its row: sealed into a store that is a folder, and out of it on another device,
 * beside a plain copy of the same file to the same disk. Whole pushes and pulls, everything flushed to disk.
 */
public final class FilesBench {
    private static final Map<String, String> OPTIONS = Map.of("--mib", "1024", "--rounds", "3", "--warm-ups", "1");
    private static final String DDL = "CREATE TABLE attachments(id TEXT PRIMARY KEY NOT NULL, sha256 TEXT)";
    private static final int CHUNK = 1 << 20;

    private final int mib;
    private final Path folder;
    private final BenchDevice writer;
    private final BenchDevice reader;
    private final Samples copied = new Samples();
    private final Samples pushed = new Samples();
    private final Samples pulled = new Samples();

    private FilesBench(int mib, Path folder, BenchDevice writer, BenchDevice reader) {
        this.mib = mib;
        this.folder = folder;
        this.writer = writer;
        this.reader = reader;
    }

    /** Runs it; the options are {@code --mib --rounds --warm-ups}, each with a value. */
    public static void main(String[] arguments) throws Exception {
        CommandWords options = options(arguments);
        WorkFolder.use(folder -> run(options, folder, System.out));
    }

    static CommandWords options(String... words) {
        return CommandWords.parse(OPTIONS, words);
    }

    static void run(CommandWords options, Path folder, PrintStream out) throws Exception {
        Path store = Files.createDirectories(folder.resolve("store"));
        BenchDevice.Surroundings surroundings = new BenchDevice.Surroundings(
                new FilesystemProvider(),
                store.toUri(),
                List.of(new AttachmentsPlan()),
                Map.of("blobs.plan", "attachments"));
        try (BenchDevice writer = BenchDevice.found(folder.resolve("writer"), surroundings, List.of(DDL));
                BenchDevice reader = writer.invite(folder.resolve("reader"), surroundings)) {
            FilesBench bench = new FilesBench(options.number("--mib"), folder, writer, reader);
            for (int round = -options.number("--warm-ups"); round < options.number("--rounds"); round++) {
                bench.round(round);
            }
            out.printf("%-26s %9s %9s %6s  %s%n", "", "ms", "MiB/s", "ratio", "range");
            bench.line(out, "Files.copy", bench.copied);
            bench.line(out, "push: seal and store", bench.pushed);
            bench.line(out, "pull: fetch and open", bench.pulled);
        }
    }

    private void round(int round) throws Exception {
        Path made = folder.resolve("made");
        String hash = make(made, round);
        Path source =
                Files.createDirectories(writer.files()).resolve("attachments/" + hash.substring(0, 2) + "/" + hash);
        Files.createDirectories(folder(source));
        Files.move(made, source);
        Samples copiedNow = new Samples();
        if (round % 2 == 0) {
            copiedNow.add(copy(source));
        }
        try (PreparedStatement insert = writer.host().prepareStatement("INSERT INTO attachments VALUES (?, ?)")) {
            insert.setString(1, "attachment " + round);
            insert.setString(2, hash);
            insert.executeUpdate();
        }
        long start = System.nanoTime();
        writer.library().push();
        double push = (System.nanoTime() - start) / 1e6;
        start = System.nanoTime();
        PullResult result = reader.library().pull();
        double pull = (System.nanoTime() - start) / 1e6;
        Path target = reader.files().resolve("attachments/" + hash.substring(0, 2) + "/" + hash);
        if (result.blobsFetched() != 1 || Files.mismatch(source, target) != -1) {
            throw new IllegalStateException("the file did not arrive: " + result);
        }
        if (copiedNow.isEmpty()) {
            copiedNow.add(copy(source));
        }
        Files.delete(source);
        Files.delete(target);
        if (round >= 0) {
            copied.add(copiedNow.median());
            pushed.add(push);
            pulled.add(pull);
        }
    }

    /** A file of noise; gives its SHA-256. */
    private String make(Path file, int round) throws Exception {
        MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
        SplittableRandom random = new SplittableRandom(round);
        byte[] chunk = new byte[CHUNK];
        try (OutputStream out = new DigestOutputStream(Files.newOutputStream(file), sha256)) {
            for (int i = 0; i < mib; i++) {
                random.nextBytes(chunk);
                out.write(chunk);
            }
        }
        return HexFormat.of().formatHex(sha256.digest());
    }

    private double copy(Path source) throws IOException {
        Path target = folder.resolve("copied");
        long start = System.nanoTime();
        Files.copy(source, target);
        try (FileChannel channel = FileChannel.open(target, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
        double millis = (System.nanoTime() - start) / 1e6;
        Files.delete(target);
        return millis;
    }

    private static Path folder(Path file) {
        Path parent = file.getParent();
        if (parent == null) {
            throw new IllegalArgumentException(file + " is in no folder");
        }
        return parent;
    }

    private void line(PrintStream out, String what, Samples samples) {
        boolean isBase = samples == copied;
        out.printf(
                Locale.ROOT,
                "%-26s %9.0f %9.0f %6s  %s%n",
                what,
                samples.median(),
                mib / samples.median() * 1000,
                isBase ? "" : String.format(Locale.ROOT, "%.2f", samples.ratioTo(copied)),
                isBase ? "" : samples.ratioRange(copied));
    }
}
