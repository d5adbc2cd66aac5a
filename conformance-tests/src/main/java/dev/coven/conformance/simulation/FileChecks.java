package dev.coven.conformance.simulation;

import dev.coven.conformance.fleet.Device;
import dev.coven.conformance.model.RecordedChangeset;
import dev.coven.engine.DeviceStatus;
import dev.coven.engine.LibraryStatus;
import dev.coven.engine.SyncException;
import dev.coven.engine.changeset.Change;
import dev.coven.engine.changeset.ChangesetLimits;
import dev.coven.engine.changeset.ChangesetReader;
import dev.coven.engine.changeset.MalformedChangesetException;
import dev.coven.engine.layout.StoreLayout;
import dev.coven.spi.row.SqlValue;
import dev.coven.spi.storage.ObjectKey;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** What must be so of files: on a device after each step, and everywhere when everything has come to rest. */
final class FileChecks {
    /** The engine's own, within the folder of files. */
    private static final String ON_THEIR_WAY = ".coven-incoming";

    private final World world;
    private final SimulatedFiles files;

    FileChecks(World world, SimulatedFiles files) {
        this.world = world;
        this.files = files;
    }

    /**
     * A visible row that names a file.
     *
     * @param table the table
     * @param key the row
     * @param place where the file is to be
     */
    private record Naming(String table, List<SqlValue> key, String place) {}

    /** Checks a device after a step: no file is there in part, and the device says of none that is not there that it is. */
    void check(SimulatedDevice device) throws SyncException, CheckException {
        filesAreWhole(device);
        List<Naming> lacking = lacking(device);
        if (!lacking.isEmpty()) {
            lackingIsKnown(device, lacking);
        }
    }

    /** Checks that every file that a row names is on every device, and in the store. */
    void checkAtRest() throws SyncException, CheckException {
        Set<ObjectKey> stored = new HashSet<>(world.fleet().store().objects().keys(StoreLayout.BLOBS.value()));
        for (SimulatedDevice device : world.devices()) {
            check(device);
            List<Naming> lacking = lacking(device);
            LibraryStatus status = device.device().status();
            if (!lacking.isEmpty() || status.pendingBlobs() > 0) {
                throw new CheckException(
                        "files",
                        "at rest, %s waits for %d files and lacks %s: %s"
                                .formatted(device.name(), status.pendingBlobs(), lacking, status.warnings()));
            }
            for (Naming row : naming(device)) {
                if (!stored.contains(StoreLayout.blob(SimulatedFiles.blob(row.place())))) {
                    throw new CheckException(
                            "stored files", "at rest, the store lacks the blob of " + row + " of " + device.name());
                }
            }
        }
    }

    private void filesAreWhole(SimulatedDevice device) throws CheckException {
        Path folder = device.device().blobs();
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> walk = Files.walk(folder)) {
            for (Path file : walk.filter(Files::isRegularFile).toList()) {
                String place = folder.relativize(file).toString().replace('\\', '/');
                boolean visible = !place.startsWith(ON_THEIR_WAY);
                if (visible && !files.isRight(place, Files.readAllBytes(file))) {
                    throw new CheckException(
                            "whole files",
                            "file %s of %s has %d bytes that are not what its name says"
                                    .formatted(place, device.name(), Files.size(file)));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Naming> naming(SimulatedDevice device) {
        List<Naming> naming = new ArrayList<>();
        device.image().tables().forEach((table, content) -> {
            int column = content.columns().indexOf(SimulatedFiles.COLUMN);
            if (column >= 0) {
                content.rows().forEach((key, row) -> {
                    if (row.get(column) instanceof SqlValue.Text text && SimulatedFiles.isPlace(text.string())) {
                        naming.add(new Naming(table, key, text.string()));
                    }
                });
            }
        });
        return naming;
    }

    private static List<Naming> lacking(SimulatedDevice device) {
        Path folder = device.device().blobs();
        return naming(device).stream()
                .filter(row -> !Files.exists(folder.resolve(row.place())))
                .toList();
    }

    private void lackingIsKnown(SimulatedDevice device, List<Naming> lacking) throws SyncException, CheckException {
        LibraryStatus status = device.device().status();
        if (status.pendingBlobs() == 0) {
            throw new CheckException("pending files", device.name() + " waits for no file and lacks " + lacking);
        }
        Map<String, Long> cursors = new HashMap<>();
        for (DeviceStatus other : status.devices()) {
            cursors.put(other.deviceId(), other.cursor());
        }
        for (Naming row : lacking) {
            // Rows of other tables may have come back from outside of their table, with any change at all.
            if (row.table().equals(SimulatedFiles.TABLE)) {
                someCursorIsBelow(device.device(), row, cursors);
            }
        }
    }

    /** Of the changesets that wrote this row so, the device must not say that it has each of them whole. */
    private void someCursorIsBelow(Device device, Naming row, Map<String, Long> cursors)
            throws SyncException, CheckException {
        List<String> covered = new ArrayList<>();
        for (RecordedChangeset changeset : world.history().stored(device)) {
            if (!changeset.device().equals(device.id()) && writes(changeset, row)) {
                long cursor = cursors.getOrDefault(changeset.device(), 0L);
                if (cursor < changeset.seq()) {
                    return;
                }
                covered.add(changeset + " below its cursor " + cursor);
            }
        }
        throw new CheckException(
                "cursors of files",
                "%s lacks the file of %s and says that it has the changesets that wrote it whole: %s"
                        .formatted(device.name(), row, covered));
    }

    private static boolean writes(RecordedChangeset changeset, Naming row) {
        try {
            ChangesetReader reader =
                    new ChangesetReader(new ByteArrayInputStream(changeset.changeset()), ChangesetLimits.DEFAULT);
            for (Change change = reader.next(); change != null; change = reader.next()) {
                if (change.table().name().equals(row.table())
                        && change.key().equals(row.key())
                        && holds(change, row.place())) {
                    return true;
                }
            }
            return false;
        } catch (IOException | MalformedChangesetException e) {
            throw new IllegalStateException("a published changeset cannot be read", e);
        }
    }

    private static boolean holds(Change change, String place) {
        for (int column = 0; column < change.table().columnCount(); column++) {
            if (change.after(column) instanceof SqlValue.Text text
                    && text.string().equals(place)) {
                return true;
            }
        }
        return false;
    }
}
