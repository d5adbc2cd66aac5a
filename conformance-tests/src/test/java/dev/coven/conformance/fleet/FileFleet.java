package dev.coven.conformance.fleet;

import dev.coven.spi.storage.ObjectKey;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** Two devices with files, and what tests do with them. */
final class FileFleet implements AutoCloseable {
    /** More than two segments of a sealed body, so that it can be cut, swapped and resumed. */
    static final int LARGE = 400_000;

    final FilePlan plan = new FilePlan();
    final ReadLog store = new ReadLog();
    final Fleet fleet;
    final Device ada;
    final Device ben;

    FileFleet(Path folder) throws Exception {
        this(folder, UnaryOperator.identity());
    }

    FileFleet(Path folder, UnaryOperator<FleetPlan> more) throws Exception {
        fleet = more.apply(FleetPlan.of(folder, FilePlan.TABLE)
                        .withStore(store)
                        .withBlobPlan(plan)
                        .withSetting("blobs.transfers", "1"))
                .found("ada");
        ada = fleet.device("ada");
        ben = fleet.join("ben");
        fleet.syncUntilQuiet();
        store.clear();
    }

    /** Writes a file and then a row that names it. */
    static byte[] add(Device device, String id, String path, int size) throws Exception {
        byte[] bytes = write(device, path, bytes(id, size));
        device.sql("INSERT INTO files VALUES ('%s', 'blob-%s', '%s', 'a title')".formatted(id, id, path));
        return bytes;
    }

    /** Bytes that another name does not have. */
    static byte[] bytes(String name, int size) {
        byte[] bytes = new byte[size];
        new Random(name.hashCode()).nextBytes(bytes);
        return bytes;
    }

    static byte[] write(Device device, String path, byte[] bytes) {
        try {
            Path file = file(device, path);
            Files.createDirectories(file.getParent());
            Files.write(file, bytes);
            return bytes;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Path file(Device device, String path) {
        return device.blobs().resolve(path);
    }

    /** The key of the blob that {@link #add} names. */
    static ObjectKey key(String id) {
        return new ObjectKey("blobs/files/bl/blob-" + id);
    }

    /** The files that an application sees, without those that are on their way. */
    static List<String> visible(Device device) {
        if (!Files.exists(device.blobs())) {
            return List.of();
        }
        try (Stream<Path> walk = Files.walk(device.blobs())) {
            return walk.filter(Files::isRegularFile)
                    .map(file -> device.blobs().relativize(file).toString())
                    .filter(path -> !path.startsWith(".coven"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** How far one device says that it has another, rows and files. */
    static long complete(Device device, Device other) throws Exception {
        String id = other.id();
        return device.status().devices().stream()
                .filter(known -> known.deviceId().equals(id))
                .findFirst()
                .orElseThrow()
                .cursor();
    }

    @Override
    public void close() {
        fleet.close();
    }
}
