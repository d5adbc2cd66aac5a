package dev.coven.cli;

import dev.coven.engine.HeldDevice;
import dev.coven.engine.PullResult;
import dev.coven.engine.PushResult;
import dev.coven.engine.SyncResult;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a sync did, for people. */
final class SyncText {
    /** What SQLite's driver makes of SQLite's own words, which stand in the parentheses. */
    private static final Pattern DRIVER_TEXT = Pattern.compile("\\[SQLITE_\\w+\\][^(]*\\((.+)\\)");

    private SyncText() {}

    static List<String> lines(SyncResult result, Path database) {
        List<String> lines = new ArrayList<>();
        lines.add(summary(result));
        lines.addAll(waiting(result, database));
        return lines;
    }

    /** One line: {@code pulled 2 changesets from 1 device (5 rows changed), pushed 1 changeset}. */
    static String summary(SyncResult result) {
        List<String> parts = new ArrayList<>();
        result.pull().filter(pull -> pull.changesetsApplied() > 0).ifPresent(pull -> parts.add(pulled(pull)));
        result.pull()
                .filter(pull -> pull.blobsFetched() > 0)
                .ifPresent(pull -> parts.add("fetched " + Display.count(pull.blobsFetched(), "file")));
        result.push()
                .filter(push -> push.pushed() > 0)
                .ifPresent(push -> parts.add("pushed " + Display.count(push.pushed(), "changeset")));
        return parts.isEmpty() ? "nothing new" : String.join(", ", parts);
    }

    private static String pulled(PullResult pull) {
        return "pulled " + Display.count(pull.changesetsApplied(), "changeset")
                + " from " + Display.count(pull.devicesPulled(), "device")
                + " (" + Display.count(pull.rowsChanged(), "row") + " changed)";
    }

    private static List<String> waiting(SyncResult result, Path database) {
        List<String> lines = new ArrayList<>();
        Optional<String> former = result.push().flatMap(PushResult::replacedDeviceId);
        former.ifPresent(id -> lines.add("another copy of this database writes as device " + id
                + "; this one goes on as a new device, nothing is lost"));
        result.pull().ifPresent(pull -> {
            for (HeldDevice held : pull.held()) {
                lines.add(held(held, Display.shortId(held.deviceId())));
            }
            if (pull.rowsParked() > 0) {
                lines.add(parked(pull.rowsParked(), database));
            }
            if (pull.pendingBlobs() > 0) {
                lines.add(files(pull.pendingBlobs(), database));
            }
        });
        return lines;
    }

    static String held(HeldDevice held, String device) {
        return "device " + device + " waits at changeset " + held.seq() + ": " + Display.word(held.reason()) + ", "
                + held.detail();
    }

    static String parked(long rows, Path database) {
        return Display.count(rows, "row") + " kept out by a constraint ('coven parked " + database + "' lists them)";
    }

    /** Why a row is parked, without what the driver says around it. */
    static String reason(String text) {
        Matcher said = DRIVER_TEXT.matcher(text);
        return said.matches() ? said.group(1) : text;
    }

    static String files(long count, Path database) {
        return Display.count(count, "file") + " still to be fetched, tried again with every sync ('coven doctor "
                + database + "' says why)";
    }
}
