package dev.coven.cli;

import dev.coven.engine.ChangesetInfo;
import dev.coven.engine.DeviceStatus;
import dev.coven.engine.Library;
import dev.coven.engine.LibraryStatus;
import dev.coven.engine.SyncException;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which changeset a command is about: this device's newest unless said otherwise. */
final class ChangesetChoice {
    @Option(
            names = "--device",
            paramLabel = "D",
            description = "A device's id, the start of it, or its name (default: this device).")
    private @Nullable String device;

    @Option(names = "--seq", paramLabel = "N", description = "The changeset's number (default: the device's newest).")
    private @Nullable Long seq;

    /**
     * One changeset's name.
     *
     * @param device the full device id
     * @param seq its number
     */
    record Chosen(String device, long seq) {
        @Override
        public String toString() {
            return Display.shortId(device) + " " + seq;
        }
    }

    Chosen in(Library library) throws SyncException {
        LibraryStatus status = library.status();
        String id = device == null ? status.deviceId() : device(status, device);
        if (seq != null) {
            return new Chosen(id, seq);
        }
        List<ChangesetInfo> newest = library.changesets(Optional.of(id), 1);
        if (newest.isEmpty()) {
            throw refused("device " + id + " has no changeset yet");
        }
        return new Chosen(id, newest.get(0).seq());
    }

    /** The full id of the device that a person means. */
    static String device(LibraryStatus status, String text) throws SyncException {
        List<Predicate<DeviceStatus>> readings = List.of(
                device -> device.deviceId().equals(text),
                device -> device.deviceId().startsWith(text),
                device -> device.name().equals(text));
        for (Predicate<DeviceStatus> reading : readings) {
            List<String> ids = status.devices().stream()
                    .filter(reading)
                    .map(DeviceStatus::deviceId)
                    .toList();
            if (ids.size() == 1) {
                return ids.get(0);
            }
            if (ids.size() > 1) {
                throw refused("'" + text + "' means more than one device: " + String.join(", ", ids));
            }
        }
        throw refused("no device '" + text + "' is known here ('coven status' lists them)");
    }

    private static SyncException refused(String message) {
        return new SyncException(SyncException.Kind.REFUSED, message);
    }
}
