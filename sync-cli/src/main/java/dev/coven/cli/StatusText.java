package dev.coven.cli;

import dev.coven.engine.DeviceStatus;
import dev.coven.engine.HostTriggerInfo;
import dev.coven.engine.LibraryStatus;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A copy's status, for people. */
final class StatusText {
    private StatusText() {}

    static boolean isWaiting(LibraryStatus status) {
        return status.parked() > 0
                || status.pendingBlobs() > 0
                || !status.diverged().isEmpty()
                || status.devices().stream().anyMatch(device -> device.held().isPresent());
    }

    /** What init and join say. */
    static List<String> welcome(String sentence, LibraryStatus status) {
        List<String> lines = new ArrayList<>();
        lines.add(sentence);
        lines.add("");
        lines.addAll(facts(status));
        return lines;
    }

    /** What a merge does with the database's own triggers. */
    static List<String> triggers(List<HostTriggerInfo> triggers) {
        List<String> lines = new ArrayList<>();
        for (HostTriggerInfo trigger : triggers) {
            lines.add("  trigger  " + trigger.name() + " on " + trigger.table()
                    + (trigger.duringMerge() == HostTriggerInfo.DuringMerge.SILENT
                            ? " is silent during a merge: it writes synced tables, and what it does travels"
                            : " runs during a merge too: it writes local tables alone"));
        }
        return lines;
    }

    static List<String> lines(LibraryStatus status, Path database, Display display) {
        List<String> lines = new ArrayList<>(facts(status));
        lines.add("");
        TextTable table = new TextTable("DEVICE", "NAME", "MEMBER", "SEQ", "HERE", "LAST SYNC");
        for (DeviceStatus device : status.devices()) {
            String here = device.deviceId().equals(status.deviceId()) ? " *" : "";
            table.row(
                    Display.shortId(device.deviceId()) + here,
                    device.name(),
                    Display.shortId(device.memberId()),
                    device.seq(),
                    device.cursor(),
                    device.lastSync().map(display::time).orElse("never"));
        }
        lines.addAll(table.lines());
        lines.add("");
        lines.addAll(state(status, database));
        return lines;
    }

    private static List<String> facts(LibraryStatus status) {
        return List.of(
                "  library  " + status.libraryId(),
                "  device   " + status.deviceId() + deviceName(status),
                "  member   " + status.memberId(),
                "  store    " + status.storeLocation(),
                "  tables   " + String.join(", ", status.tables()));
    }

    private static String deviceName(LibraryStatus status) {
        return status.devices().stream()
                .filter(device -> device.deviceId().equals(status.deviceId()))
                .findFirst()
                .map(device -> "  " + device.name())
                .orElse("");
    }

    private static List<String> state(LibraryStatus status, Path database) {
        List<String> lines = new ArrayList<>();
        if (status.outbox() > 0 || status.uncaptured()) {
            lines.add(outgoing(status));
        }
        for (DeviceStatus device : status.devices()) {
            device.held().ifPresent(held -> lines.add(SyncText.held(held, Display.shortId(device.deviceId()))));
        }
        status.warnings().forEach(warning -> lines.add("warning: " + warning));
        for (String device : status.diverged()) {
            lines.add("device " + Display.shortId(device)
                    + " has other data than this copy, from the same changes: run 'coven doctor' on both");
        }
        if (status.parked() > 0) {
            lines.add(SyncText.parked(status.parked(), database));
        }
        if (status.conflicts() > 0) {
            lines.add(Display.count(status.conflicts(), "value") + " lost to a concurrent edit ('coven conflicts "
                    + database + "' lists them)");
        }
        if (status.pendingBlobs() > 0) {
            lines.add(SyncText.files(status.pendingBlobs(), database));
        }
        if (lines.isEmpty()) {
            lines.add("nothing to push, nothing waits");
        }
        return lines;
    }

    private static String outgoing(LibraryStatus status) {
        if (status.outbox() == 0) {
            return "local edits to push";
        }
        String more = status.uncaptured() ? ", and newer local edits" : "";
        return Display.count(status.outbox(), "changeset") + " to push" + more;
    }
}
